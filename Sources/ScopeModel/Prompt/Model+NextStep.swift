import SMTPCore
import SMTPDiagnosis
import SMTPTrace

extension Model {
    /// The next sensible thing, one or two sentences.
    package var nextStep: String {
        guard let link = transcript.link else {
            return scriptHint == nil
                ? "Type :connect HOST or :lab to open a connection."
                : "F5 does the script's next line, F9 goes on; :script stop ends it."
        }
        if isSilent(link) {
            return "No greeting: TLS at once may be wanted; :reconnect --tls=implicit tries."
        }
        if isCutShort(link) {
            return "This reply did not end: its last line has a hyphen. :reconnect starts anew"
        }
        if link.isOverdue {
            return "No answer yet: :keep-waiting waits on, :disconnect gives up."
        }
        switch link.state {
        case .resolving: return "The name is being looked up. C-c cancels."
        case .connecting: return "The connection is being opened. C-c cancels."
        case .handshaking: return "TLS is being set up; the certificate is shown when it is done."
        case .failed: return "No connection. :reconnect tries again, :connect HOST another server."
        case .ended:
            return "The connection ended. :reconnect opens it again, :connect HOST another."
        case .open where link.isHalfClosed:
            return "Our side is closed: read what still comes. :disconnect ends it."
        case .open: return step(in: link.conversation)
        }
    }

    private func step(in conversation: Conversation) -> String {
        let offers = conversation.capabilities
        if let awaited = outstanding(in: conversation) {
            let name = awaited.name == "." ? "the message" : awaited.name
            return "The answer to \(name) is outstanding. You can type on."
        }
        switch conversation.phase {
        case .awaitingGreeting: return "The server speaks first: wait for its greeting."
        case .greeted:
            return "Type \(hello(in: conversation)) to greet the server and learn what it can do."
        case .refusedAtGreeting: return "The server refused service. Type QUIT."
        case .ready:
            if !conversation.isSecure, offers.contains("STARTTLS") {
                return "Type STARTTLS to go on inside TLS, or MAIL FROM:<address> in the clear."
            }
            if conversation.hidesSTARTTLS {
                return "STARTTLS is hidden on the way: QUIT, and send nothing in the clear."
            }
            if conversation.authenticated == nil, !offers.mechanisms.isEmpty {
                return "Type :auth plain USER to log in, or MAIL FROM:<address> to send without."
            }
            return "Type MAIL FROM:<address> to start a message."
        case .transaction(let accepted, _):
            return accepted == 0
                ? "Type RCPT TO:<address> to name a recipient."
                : "Type DATA to send the message, or RCPT TO:<address> for another recipient."
        case .content:
            return "Type the message; a dot alone on a line ends it. F4 opens your editor."
        case .chunk(let remaining):
            return "\(remaining.octetsText) of the chunk are still to come; a line end counts two."
        case .authenticating: return "Answer what the server asks, or type * to cancel."
        case .handshaking: return "The TLS handshake comes next."
        case .closing: return "The server is about to close the connection."
        case .ended: return "The connection has ended. :reconnect opens it again."
        }
    }

    /// No server that greets in the clear takes so long without a reason.
    private static let longSilence = Duration.seconds(5)

    /// Whether no greeting comes, as on a port where TLS begins at once (RFC 8314 §3).
    private func isSilent(_ link: SMTPTrace.Link) -> Bool {
        guard let waiting = link.waiting, waiting.wait == .greeting, link.state == .open,
            !link.conversation.isSecure, link.speaks != .lmtp
        else { return false }
        return link.isOverdue || now - waiting.since >= Self.longSilence
    }

    /// Whether a reply has begun and does not go on.
    private func isCutShort(_ link: SMTPTrace.Link) -> Bool {
        guard link.state == .open, link.conversation.isMidReply, let waiting = link.waiting else {
            return false
        }
        return link.isOverdue || now - waiting.since >= Self.longSilence
    }

    /// What an answer is waited for; the answer to a chunk waits for us.
    private func outstanding(in conversation: Conversation) -> Exchange? {
        if case .chunk = conversation.phase { return nil }
        return conversation.awaited.flatMap { $0.number > 0 ? $0 : nil }
    }

    /// How the server is greeted first (RFC 5321 §4.1.1.1, RFC 2033 §4.1).
    private func hello(in conversation: Conversation) -> String {
        "\(conversation.helloVerb.name) \(greetingName)"
    }

    /// The same in a few words, for narrow screens.
    var shortStep: String {
        guard let link = transcript.link else { return ":connect HOST or :lab begins" }
        if isSilent(link) { return "silent? :reconnect --tls=implicit" }
        if isCutShort(link) { return "reply did not end: :reconnect" }
        if link.isOverdue { return "overdue: :keep-waiting, :disconnect" }
        switch link.state {
        case .resolving, .connecting, .handshaking: return "C-c cancels"
        case .failed, .ended: return ":reconnect, or :connect HOST"
        case .open where link.isHalfClosed: return "listening; :disconnect ends it"
        case .open: break
        }
        let conversation = link.conversation
        if outstanding(in: conversation) != nil { return "answer outstanding" }
        switch conversation.phase {
        case .awaitingGreeting: return "wait for the greeting"
        case .greeted: return "type \(hello(in: conversation))"
        case .refusedAtGreeting: return "type QUIT"
        case .ready where conversation.hidesSTARTTLS: return "STARTTLS is hidden: QUIT"
        case .ready:
            let isPlain =
                !conversation.isSecure && conversation.capabilities.contains("STARTTLS")
            return isPlain ? "STARTTLS or MAIL FROM:<address>" : "MAIL FROM:<address>"
        case .transaction(let accepted, _): return accepted == 0 ? "RCPT TO:<address>" : "DATA"
        case .content: return "a dot alone ends the message"
        case .chunk(let remaining): return "\(remaining.octetsText) of the chunk to come"
        case .handshaking: return ""
        case .authenticating: return "answer, or * cancels"
        case .closing, .ended: return ":reconnect begins anew"
        }
    }
}
