import SMTPCore

/// A search backwards through the history that goes on while one types (C-r in readline).
package struct HistorySearch: Hashable, Sendable {
    private let entries: [[UInt8]]
    /// What stood in the line when the search began.
    package let original: [UInt8]
    /// What is looked for, anywhere in an entry and in any case. May be empty.
    package private(set) var query: [UInt8] = []
    /// What was found last; stays while nothing more is found.
    package private(set) var match: [UInt8]?
    /// Whether nothing holds the query, or nothing older does.
    package private(set) var isFailing = false
    private var index: Int

    init(entries: [[UInt8]], original: [UInt8]) {
        self.entries = entries
        self.original = original
        index = entries.count
    }

    /// One more character: the match stays if it still fits.
    package mutating func type(_ character: Character) {
        guard query.count < 256 else { return }
        query += Array(String(character).utf8)
        find(upTo: min(index + 1, entries.count))
    }

    /// One character less, looked for from the newest entry on.
    package mutating func erase() {
        var text = query.text
        guard text.popLast() != nil else { return }
        query = Array(text.utf8)
        match = nil
        index = entries.count
        find(upTo: entries.count)
    }

    /// C-r again: an older entry with the query, and another one than is shown.
    package mutating func older() { find(upTo: index, isNew: true) }

    /// C-s: back towards newer ones.
    package mutating func newer() {
        guard !query.isEmpty, index + 1 < entries.count else {
            isFailing = true
            return
        }
        let later = entries[(index + 1)...]
        guard let found = later.firstIndex(where: { $0 != match && holdsQuery($0) })
        else {
            isFailing = true
            return
        }
        take(found)
    }

    private mutating func find(upTo end: Int, isNew: Bool = false) {
        guard !query.isEmpty else {
            isFailing = false
            return
        }
        let found = entries[..<end].lastIndex { (!isNew || $0 != match) && holdsQuery($0) }
        guard let found else {
            isFailing = true
            return
        }
        take(found)
    }

    private mutating func take(_ found: Int) {
        index = found
        match = entries[found]
        isFailing = false
    }

    /// Both are bounded, so trying every place is cheap enough.
    private func holdsQuery(_ entry: [UInt8]) -> Bool {
        guard query.count <= entry.count else { return false }
        return (0...entry.count - query.count).contains { start in
            ASCII.equalIgnoringCase(entry[start..<start + query.count], query)
        }
    }
}
