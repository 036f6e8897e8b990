/// What a script did, kept beside what client and server said. All texts are visible, and secrets
/// are masked.
package enum ScriptFact: Hashable, Sendable {
    /// A section begins.
    case section(String)
    /// A place to find again.
    case mark(String)
    /// What was expected was held against what happened.
    case check(ScriptCheck)

    /// The fact in words, one line without a full stop.
    var sentence: String {
        switch self {
        case .section(let title): "section: \(title)"
        case .mark(let text): "mark: \(text)"
        case .check(let check): check.sentence
        }
    }
}

/// One expectation of a script and what came of it.
package struct ScriptCheck: Hashable, Sendable {
    /// `file:line`.
    package var place: String
    /// As written, names replaced; empty where the script itself could not go on.
    package var wanted: String
    /// What there was, one clause.
    package var found: String
    package var holds: Bool
    /// Whether the run passes without it.
    package var isWish: Bool

    package init(place: String, wanted: String, found: String, holds: Bool, isWish: Bool = false) {
        self.place = place
        self.wanted = wanted
        self.found = found
        self.holds = holds
        self.isWish = isWish
    }

    var sentence: String {
        guard !wanted.isEmpty else { return "\(place): \(found)" }
        let link = holds ? ", and " : ", but "
        return "\(place): \(isWish ? "wished" : "expected") \(wanted)\(link)\(found)"
    }
}
