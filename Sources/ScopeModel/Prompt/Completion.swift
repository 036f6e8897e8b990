import SMTPCore

/// What a line could go on with at the caret, drawn from the live conversation.
///
/// Nothing is offered inside message content, in a chunk, or where an AUTH response belongs.
package struct Completion: Hashable, Sendable {
    /// Octets of the line that a candidate takes the place of: the word up to the caret.
    package var replaced: Range<Int>
    /// What is legal first, what is not last; in each part the likeliest first. May be empty.
    package var candidates: [Candidate]
    /// What the first candidate would add behind the caret, to show in grey; empty in an empty
    /// line, inside of one, and where the candidate does not begin with what is typed.
    package var ghost: String

    /// `line` has no ending; `caret` counts octets, 0 to `line.count`.
    package init(line: [UInt8], caret: Int, context: CompletionContext) {
        let caret = min(max(caret, 0), line.count)
        let place = Self.isOpen(context) ? Place(line: line, caret: caret) : Place.none(caret)
        replaced = place.word
        let found = place.candidates(in: context)
        candidates = found.filter { $0.objection == nil } + found.filter { $0.objection != nil }
        ghost = ""
        guard caret == line.count, !line.isEmpty, place.hasGhost, let first = candidates.first
        else { return }
        let typed = line[replaced]
        if first.insert.utf8.starts(with: typed) {
            let rest = Array(first.insert.utf8.dropFirst(typed.count))
            ghost = rest[..<(rest.lastIndex { $0 != ASCII.space }.map { $0 + 1 } ?? 0)].text
        }
    }

    /// The line and its caret with a candidate in place.
    package func applying(
        _ candidate: Candidate, to line: [UInt8]
    ) -> (line: [UInt8], caret: Int) {
        let inserted = Array(candidate.insert.utf8)
        var changed = line
        changed.replaceSubrange(replaced, with: inserted)
        return (changed, replaced.lowerBound + inserted.count)
    }

    private static func isOpen(_ context: CompletionContext) -> Bool {
        if context.isText { return false }
        if context.isOffline { return true }
        switch context.conversation.phase {
        case .content, .chunk, .authenticating, .handshaking: return false
        case .awaitingGreeting, .greeted, .refusedAtGreeting, .ready, .transaction, .closing,
            .ended:
            return !context.conversation.isAwaitingAUTH
        }
    }
}

extension Conversation {
    /// Whether the last thing sent belongs to an AUTH exchange that is not answered yet.
    var isAwaitingAUTH: Bool {
        switch unanswered.last?.request {
        case .command(let command): command.verb == .auth
        case .authentication: true
        case .connection, .endOfMessage, nil: false
        }
    }
}
