import SMTPCore
import SMTPTrace
import TerminalCore

@testable import ScopeModel

/// A model that a dialogue was played to. `S:` the server, `C:` a command, `A:` a line of AUTH,
/// `M:` message content, `!tls`, `!tls-expired`, `!fin`, `!rst`, `!overdue`, `@12.5` sets the
/// clock to so many seconds. Backslash escapes `\r \n \0 \e` stand for octets, and a line that
/// has them gets no CR LF of its own.
struct Stage {
    var model: Model
    /// All that happened, in order.
    private(set) var events: [TraceEvent] = []
    private var at = Duration.zero
    private var isSecure = false

    init(_ size: Size, isUnicode: Bool = true, target: String? = "mx.example.net") {
        var options = ModelOptions()
        options.version = "0.1.0"
        options.isUnicode = isUnicode
        options.hostName = "ws1.example.org"
        options.startedAt = 1_795_000_000
        options.themes = ["default-dark", "default-light", "mono"]
        model = Model(screen: size, options: options)
        guard let target else { return }
        note(.resolving(name: target))
        at = .milliseconds(8)
        note(.resolved(name: target, addresses: ["192.0.2.25"]))
        note(.connecting(to: "192.0.2.25:25", attempt: 1, of: 1))
        at = .milliseconds(21)
    }

    mutating func connect() {
        note(.connected(local: "192.0.2.1:4711", peer: "192.0.2.25:25"))
        at += .milliseconds(43)
    }

    mutating func note(_ fact: Fact) {
        let event = TraceEvent(at: at, connection: 1, fact: fact)
        events.append(event)
        _ = model.update(.traces([event]))
    }

    mutating func play(_ dialogue: String) {
        if model.transcript.link?.state == .connecting { connect() }
        for row in dialogue.split(separator: "\n") {
            let line = row.drop { $0 == " " }
            guard !line.isEmpty else { continue }
            if line.hasPrefix("@") {
                at = .milliseconds(Int((Double(line.dropFirst()) ?? 0) * 1_000))
                continue
            }
            perform(String(line))
            at += .milliseconds(24)
        }
    }

    private mutating func perform(_ line: String) {
        let octets = Self.octets(line.dropFirst(3))
        switch line.prefix(2) {
        case "S:": note(.received(ReceivedOctets(octets: octets, isSecure: isSecure, read: 1)))
        case "C:", "A:", "M:":
            let part: SentOctets.Part =
                line.hasPrefix("C:")
                ? .command : line.hasPrefix("A:") ? .authentication : .content
            note(.sent(SentOctets(octets: octets, part: part, isSecure: isSecure, write: 1)))
        default: event(line)
        }
    }

    private mutating func event(_ line: String) {
        switch line {
        case "!tls", "!tls-expired":
            note(.handshaking(serverName: "mx.example.net"))
            at += .milliseconds(68)
            isSecure = true
            note(.secured(line == "!tls" ? .example : .expired))
        case "!overdue": note(.overdue(.reply(to: "DATA"), after: .seconds(120)))
        case "!fin": note(.ended(Ending(how: .closedByServer)))
        default:
            note(
                .ended(
                    Ending(how: .reset, lastSent: Array("RCPT TO:<b@x>\r\n".utf8), midCommand: true)
                ))
        }
    }

    private static func octets(_ text: Substring) -> [UInt8] {
        var octets: [UInt8] = []
        var isEscaped = false
        var hasEscapes = false
        for octet in text.utf8 {
            guard isEscaped else {
                if octet == UInt8(ascii: "\\") { isEscaped = true } else { octets.append(octet) }
                continue
            }
            isEscaped = false
            hasEscapes = true
            let known: [UInt8: UInt8] = [
                UInt8(ascii: "r"): 13, UInt8(ascii: "n"): 10, UInt8(ascii: "0"): 0,
                UInt8(ascii: "e"): 27, UInt8(ascii: "9"): 0x9B,
            ]
            octets.append(known[octet] ?? octet)
        }
        return hasEscapes ? octets : octets + [13, 10]
    }

    @discardableResult
    mutating func press(_ keys: Key...) -> [Effect] {
        keys.flatMap { model.update(.input(.key($0))) }
    }

    @discardableResult
    mutating func type(_ text: String) -> [Effect] {
        text.flatMap { model.update(.input(.key(.character($0)))) }
    }
}

extension TLSReport {
    static let example = TLSReport(
        version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384", cipherBits: 256, group: "X25519",
        serverName: "mx.example.net",
        chain: [
            Certificate(
                subject: "CN=mx.example.net", issuer: "CN=Example Issuing CA, O=Example",
                names: ["mx.example.net", "mail.example.net"], notBefore: 1_790_000_000,
                notAfter: 1_800_270_400, key: "EC prime256v1", signature: "ecdsa-with-SHA256",
                fingerprint: String(repeating: "ab12", count: 16),
                keyFingerprint: String(repeating: "cd34", count: 16), pem: "")
        ], chainProblem: nil, checkedName: "mx.example.net", nameMatches: true, isResumed: false,
        asksForCertificate: false, checkedAt: 1_795_000_000)

    static var expired: TLSReport {
        var report = example
        report.chain[0].notAfter = 1_794_700_000
        report.chainProblem = VerifyProblem(
            kind: .expired, code: 10, text: "certificate has expired", depth: 0)
        return report
    }
}
