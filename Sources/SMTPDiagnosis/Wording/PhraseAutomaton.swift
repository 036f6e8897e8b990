/// Finds all phrases of the rules in one pass over a wording (Aho and Corasick, 1975).
///
/// A full table: one step per symbol, never back, so hostile text costs what any text costs.
struct PhraseAutomaton: Sendable {
    private let next: [UInt16]
    private let ending: [UInt16]
    private let shorter: [UInt16]
    /// Another phrase of the same symbols but other open ends, plus one; 0 where there is none.
    private let sibling: [UInt16]
    private let lengths: [UInt16]
    private let openLeft: [Bool]
    private let openRight: [Bool]

    /// Phrases are unique and not empty; their index is their id.
    init(_ phrases: [Phrase]) {
        var trie = PhraseTrie()
        sibling = phrases.enumerated().map { trie.insert($1.symbols, id: $0) }
        trie.close()
        next = trie.next
        ending = trie.ending
        shorter = trie.shorter
        lengths = phrases.map { UInt16($0.symbols.count) }
        openLeft = phrases.map(\.openLeft)
        openRight = phrases.map(\.openRight)
    }

    /// Reports every phrase in a finished wording, by id, and where it starts and ends.
    @inline(__always)
    func forEachMatch(
        in symbols: [UInt8], _ report: (_ phrase: Int, _ start: Int, _ end: Int) -> Void
    ) {
        var state = 0
        for index in symbols.indices {
            let step = next[state << 6 | Int(symbols[index])]
            state = Int(step & ~PhraseTrie.report)
            guard step & PhraseTrie.report != 0 else { continue }
            var found = ending[state] != 0 ? state : Int(shorter[state])
            while found != 0 {
                var id = Int(ending[found])
                while id != 0 {
                    let start = index + 1 - Int(lengths[id - 1])
                    if isWhole(id - 1, in: symbols, from: start, to: index) {
                        report(id - 1, start, index + 1)
                    }
                    id = Int(sibling[id - 1])
                }
                found = Int(shorter[found])
            }
        }
    }

    /// Whether the phrase begins and ends where words do, or is open there.
    @inline(__always)
    private func isWhole(_ id: Int, in symbols: [UInt8], from start: Int, to last: Int) -> Bool {
        let before = start > 0 ? symbols[start - 1] : Wording.blank
        // Behind a lead stands the half of a letter, where nothing may begin.
        if before >= Wording.lead { return false }
        if !openLeft[id], Wording.isWord(before), start < 2 || symbols[start - 2] < Wording.lead {
            return false
        }
        return openRight[id] || last + 1 >= symbols.count || !Wording.isWord(symbols[last + 1])
    }
}
