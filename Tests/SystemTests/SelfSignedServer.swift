import TestSupport

/// `openssl s_server` on loopback, with a certificate of its own making.
final class SelfSignedServer {
    let address: String
    private let folder: Folder
    private let child: Child

    /// `flags` are more options of s_server.
    init(_ flags: [String]) throws {
        folder = try Folder()
        let (certificate, key) = try Self.certificate(in: folder)
        child = try Child(
            [
                "openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key,
            ] + flags)
        // It prints "ACCEPT 127.0.0.1:PORT".
        guard
            child.wait(until: { child in
                String(decoding: child.output, as: UTF8.self).split(separator: "\n")
                    .contains { $0.hasPrefix("ACCEPT ") }
            })
        else { throw SupportError(child.finish().errorText) }
        let lines = String(decoding: child.output, as: UTF8.self).split(separator: "\n")
        address = lines.first { $0.hasPrefix("ACCEPT ") }.map { String($0.dropFirst(7)) } ?? ""
    }

    /// The paths of a certificate for `mx.test` and of its key.
    static func certificate(in folder: Folder) throws -> (certificate: String, key: String) {
        let (certificate, key) = (folder.path + "/c.pem", folder.path + "/k.pem")
        let made = try Child(
            [
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=mx.test",
                "-keyout", key, "-out", certificate,
            ], input: []
        ).finish()
        guard made.status == .exited(0) else { throw SupportError(made.errorText) }
        return (certificate, key)
    }
}
