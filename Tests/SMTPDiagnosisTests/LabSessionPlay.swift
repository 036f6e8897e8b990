import SMTPCore
import SMTPLab
import SMTPTrace
import Testing

@testable import SMTPDiagnosis

/// A client's lines played against a practice server, in memory and on a clock of their own, with
/// the facts of both sides folded into a diagnosis.
///
/// A line is sent with CR LF when its answer came; `!wait 6` moves the clock by seconds, `!raw` sends
/// octets as they are (`\\r`, `\\n`), `!early` begins before the greeting, `!tls` shakes hands,
/// `!overdue` says that a clock ran out, `!gone` closes from our side.
struct LabSessionPlay {
    private var lab: Lab
    private var diagnostician = Diagnostician()
    private var conversation = Conversation()
    private var now = Duration.zero
    private var isSecure = false
    private var isOver = false

    /// - Parameter rules: lines of a `.lab` file below its name, or `@use NAME` for an embedded one.
    init(_ rules: String, port: Int = 25) throws {
        let scenario =
            rules.hasPrefix("@use ")
            ? try #require(LabScenario.named(String(rules.dropFirst(5))))
            : try LabScenario.parse(Array("@lab test\n\(rules)\n".utf8), file: "test.lab")
        lab = Lab(scenario: scenario, seed: 1) { _, _ in [UInt8](repeating: 0, count: 16) }
        note(.connecting(to: "192.0.2.25:\(port)", attempt: 1, of: 1))
        note(.connected(local: "192.0.2.1:40000", peer: "192.0.2.25:\(port)"))
        obey(lab.accept(connection: 1, client: "192.0.2.1", at: now))
    }

    var findings: [Finding] { diagnostician.findings }

    /// Gives the ids of what was found.
    mutating func play(_ lines: [String]) -> [String] {
        if lines.first != "!early" { settle() }
        for line in lines { perform(line) }
        return diagnostician.findings.map(\.id)
    }

    private mutating func perform(_ line: String) {
        switch line.prefix(5) {
        case "!wait": advance(by: .seconds(Int(line.dropFirst(6)) ?? 0))
        case "!raw ":
            let text = line.dropFirst(5).replacing("\\r", with: "\r").replacing("\\n", with: "\n")
            send(Array(text.utf8))
        case "!earl": break
        case "!tls": shakeHands()
        case "!over": note(.overdue(conversation.wait, after: .seconds(30)))
        case "!gone": end(.closedByUs)
        default:
            send(Array((line + "\r\n").utf8))
            settle()
        }
    }

    /// Until the answer came, or nothing more is due.
    private mutating func settle() {
        while !isOver, conversation.awaited != nil, let next = lab.nextDeadline {
            // Silence of a minute and more is the server's patience, not an answer on its way.
            guard next - now < .seconds(60) else { return }
            advance(by: max(next - now, .zero))
        }
    }

    private mutating func advance(by time: Duration) {
        now += time
        obey(lab.advance(to: now))
    }

    private mutating func note(_ fact: Fact) {
        diagnostician.note(TraceEvent(at: now, connection: 1, fact: fact))
    }

    private mutating func send(_ octets: [UInt8]) {
        for action in conversation.submit(octets) {
            guard case .write(let piece, let part) = action else { continue }
            note(.sent(SentOctets(octets: piece, part: part, isSecure: isSecure, write: 1)))
        }
        obey(lab.receive(octets[...], on: 1, at: now))
    }

    private mutating func shakeHands() {
        isSecure = true
        conversation.secured()
        note(
            .secured(
                TLSReport(
                    version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384", cipherBits: 256,
                    group: "X25519", serverName: "lab.test", chain: [], chainProblem: nil,
                    checkedName: "lab.test", nameMatches: true, isResumed: false,
                    asksForCertificate: false, checkedAt: 0)))
        obey(lab.secured(1, at: now))
    }

    private mutating func end(_ how: Ending.How) {
        guard !isOver else { return }
        isOver = true
        note(.ended(Ending(how: how)))
    }

    private mutating func obey(_ actions: [LabAction]) {
        for action in actions {
            switch action {
            case .write(_, let octets):
                for line in octets.split(separator: ASCII.lf) {
                    _ = conversation.receive(line + [ASCII.lf])
                    note(
                        .received(
                            ReceivedOctets(
                                octets: line + [ASCII.lf], isSecure: isSecure, read: 1)))
                }
            case .close: end(.closedByServer)
            case .abort: end(.reset)
            case .startTLS, .note: break
            }
        }
    }
}

extension Conversation {
    /// What a clock that ran out was set for.
    fileprivate var wait: Wait {
        switch awaited?.request {
        case .connection, nil: .greeting
        case .command(let command): .reply(to: command.verb.name)
        case .authentication: .reply(to: "AUTH")
        case .endOfMessage: .reply(to: ".")
        }
    }
}
