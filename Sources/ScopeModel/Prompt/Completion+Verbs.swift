import SMTPCore
import SMTPDiagnosis

extension Completion.Place {
    /// The order of a session; what is not in it is not offered.
    private static let order: [(verb: Verb, tail: String)] = [
        (.lhlo, " "), (.ehlo, " "), (.starttls, ""), (.auth, " "), (.mail, " FROM:<"),
        (.rcpt, " TO:<"), (.data, ""), (.bdat, " "), (.burl, " "), (.rset, ""), (.noop, ""),
        (.vrfy, " "), (.expn, " "), (.help, ""), (.quit, ""), (.helo, " "), (.etrn, " "),
        (.atrn, ""), (.turn, ""), (.xclient, " "), (.xforward, " "), (.send, " FROM:<"),
        (.soml, " FROM:<"), (.saml, " FROM:<"),
    ]

    func verbs(in context: CompletionContext) -> [Candidate] {
        let conversation = context.conversation
        var offered = Self.order.filter { Self.isOffered($0.verb, by: conversation) }
        if conversation.hello != nil {
            // Greeting again is legal and hardly ever wanted.
            offered = offered.filter { !$0.verb.isHello } + offered.filter { $0.verb.isHello }
        }
        let candidates = offered.map { verb, tail in
            Candidate(
                verb.name + tail, label: verb.name + (tail == " " ? "" : tail),
                help: Reference.verb(verb.name)?.brief ?? "",
                objection: context.objection(to: verb))
        }
        return matching(candidates)
    }

    /// Extensions are hidden where the server does not offer them, but for AUTH: that it may come
    /// with TLS is worth a line. Before EHLO nobody knows, so only the common ones are shown.
    private static func isOffered(_ verb: Verb, by conversation: Conversation) -> Bool {
        if verb == .lhlo { return conversation.dialect == .lmtp }
        if verb == .ehlo || verb == .helo { return conversation.dialect == .smtp }
        guard let keyword = SMTPExtension.keyword(of: verb) else { return true }
        guard conversation.hello != nil else {
            return verb == .starttls || verb == .auth || verb == .bdat
        }
        if conversation.capabilities.contains(keyword) { return true }
        return verb == .auth && conversation.capabilities.contains("STARTTLS")
            && !conversation.isSecure
    }

    func ownName(in context: CompletionContext) -> [Candidate] {
        guard let name = context.ownName else { return [] }
        let isAddress = name.utf8.first == UInt8(ascii: "[")
        let help = isAddress ? "our address, for want of a full name" : "this host's name"
        return keepingCase([Candidate(name, label: name, help: help)])
    }

    /// What the server offers and nothing else, in its order.
    func mechanisms(in context: CompletionContext) -> [Candidate] {
        let objection = context.objection(to: .auth)
        return matching(
            context.conversation.capabilities.mechanisms.map { name in
                Candidate(
                    name, label: name, help: Reference.mechanism(name)?.brief ?? "",
                    objection: objection)
            })
    }

    func helpTopics(in context: CompletionContext) -> [Candidate] {
        matching(
            Self.order.filter { Self.isOffered($0.verb, by: context.conversation) }.map { verb, _ in
                Candidate(
                    verb.name, label: verb.name, help: Reference.verb(verb.name)?.brief ?? "")
            })
    }

    func mailboxes(in context: CompletionContext) -> [Candidate] {
        keepingCase(
            Self.distinct(context.recipients).map {
                Candidate($0, label: $0, help: "used lately")
            })
    }

    /// Those that begin with what is typed, written as they are: local parts know upper and lower
    /// case (RFC 5321 §2.4).
    func keepingCase(_ candidates: [Candidate]) -> [Candidate] {
        candidates.filter {
            ASCII.equalIgnoringCase($0.insert.utf8.prefix(typed.count), typed)
        }
    }

    static func distinct(_ addresses: [String]) -> [String] {
        var seen: Set<String> = []
        return addresses.filter { seen.insert($0).inserted }
    }
}
