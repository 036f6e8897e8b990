import SMTPCore
import Testing

@testable import SMTPLab

/// A conversation with a lab: lines in, the server's lines out, times by hand.
struct Dialogue {
    var lab: Lab
    var now = Duration.zero
    var connection = 0
    /// Everything the lab did, in order.
    var actions: [LabAction] = []

    init(_ scenario: LabScenario, seed: UInt64 = 1) {
        lab = Lab(scenario: scenario, seed: seed, hmacMD5: Dialogue.fakeHMAC)
    }

    init(_ id: String, seed: UInt64 = 1) throws {
        self.init(try #require(LabScenario.named(id)), seed: seed)
    }

    init(rules: String) throws {
        try self.init(LabScenario.parse(Array("@lab test\n\(rules)\n".utf8), file: "test.lab"))
    }

    /// Not HMAC-MD5, but a function of key and data all the same.
    static let fakeHMAC: Lab.KeyedHash = { key, data in
        var digest = [UInt8](repeating: 0, count: 16)
        for (index, octet) in (key + [0] + data).enumerated() {
            digest[index % 16] = digest[index % 16] &* 31 &+ octet
        }
        return digest
    }

    mutating func connect(client: String = "192.0.2.1") -> String {
        connection += 1
        return take(lab.accept(connection: connection, client: client, at: now))
    }

    /// Sends octets as they are; the answer so far.
    mutating func send(_ octets: some Collection<UInt8>) -> String {
        take(lab.receive(Array(octets)[...], on: connection, at: now))
    }

    /// Sends one line, CR LF added.
    mutating func say(_ line: String) -> String { send((line + "\r\n").utf8) }

    mutating func secure() -> String { take(lab.secured(connection, at: now)) }

    mutating func wait(_ time: Duration) -> String {
        now += time
        return take(lab.advance(to: now))
    }

    /// Greets, says EHLO with a full name, and switches to TLS if wanted.
    mutating func open(secure: Bool = false) {
        _ = connect()
        _ = say("EHLO client.example.org")
        guard secure else { return }
        _ = say("STARTTLS")
        _ = self.secure()
        _ = say("EHLO client.example.org")
    }

    /// Up to the 354.
    mutating func beginLetter(to recipient: String = "bob@lab.test") {
        open()
        _ = say("MAIL FROM:<ann@example.org>")
        _ = say("RCPT TO:<\(recipient)>")
        _ = say("DATA")
    }

    var isClosed: Bool { actions.contains(.close(connection)) }

    private mutating func take(_ new: [LabAction]) -> String {
        actions += new
        return text(of: new)
    }

    /// What was written, CR shown as nothing and LF as a bar, without the last bar.
    private func text(of actions: [LabAction]) -> String {
        var octets: [UInt8] = []
        for case .write(_, let piece) in actions { octets += piece }
        let lines = octets.filter { $0 != ASCII.cr }.split(separator: ASCII.lf)
        return lines.map(\.text).joined(separator: "|")
    }

    /// Plays lines `C: …` and expects the lines `S: …`, which may end in `…` for any rest.
    mutating func play(
        _ script: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var heard: [Substring] = []
        for line in script.split(separator: "\n") {
            let text = String(line.dropFirst(3))
            if line.hasPrefix("C: ") || line == "C:" {
                #expect(heard.isEmpty, "unexpected: \(heard)", sourceLocation: sourceLocation)
                heard = say(text).split(separator: "|")
            } else if line == "! connect" {
                heard = connect().split(separator: "|")
            } else if line == "! secured" {
                heard += secure().split(separator: "|")
            } else {
                let next = heard.isEmpty ? "nothing" : String(heard.removeFirst())
                let fits =
                    text.hasSuffix("…")
                    ? next.hasPrefix(text.dropLast()) : next == text
                #expect(fits, "wanted \(text), heard \(next)", sourceLocation: sourceLocation)
            }
        }
        #expect(heard.isEmpty, "unexpected: \(heard)", sourceLocation: sourceLocation)
    }
}
