import SMTPCore

/// What completion may draw from besides the line itself.
package struct CompletionContext: Sendable {
    /// The live conversation: its phase and capabilities decide what is legal.
    package var conversation: Conversation
    /// Envelope senders used lately, newest first, without brackets.
    package var senders: [String]
    /// Recipients used lately, newest first, without brackets.
    package var recipients: [String]
    /// The name for EHLO; nil where none is known.
    package var ownName: String?
    /// Whether there is no connection at all: everything is offered, nothing is legal.
    package var isOffline: Bool
    /// Whether the line belongs to a text, so that nothing is offered.
    package var isText: Bool

    /// What `${` may name, sorted, with values made visible; nil where one is a secret.
    package var names: [(name: String, value: String?)]

    /// Whether a value that is known as a secret stands in the line.
    package var holdsSecret: Bool

    package init(
        conversation: Conversation, senders: [String] = [], recipients: [String] = [],
        ownName: String? = nil, isOffline: Bool = false, isText: Bool = false,
        names: [(name: String, value: String?)] = [], holdsSecret: Bool = false
    ) {
        self.conversation = conversation
        self.senders = senders
        self.recipients = recipients
        self.ownName = ownName
        self.isOffline = isOffline
        self.isText = isText
        self.names = names
        self.holdsSecret = holdsSecret
    }

    /// Why a verb is not legal now; nil if it is.
    func objection(to verb: Verb) -> Objection? {
        if isOffline { return Objection("there is no connection", "RFC 5321 §3.1") }
        if let objection = conversation.objection(to: verb) { return objection }
        guard let keyword = SMTPExtension.keyword(of: verb), conversation.hello != nil,
            !conversation.capabilities.contains(keyword)
        else { return nil }
        return Objection("\(keyword) is not offered", "RFC 5321 §2.2.1")
    }
}
