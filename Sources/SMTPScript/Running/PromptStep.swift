import SMTPCore

/// A step typed at a prompt, worked out for the connection in use.
package enum PromptStep: Hashable, Sendable {
    /// What it puts on the wire.
    case octets([UInt8])
    case handshake(ScriptTLS)
    /// STARTTLS and, where it is granted, the handshake.
    case startTLS(ScriptTLS)
    /// A sentence without a full stop, safe to print.
    case refused(String)
    /// It is something else than octets or a handshake.
    case other

    /// The addresses are for `@message auto`; `options` give the date and what is random.
    package init(_ step: Step, from sender: String?, to recipient: String?, _ options: RunOptions) {
        var runner = ScriptRunner(
            program: ScriptProgram(file: "prompt", title: ""), options: options)
        if let sender { runner.sender = Array(sender.utf8) }
        if let recipient { runner.recipient = Array(recipient.utf8) }
        do throws(RunFault) {
            switch step.action {
            case .exact, .send, .raw, .message, .chunk: self = .octets(try runner.wire(step))
            case .tls(let options): self = .handshake(try runner.tls(options))
            case .startTLS(let options): self = .startTLS(try runner.tls(options))
            case .connect, .authenticate, .wait, .close, .halfClose, .abort:
                self = .other
            }
        } catch {
            self = .refused(error.message + (error.help.map { ": \($0)" } ?? ""))
        }
    }
}
