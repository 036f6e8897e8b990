import Glibc
import TestSupport
import Testing

/// The servers of the tests themselves.
@Suite("Test servers", .enabled(if: RealServers.areWanted, Comment(rawValue: RealServers.hint)))
struct ServersTests {
    private static func call(_ script: String, _ folder: String) throws -> Outcome {
        try Child(
            [
                "setpriv", "--bounding-set=-sys_admin", "--inh-caps=-sys_admin",
                "\(Scope.root)/Tests/Servers/\(script)", folder, "\(getpid())",
            ], input: []
        ).finish(within: .seconds(60))
    }

    /// As in most containers: there is no OpenSMTPD then, and names are asked as ever. These
    /// servers run beside those of the other tests.
    @Test func theyRunWithoutAViewOfTheirOwn() throws {
        _ = try RealServers.shared
        let folder = try Folder()
        let prefix = "\(Scope.root)/.build/servers/prefix"
        #expect(symlink(prefix, folder.path + "/prefix") == 0)
        defer { _ = try? Self.call("down", folder.path) }

        let outcome = try Self.call("up", folder.path)

        #expect(outcome.status == .exited(0), "\(outcome.errorText)")
        let endpoints = FileText.read(folder.path + "/etc/endpoints").split(separator: "\n")
        #expect(!endpoints.contains { $0.hasPrefix("OPENSMTPD") })
        let postfix = try #require(endpoints.first { $0.hasPrefix("POSTFIX=") }).dropFirst(8)
        let session = try JSONSession(String(postfix), ["EHLO client.test"])
        #expect(session.code == 0)
    }
}
