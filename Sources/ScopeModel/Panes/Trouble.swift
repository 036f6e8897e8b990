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
    private var advice: [(text: String, left: ArraySlice<Verb>)]

    init(_ card: Card, _ kind: Kind, on connection: Int) {
        row = card.row
        self.connection = connection
        self.kind = kind
        advice = card.typeable.map { ($0.text, $0.lines.map(Self.verb)[...]) }
    }

    /// What a line of advice comes to on the wire.
    private static func verb(of line: [UInt8]) -> Verb {
        line.starts(with: "@auth ".utf8) ? .auth : Command(line).verb
    }

    /// Whether success with this command is the end of it.
    func isAbout(_ other: Verb) -> Bool {
        switch kind {
        case .refusal(let verb?), .remark(let verb?):
            verb == other || verb.isHello && other.isHello
        case .refusal(nil), .remark(nil), .silence, .event: false
        }
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
        case .accepted(let verb, let row): "\(verb.name) was accepted later (line \(row + 1))."
        case .answered(let row): "The answer came later (line \(row + 1))."
        case .followed(let advice, let row): "Done (line \(row + 1)): \(advice)"
        }
    }
}
