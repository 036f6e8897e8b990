/// The tree of all phrases, and the automaton's table it grows into.
struct PhraseTrie {
    /// The bit of an entry that says that phrases end in the state it leads to.
    static let report: UInt16 = 0x8000

    /// `next[state << 6 | symbol]`; state 0 is the root.
    private(set) var next = [UInt16](repeating: 0, count: 64)
    /// The first phrase that ends in a state, plus one; 0 where none does.
    private(set) var ending: [UInt16] = [0]
    /// The nearest suffix of a state in which a phrase ends; 0 where there is none.
    private(set) var shorter: [UInt16] = [0]

    /// Gives the phrase that ended here before, plus one, or 0.
    mutating func insert(_ symbols: [UInt8], id: Int) -> UInt16 {
        var state = 0
        for symbol in symbols {
            let slot = state << 6 | Int(symbol)
            if next[slot] == 0 {
                precondition(ending.count < Int(Self.report), "the rule tables outgrew 15 bits")
                next[slot] = UInt16(ending.count)
                next.append(contentsOf: repeatElement(0, count: 64))
                ending.append(0)
                shorter.append(0)
            }
            state = Int(next[slot])
        }
        defer { ending[state] = UInt16(id + 1) }
        return ending[state]
    }

    /// Turns the tree into the full table: every missing step becomes that of the longest suffix.
    mutating func close() {
        var suffix = [UInt16](repeating: 0, count: ending.count)
        var queue: [Int] = []
        queue.reserveCapacity(ending.count)
        for symbol in 0..<64 where next[symbol] != 0 { queue.append(Int(next[symbol])) }
        var head = 0
        while head < queue.count {
            let state = queue[head]
            head += 1
            let fallback = Int(suffix[state])
            shorter[state] = ending[fallback] != 0 ? UInt16(fallback) : shorter[fallback]
            for symbol in 0..<64 {
                let slot = state << 6 | symbol
                let target = next[fallback << 6 | symbol]
                if next[slot] == 0 {
                    next[slot] = target
                } else {
                    suffix[Int(next[slot])] = target
                    queue.append(Int(next[slot]))
                }
            }
        }
        for slot in next.indices {
            let target = Int(next[slot])
            if ending[target] != 0 || shorter[target] != 0 { next[slot] |= Self.report }
        }
    }
}
