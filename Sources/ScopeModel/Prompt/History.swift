import SMTPCore

/// The lines that were sent, for typing them again. Secrets never enter it.
package struct History: Hashable, Sendable {
    /// Entries kept; the oldest go first.
    package static let limit = 2_000
    /// Octets of the longest line that is kept.
    package static let lineLimit = 4_096

    /// Oldest first, no two in a row equal, none empty, without line endings.
    package private(set) var entries: [[UInt8]] = []
    private var walk: Walk?

    /// Where Up and Down are.
    private struct Walk: Hashable, Sendable {
        /// What stood in the line before, which filters the entries and comes back at the end.
        var typed: [UInt8]
        var index: Int
        /// What the walk put into the line; another line there means that it was edited.
        var shown: [UInt8]
    }

    package init() {}

    /// Keeps a line as far as it may be kept. `isSecret` lines are not: responses of an AUTH
    /// exchange, whatever was typed masked.
    package mutating func add(_ line: [UInt8], isSecret: Bool = false) {
        walk = nil
        guard !isSecret, let kept = Self.harmless(line), entries.last != kept else { return }
        entries.append(kept)
        if entries.count > Self.limit { entries.removeFirst(entries.count - Self.limit) }
    }

    /// The entry before, among those that begin with what is typed, in any case; nil if there is
    /// none. Pass the line as it stands: one that was edited starts anew.
    package mutating func older(than line: [UInt8]) -> [UInt8]? {
        var walk = walk(from: line)
        guard
            let index = entries[..<walk.index].lastIndex(where: {
                $0 != line && Self.begins($0, with: walk.typed)
            })
        else { return nil }
        walk.index = index
        walk.shown = entries[index]
        self.walk = walk
        return walk.shown
    }

    /// The entry after, at last what was typed; nil if the line is not from the history.
    package mutating func newer(than line: [UInt8]) -> [UInt8]? {
        guard var walk, walk.shown == line else { return nil }
        let later = entries[(walk.index + 1)...]
        guard
            let index = later.firstIndex(where: { $0 != line && Self.begins($0, with: walk.typed) })
        else {
            self.walk = nil
            return walk.typed
        }
        walk.index = index
        walk.shown = entries[index]
        self.walk = walk
        return walk.shown
    }

    /// Starts a search backwards, as C-r does. `line` comes back if it is cancelled.
    package func search(from line: [UInt8]) -> HistorySearch {
        HistorySearch(entries: entries, original: line)
    }

    private func walk(from line: [UInt8]) -> Walk {
        if let walk, walk.shown == line { return walk }
        return Walk(typed: line, index: entries.count, shown: line)
    }

    private static func begins(_ entry: [UInt8], with typed: [UInt8]) -> Bool {
        ASCII.equalIgnoringCase(entry.prefix(typed.count), typed)
    }
}

extension History {
    /// What may be kept of a line; nil if nothing. AUTH loses its response, a line that was meant
    /// to be AUTH all that could be one, `@auth` its password, and a lone word in base64 is not kept.
    static func harmless(_ line: [UInt8]) -> [UInt8]? {
        var text = line.dropLast(ASCII.endingLength(of: line))
        if let secret = TypedSecret.range(in: line) {
            text = text[..<secret.lowerBound]
            while text.last == ASCII.space || text.last == 9 { text.removeLast() }
        }
        guard !text.isEmpty, text.count <= lineLimit, text.contains(where: { $0 > ASCII.space }),
            !looksEncoded(text)
        else { return nil }
        return Array(text)
    }

    /// Whether a line without a known verb holds base64, as an AUTH response typed too late does.
    private static func looksEncoded(_ text: ArraySlice<UInt8>) -> Bool {
        let words = text.split { $0 <= ASCII.space }
        guard let first = words.first, case .other = Verb(first) else { return false }
        if words.count == 1, first.count >= 8 { return Base64.decode(first) != nil }
        return words.contains { $0.count >= 16 && Base64.decode($0) != nil }
    }
}
