import SMTPCore
import SMTPTrace

/// A connection that somebody else opened, for a script to go on with.
package struct OpenConnection: Sendable {
    /// What scripts call it.
    package var name = "main"
    /// As facts number it.
    package var number: Int
    /// What was connected to.
    package var target: String
    package var conversation: Conversation
    package var report: TLSReport?
    package var lastReply: Reply?
    /// How long that took; nil where it is not known.
    package var lastTook: Duration?
    /// The addresses used last, for `@message auto`; nil where there were none.
    package var sender: String?
    package var recipient: String?

    package init(
        number: Int, target: String, conversation: Conversation, report: TLSReport? = nil,
        lastReply: Reply? = nil, lastTook: Duration? = nil, sender: String? = nil,
        recipient: String? = nil
    ) {
        self.number = number
        self.target = target
        self.conversation = conversation
        self.report = report
        self.lastReply = lastReply
        self.lastTook = lastTook
        self.sender = sender
        self.recipient = recipient
    }
}

extension ScriptRunner {
    /// Whether the script opens a connection before it says anything.
    package var beginsWithConnect: Bool { beginsWithConnect(0) }

    /// Goes on with connections, on which no answer may be outstanding. Before `start`; the last is
    /// in use.
    package mutating func adopt(_ connections: [OpenConnection]) {
        for connection in connections {
            if connections.count > 1 { intents.append(.use(name: connection.name)) }
            intents.append(.adopt)
            adopt(connection)
        }
    }

    private mutating func adopt(_ connection: OpenConnection) {
        var link = Link(name: connection.name, target: connection.target)
        let conversation = connection.conversation
        link.number = connection.number
        link.conversation = conversation
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
        links.append(link)
        current = links.count - 1
        if let reply = link.lastReply, let took = connection.lastTook {
            hear(.reply(reply), took, link)
        } else {
            hear(.nothing, .zero, link)
        }
        caseFile.assumeBeginning(
            of: connection.number, speaks: conversation.dialect,
            inside: conversation.isSecure ? connection.report : nil)
        lastNumber = max(lastNumber, connection.number)
        if let sender = connection.sender { self.sender = Array(sender.utf8) }
        if let recipient = connection.recipient { self.recipient = Array(recipient.utf8) }
    }

    /// Names that have a value already. Before `start`, or while the run waits for its user.
    package mutating func adopt(_ names: ScriptNames) {
        values.names.add(names)
        bindSecrets()
        for (name, secret) in names.secrets { hide(secret, as: name) }
    }

    /// Takes a value away, so that it is asked for again.
    package mutating func forget(_ name: String) { values.names.forget(name) }

    /// What the script itself says about hosts comes first.
    mutating func bindSecrets() {
        for secret in program.secrets {
            if let host = secret.host { values.names.hosts[secret.name] = host }
        }
    }

    /// What names stand for now. A secret for no host in particular is for that of the run.
    package var names: ScriptNames {
        var names = values.names
        guard let target = defaultTarget?.literal?.text else { return names }
        for name in names.secrets.keys where names.origins[name] == nil {
            names.hosts[name] = names.hosts[name] ?? Link.host(of: target)
        }
        return names
    }
}
