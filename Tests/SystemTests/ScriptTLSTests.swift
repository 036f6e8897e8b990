import TestSupport
import Testing

/// What scripts ask for in handshakes, against an OpenSSL server.
@Suite("TLS of scripts")
struct ScriptTLSTests {
    @Test(arguments: [("smtp", "smtp"), ("h2,smtp", "smtp"), ("h2", "none")])
    func offeredApplicationProtocolsReachTheServer(offer: String, choice: String) throws {
        let server = try SelfSignedServer(["-alpn", "smtp"])
        let (outcome, recording) = try Self.connect(to: server, offer, choice)

        // A server that knows none of them ends the handshake (RFC 7301 §3.2).
        let isRefused = choice == "none"
        #expect(outcome.status == .exited(isRefused ? 3 : 0), "\(outcome)")
        #expect(recording.contains("\"alpn\":\"smtp\"") != isRefused)
    }

    @Test func aServerWithoutThemChoosesNone() throws {
        let server = try SelfSignedServer([])
        let (outcome, recording) = try Self.connect(to: server, "smtp", "none")

        #expect(outcome.status == .exited(0), "\(outcome)")
        #expect(recording.contains("\"alpn_offered\":[\"smtp\"]"))
    }

    private static func connect(
        to server: SelfSignedServer, _ offer: String, _ choice: String
    ) throws -> (Outcome, recording: String) {
        let folder = try Folder()
        let script = try folder.file(
            "alpn.smtp",
            "@connect tls=implicit verify=none alpn=\(offer)\n< nothing\n< tls alpn \(choice)\n")
        let outcome = try Scope.run([
            "run", script, "--to", server.address, "--recordings", folder.path,
        ])
        return (outcome, FileText.read(try #require(folder.recordings.first)))
    }
}
