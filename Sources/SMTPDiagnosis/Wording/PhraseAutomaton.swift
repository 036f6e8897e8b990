/// Finds all phrases of the rules in one pass over a wording (Aho and Corasick, 1975).
///
/// Nodes where phrases part have a full row of 64 steps. All others have one child or none: the
/// symbol fits, or the way leads on by the node's suffix. That is at most two looks per symbol on
/// average, so hostile text costs what any text costs.
struct PhraseAutomaton: Sendable {
    private struct Node {
        /// The row in `steps`, or the only child.
        var target: UInt16
        var fallback: UInt16
        /// The symbol of the only child, or one of the two below.
        var symbol: UInt8
        /// Whether phrases end here, or in one of the suffixes.
        var reports: Bool

        static let hasRow: UInt8 = 255
        static let hasNoChild: UInt8 = 254
    }

    private let nodes: [Node]
    private let steps: [UInt16]
    private let ending: [UInt16]
    private let shorter: [UInt16]
    /// Another phrase of the same symbols but other open ends, plus one; 0 where there is none.
    private let sibling: [UInt16]
    /// The phrase's id, by its first place among phrases of the same symbols.
    private let firstID: [UInt16]
    private let lengths: [UInt16]
    private let openLeft: [Bool]
    private let openRight: [Bool]

    /// Phrases are unique, not empty, and sorted by symbols; their index is their id.
    init(_ phrases: [Phrase]) {
        var distinct: [[UInt8]] = []
        var firstID: [UInt16] = []
        var sibling = [UInt16](repeating: 0, count: phrases.count)
        for (id, phrase) in phrases.enumerated() {
            if let last = distinct.last, last == phrase.symbols {
                sibling[id - 1] = UInt16(id + 1)
            } else {
                distinct.append(phrase.symbols)
                firstID.append(UInt16(id))
            }
        }
        let trie = PhraseTrie(distinct)
        let order = trie.depthFirst
        precondition(order.count < 65_536, "the rule tables outgrew 16 bits")
        var place = [UInt16](repeating: 0, count: order.count)
        for (position, node) in order.enumerated() { place[node] = UInt16(position) }
        let (steps, rows) = Self.rows(of: trie, place)
        nodes = order.map { node in
            let reports = trie.ending[node] != 0 || trie.shorter[node] != 0
            let fallback = place[Int(trie.fallback[node])]
            if let row = rows[node] {
                return Node(
                    target: UInt16(row), fallback: fallback, symbol: Node.hasRow, reports: reports)
            }
            guard trie.childCount[node] == 1 else {
                return Node(
                    target: 0, fallback: fallback, symbol: Node.hasNoChild, reports: reports)
            }
            let child = Int(trie.firstChild[node])
            return Node(
                target: place[child], fallback: fallback, symbol: trie.symbol[child],
                reports: reports)
        }
        self.steps = steps
        ending = order.map { trie.ending[$0] }
        shorter = order.map { place[Int(trie.shorter[$0])] }
        self.sibling = sibling
        self.firstID = firstID
        lengths = phrases.map { UInt16($0.symbols.count) }
        openLeft = phrases.map(\.openLeft)
        openRight = phrases.map(\.openRight)
    }

    /// The full rows of all nodes with more than one child, and which row is whose.
    private static func rows(
        of trie: PhraseTrie, _ place: [UInt16]
    ) -> (steps: [UInt16], rows: [Int?]) {
        var steps: [UInt16] = []
        var rows = [Int?](repeating: nil, count: place.count)
        // A row is that of the nearest suffix with one, changed by the children of all nodes
        // on the way there. Suffixes come first, since levels are numbered in order.
        for node in place.indices where node == 0 || trie.childCount[node] > 1 {
            var way = [node]
            var suffix = Int(trie.fallback[node])
            while rows[suffix] == nil, suffix != node {
                way.append(suffix)
                suffix = Int(trie.fallback[suffix])
            }
            let start = steps.count
            rows[node] = start / 64
            if let row = rows[suffix], suffix != node {
                steps += steps[(row * 64)..<(row * 64 + 64)]
            } else {
                steps += repeatElement(0, count: 64)
            }
            for passed in way.reversed() {
                let first = Int(trie.firstChild[passed])
                for child in first..<(first + Int(trie.childCount[passed])) {
                    steps[start + Int(trie.symbol[child])] = place[child]
                }
            }
        }
        return (steps, rows)
    }

    /// Reports every phrase in a finished wording, by id, and where it starts and ends.
    @inline(__always)
    func forEachMatch(
        in symbols: [UInt8], _ report: (_ phrase: Int, _ start: Int, _ end: Int) -> Void
    ) {
        nodes.withUnsafeBufferPointer { nodes in
            steps.withUnsafeBufferPointer { steps in
                symbols.withUnsafeBufferPointer { text in
                    var node = 0
                    for index in text.indices {
                        node = Self.next(after: node, text[index], nodes, steps)
                        if nodes[node].reports {
                            reportEnds(of: node, in: symbols, at: index, report)
                        }
                    }
                }
            }
        }
    }

    @inline(__always)
    private static func next(
        after node: Int, _ symbol: UInt8, _ nodes: UnsafeBufferPointer<Node>,
        _ steps: UnsafeBufferPointer<UInt16>
    ) -> Int {
        var here = nodes[node]
        while here.symbol != Node.hasRow {
            if here.symbol == symbol { return Int(here.target) }
            here = nodes[Int(here.fallback)]
        }
        return Int(steps[Int(here.target) << 6 | Int(symbol)])
    }

    @inline(__always)
    private func reportEnds(
        of node: Int, in symbols: [UInt8], at index: Int,
        _ report: (_ phrase: Int, _ start: Int, _ end: Int) -> Void
    ) {
        var found = ending[node] != 0 ? node : Int(shorter[node])
        while found != 0 {
            var id = Int(firstID[Int(ending[found]) - 1]) + 1
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
