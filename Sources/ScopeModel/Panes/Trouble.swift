import SMTPCore

/// A card whose sequel is waited for: success where there was trouble, or advice that was followed.
struct Trouble: Sendable {
    /// The card's row.
    let row: Int
    let connection: Int
    /// What was refused; nil where the trouble is not about a command.
    let verb: Verb?
    /// What is still to be accepted of each piece of advice, in order.
    private var advice: [(text: String, left: ArraySlice<Verb>)]

    /// What came of it.
    enum Sequel: Hashable, Sendable {
        /// The same command was accepted, as the reply at this row says. It need not have been
        /// about the same thing.
        case accepted(Verb, row: Int)
        /// All that this advice says to send was accepted; the last reply is at this row.
        case followed(String, row: Int)
    }

    init(_ card: Card, about verb: Verb?, on connection: Int) {
        row = card.row
        self.connection = connection
        self.verb = verb
        advice = card.typeable.map { ($0.text, $0.lines.map { Command($0).verb }[...]) }
    }

    /// A command was accepted behind it.
    mutating func note(accepted verb: Verb, at row: Int) -> Sequel? {
        if isAbout(verb) { return .accepted(verb, row: row) }
        var sequel: Sequel?
        for index in advice.indices where advice[index].left.first == verb {
            advice[index].left.removeFirst()
            if advice[index].left.isEmpty { sequel = .followed(advice[index].text, row: row) }
        }
        return sequel
    }

    /// Whether success with this command is success where there was trouble.
    private func isAbout(_ other: Verb) -> Bool {
        guard let verb else { return false }
        return verb == other || verb.isHello && other.isHello
    }
}

extension Trouble.Sequel {
    /// One sentence, with lines counted from 1.
    var sentence: String {
        switch self {
        case .accepted(let verb, let row): "\(verb.name) was accepted later (line \(row + 1))."
        case .followed(let advice, let row): "Done (line \(row + 1)): \(advice)"
        }
    }
}
