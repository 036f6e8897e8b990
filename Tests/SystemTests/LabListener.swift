import Glibc
import TestSupport

/// `smtpscope lab NAME --listen`, for other programs to talk to. Ended with the object.
final class LabListener {
    let port: UInt16
    private let folder: Folder
    private let child: Child

    init(_ scenario: String = "healthy", _ options: [String] = []) throws {
        port = try Loopback.freePort()
        folder = try Folder()
        child = try Scope.start(
            ["lab", scenario, "--listen", "127.0.0.1:\(port)"] + options, in: folder)
        let port = port
        guard child.wait(until: { _ in Loopback.accepts(port) }) else {
            throw SupportError("the lab does not listen: \(child.finish().errorText)")
        }
    }

    /// What it printed so far.
    var log: String {
        _ = child.wait(within: .milliseconds(200)) { _ in false }
        return String(decoding: child.output, as: UTF8.self)
    }

    /// Ends it as a user would.
    func interrupt() -> Outcome {
        child.send(SIGINT)
        return child.finish()
    }
}
