import SMTPCore
import SMTPTrace

@testable import SMTPDiagnosis

/// Plays a session into a diagnostician: `S: ` and `C: ` lines, `@ 5` moves the clock by seconds.
struct SessionScript {
    private(set) var diagnostician = Diagnostician()
    private var at = Duration.zero
    private var isSecure = false

    init(port: Int = 25) {
        note(.connecting(to: "mx.example.org:\(port)", attempt: 1, of: 1))
        note(.connected(local: "192.0.2.1:40000", peer: "192.0.2.25:\(port)"))
    }

    mutating func note(_ fact: Fact) {
        diagnostician.note(TraceEvent(at: at, connection: 1, fact: fact))
    }

    mutating func play(_ dialogue: String) {
        for line in dialogue.split(separator: "\n") {
            let text = Array(line.dropFirst(3).utf8) + ASCII.crlf
            switch line.prefix(2) {
            case "S:": note(.received(ReceivedOctets(octets: text, isSecure: isSecure, read: 1)))
            case "C:":
                note(.sent(SentOctets(octets: text, part: .command, isSecure: isSecure, write: 1)))
            case "D:":
                note(.sent(SentOctets(octets: text, part: .content, isSecure: isSecure, write: 1)))
            default: at += .seconds(Int(line.dropFirst(2)) ?? 0)
            }
        }
    }

    mutating func secure(_ change: (inout TLSReport) -> Void = { _ in }) {
        var report = TLSReport(
            version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384", cipherBits: 256,
            group: "X25519", serverName: "mx.example.org", chain: [], chainProblem: nil,
            checkedName: "mx.example.org", nameMatches: true, isResumed: false,
            asksForCertificate: false, checkedAt: 0)
        change(&report)
        isSecure = true
        note(.secured(report))
    }

    var findings: [Finding] { diagnostician.findings }
    var ids: [String] { findings.map(\.id) }
}
