import SMTPCore

/// A card whose sequel is waited for: success where there was trouble, an answer where there was
/// none, or advice that was followed.
struct Trouble: Sendable {
    enum Kind: Sendable {
        /// A command was refused; nil for the greeting.
        case refusal(of: Verb?)
        /// A command was accepted, and that may be the trouble.
        case remark(on: Verb?)
        /// No answer came in time.
        case silence
        /// Something else than an answer.
        case event
    }

    /// What came of it.
    enum Sequel: Hashable, Sendable {
        /// The same command was accepted, as the reply at this row says. It need not have been
        /// about the same thing.
        case accepted(Verb, row: Int)
        /// The reply at this row came after all.
        case answered(row: Int)
        /// All that this advice says to send was accepted; the last reply is at this row.
        case followed(String, row: Int)
    }

    /// The card's row.
    let row: Int
    let connection: Int
    let kind: Kind
    /// What is still to be accepted of each piece of advice, in order.
    private var advice: [(text: String, startsTLS: Bool, left: ArraySlice<Verb>)]

    init(_ card: Card, _ kind: Kind, on connection: Int) {
        row = card.row
        self.connection = connection
        self.kind = kind
        advice = card.typeable.map { fix in
            let verbs = fix.lines.map(Self.verb)
            return (fix.text, verbs.first == .starttls, verbs[...])
        }
    }

    /// What a line of advice comes to on the wire.
    private static func verb(of line: [UInt8]) -> Verb {
        if line.starts(with: "@message ".utf8) { return .message }
        return line.starts(with: "@auth ".utf8) ? .auth : Command(line).verb
    }

    /// Whether success with this command is the end of it.
    func isAbout(_ other: Verb) -> Bool {
        switch kind {
        case .refusal(let verb?), .remark(let verb?):
            verb == other || verb.isHello && other.isHello
        case .refusal(nil), .remark(nil), .silence, .event: false
        }
    }

    /// How many lines of an advice are still to be accepted; nil for one that is not known.
    func left(of text: String) -> Int? { advice.first { $0.text == text }?.left.count }

    /// TLS began behind it. Where that was the advice nothing but the greeting is left, which is
    /// said in any case.
    mutating func noteSecured(at row: Int) -> Sequel? {
        for index in advice.indices
        where advice[index].startsTLS && !advice[index].left.isEmpty
            && advice[index].left.allSatisfy(\.isHello)
        {
            advice[index].left = []
            return .followed(advice[index].text, row: row)
        }
        return nil
    }

    /// A command was accepted behind it.
    mutating func note(accepted verb: Verb, at row: Int) -> Sequel? {
        if case .refusal = kind, isAbout(verb) { return .accepted(verb, row: row) }
        var sequel: Sequel?
        for index in advice.indices where advice[index].left.first == verb {
            advice[index].left.removeFirst()
            if advice[index].left.isEmpty { sequel = .followed(advice[index].text, row: row) }
        }
        return sequel
    }
}

extension Trouble.Sequel {
    /// One sentence, with lines counted from 1.
    var sentence: String {
        switch self {
        case .accepted(.message, let row): "A message was accepted later (line \(row + 1))."
        case .accepted(let verb, let row): "\(verb.name) was accepted later (line \(row + 1))."
        case .answered(let row): "The answer came later (line \(row + 1))."
        case .followed(let advice, let row): "Done (line \(row + 1)): \(advice)"
        }
    }
}

extension Verb {
    /// Stands for the message, which no verb sends.
    static let message = Verb.other([ASCII.dot])
}
