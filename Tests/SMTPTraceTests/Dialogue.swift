import SMTPCore

@testable import SMTPTrace

/// Facts written as a dialogue: `S:` the server's line, `C:` ours, `M:` message content, `A:` a
/// line of an AUTH exchange, `!tls`, `!half`, `!fin`, `!rst`. Each line is one millisecond later.
func dialogue(_ text: String, connection: Int = 1) -> [TraceEvent] {
    var isSecure = false
    var facts: [Fact] = [
        .connecting(to: "192.0.2.25:25", attempt: 1, of: 1),
        .connected(local: "192.0.2.1:4711", peer: "192.0.2.25:25"),
    ]
    for (index, row) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        let words = row.drop { $0 == " " }
        guard !words.isEmpty else { continue }
        let octets = Array(words.dropFirst(3).utf8) + ASCII.crlf
        switch words.prefix(2) {
        case "S:":
            facts.append(
                .received(ReceivedOctets(octets: octets, isSecure: isSecure, read: index)))
        case "C:", "M:", "A:":
            let part: SentOctets.Part =
                words.hasPrefix("C:")
                ? .command : words.hasPrefix("M:") ? .content : .authentication
            facts.append(
                .sent(SentOctets(octets: octets, part: part, isSecure: isSecure, write: index)))
        case "!t":
            isSecure = true
            facts.append(.handshaking(serverName: "mx.example.net"))
            facts.append(.secured(.example))
        case "!h": facts.append(.halfClosed)
        case "!f":
            facts.append(.ended(Ending(how: .closedByServer)))
        default:
            facts.append(.ended(Ending(how: .reset, midCommand: true)))
        }
    }
    return facts.enumerated().map {
        TraceEvent(at: .milliseconds($0.offset), connection: connection, fact: $0.element)
    }
}

extension TLSReport {
    static let example = TLSReport(
        version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384", cipherBits: 256, group: "X25519",
        serverName: "mx.example.net",
        chain: [
            Certificate(
                subject: "CN=mx.example.net", issuer: "CN=Example CA", names: ["mx.example.net"],
                notBefore: 1_790_000_000, notAfter: 1_800_000_000, key: "EC prime256v1",
                signature: "ecdsa-with-SHA256", fingerprint: "ab", keyFingerprint: "cd", pem: "")
        ], chainProblem: nil, checkedName: "mx.example.net", nameMatches: true, isResumed: false,
        asksForCertificate: false, checkedAt: 1_795_000_000)
}
