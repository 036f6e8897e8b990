import SMTPCore

/// A search backwards through the history that goes on while one types (C-r in readline).
package struct HistorySearch: Hashable, Sendable {
    private let entries: [[UInt8]]
    /// What stood in the line when the search began.
    package let original: [UInt8]
    /// What is looked for, anywhere in an entry and in any case. May be empty.
    package private(set) var query: [UInt8] = [] {
        didSet { needle = Needle(query) }
    }
    private var needle = Needle([])
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

    private func holdsQuery(_ entry: [UInt8]) -> Bool { needle.isIn(entry) }
}

/// Octets to be found in any case, in linear time (Knuth, Morris, Pratt).
private struct Needle: Hashable, Sendable {
    /// In upper case.
    private let octets: [UInt8]
    /// For each octet the length of the longest start of `octets` that ends there, but all of it.
    private var borders: [Int] = []

    init(_ octets: [UInt8]) {
        self.octets = octets.map(ASCII.upper)
        var length = 0
        for (place, octet) in self.octets.enumerated() {
            if place > 0 { length = next(length, octet) }
            borders.append(length)
        }
    }

    func isIn(_ text: [UInt8]) -> Bool {
        var length = 0
        for octet in text {
            length = next(length, ASCII.upper(octet))
            if length == octets.count { return true }
        }
        return octets.isEmpty
    }

    /// How many octets match after one more, where so many did before, fewer than all.
    private func next(_ matched: Int, _ octet: UInt8) -> Int {
        var matched = matched
        while matched > 0, octets[matched] != octet { matched = borders[matched - 1] }
        return matched < octets.count && octets[matched] == octet ? matched + 1 : 0
    }
}
