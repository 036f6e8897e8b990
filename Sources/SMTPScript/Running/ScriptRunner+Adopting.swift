import SMTPCore
import SMTPTrace

/// A connection that somebody else opened, for a script to go on with.
package struct OpenConnection: Sendable {
    /// As facts number it.
    package var number: Int
    /// What was connected to.
    package var target: String
    package var conversation: Conversation
    package var report: TLSReport?
    package var lastReply: Reply?
    /// The addresses used last, for `@message auto`; nil where there were none.
    package var sender: String?
    package var recipient: String?

    package init(
        number: Int, target: String, conversation: Conversation, report: TLSReport? = nil,
        lastReply: Reply? = nil, sender: String? = nil, recipient: String? = nil
    ) {
        self.number = number
        self.target = target
        self.conversation = conversation
        self.report = report
        self.lastReply = lastReply
        self.sender = sender
        self.recipient = recipient
    }
}

extension ScriptRunner {
    /// Whether the script opens a connection before it says anything.
    package var beginsWithConnect: Bool { beginsWithConnect(0) }

    /// Goes on with a connection, on which no answer may be outstanding. Before `start`.
    package mutating func adopt(_ connection: OpenConnection) {
        var link = Link(name: "main", target: connection.target)
        let conversation = connection.conversation
        link.number = connection.number
        link.state = .open
        link.capabilities = conversation.capabilities
        link.report = connection.report
        link.isSecure = conversation.isSecure
        link.lastReply = connection.lastReply
        switch conversation.phase {
        case .content, .chunk, .authenticating, .handshaking: link.isMidExchange = true
        case .awaitingGreeting, .greeted, .refusedAtGreeting, .ready, .transaction, .closing,
            .ended:
            break
        }
        links = [link]
        caseFile.assumeBeginning(
            of: connection.number, speaks: conversation.dialect,
            inside: conversation.isSecure ? connection.report : nil)
        current = 0
        lastNumber = max(lastNumber, connection.number)
        if let sender = connection.sender { self.sender = Array(sender.utf8) }
        if let recipient = connection.recipient { self.recipient = Array(recipient.utf8) }
        intents.append(.adopt)
    }
}
