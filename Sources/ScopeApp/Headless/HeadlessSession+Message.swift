import SMTPCore
import SMTPScript

/// Whole messages behind 354.
extension HeadlessSession {
    func sendMessage(_ path: String) {
        guard mayBeginMessage() else { return }
        do throws(FileError) {
            carry(.message(try Files.read(path, limit: 64 << 20)))
        } catch {
            fail(error.description)
        }
    }

    /// A small valid one, as `@message auto` makes it.
    func sendAutomaticMessage() {
        guard mayBeginMessage() else { return }
        var options = RunOptions()
        options.date = WallClock.mailDate
        options.seed = UInt64.random(in: 0...UInt64.max)
        let order = ScriptParser.parse(line: Array("@message auto".utf8))
        let connection = OpenConnection(
            number: 1, target: "", conversation: Conversation(), sender: sender,
            recipient: recipient)
        guard case .step(let step)? = order.script.nodes.first,
            case .octets(let octets) = PromptStep(step, in: PromptContext(connection, options))
        else { return }
        carry(.send(octets))
    }

    /// Whether a message is wanted; says so if not.
    private func mayBeginMessage() -> Bool {
        guard !isInContent else { return true }
        complain("the message was not sent: the server has not asked for it with 354")
        if verdict.final == .success { failure = .usage }
        return false
    }

    /// Remembers the addresses of MAIL and RCPT.
    func noteEnvelope(_ line: [UInt8]) {
        let command = Command(line)
        guard !isInContent, let address = command.path?.address, !address.isEmpty else { return }
        switch command.verb {
        case .mail: sender = String(decoding: address, as: UTF8.self)
        case .rcpt: recipient = String(decoding: address, as: UTF8.self)
        default: break
        }
    }
}
