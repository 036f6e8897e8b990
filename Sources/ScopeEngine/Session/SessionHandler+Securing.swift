import NIOCore
import SMTPCore
import SMTPTrace

/// TLS as the first thing of a session, where that was asked for: EHLO, STARTTLS, the handshake,
/// and EHLO once more, since what was said before does not count inside (RFC 3207 §4.2).
extension SessionHandler {
    /// What is waited for.
    enum Securing { case greeting, hello, startTLS, handshake }

    /// Takes the next step where the reply is one that it waits for. A refusal ends the connection:
    /// nobody who asked for TLS wants to go on without.
    func secureFurther(after reply: Reply, to request: Exchange.Request) {
        let isAccepted = reply.code.map { (200..<300).contains($0) } ?? false
        switch (securing, request) {
        case (.greeting, .connection):
            securing = isAccepted ? .hello : nil
            if isAccepted { sayHello() }
        case (.hello, .command(let command)) where command.verb == helloVerb:
            guard isAccepted else { return refuseClearText("\(helloVerb.name) was refused") }
            securing = .startTLS
            send(Command("STARTTLS").octets)
        case (.startTLS, .command(let command)) where command.verb == .starttls:
            guard isAccepted else { return refuseClearText("the server refused STARTTLS") }
            securing = .handshake
        default: break
        }
    }

    /// Behind the handshake.
    func finishSecuring() {
        guard securing != nil else { return }
        securing = nil
        sayHello()
    }

    private var helloVerb: Verb { setup.dialect == .lmtp ? .lhlo : .ehlo }

    private func sayHello() {
        send(Command("\(helloVerb.name) \(setup.helloName ?? ownLiteral)").octets)
    }

    /// The address we talk from, as it stands for a name (RFC 5321 §4.1.3). Sockets, programs and
    /// labs are on this machine.
    private var ownLiteral: String {
        let address = context?.localAddress
        guard let digits = address?.ipAddress else { return "[127.0.0.1]" }
        return address?.protocol == .inet6 ? "[IPv6:\(digits)]" : "[\(digits)]"
    }

    private func refuseClearText(_ reason: String) {
        tell(.tlsFailed(TLSFailure(kind: .other, text: "\(reason), and TLS was demanded"), nil))
        end(as: .closedByUs)
    }
}
