/// The tree of all phrases with the links of Aho and Corasick. Nodes are numbered level by level,
/// the children of a node follow each other in the order of their symbols; node 0 is the root.
struct PhraseTrie: Sendable {
    /// The symbol that leads into a node.
    private(set) var symbol: [UInt8] = [0]
    private(set) var firstChild: [UInt32] = [0]
    private(set) var childCount: [UInt8] = [0]
    /// The node of the longest suffix that is a node too.
    private(set) var fallback: [UInt32] = [0]
    /// The phrase that ends in a node, plus one; 0 where none does.
    private(set) var ending: [UInt16] = [0]
    /// The nearest suffix of a node in which a phrase ends; 0 where there is none.
    private(set) var shorter: [UInt32] = [0]

    /// The phrases must be sorted by symbols and unique; their index is their id.
    init(_ phrases: [[UInt8]]) {
        var ranges = [0..<phrases.count]
        var depths = [0]
        var node = 0
        while node < ranges.count {
            grow(node, phrases, ranges[node], depths[node], &ranges, &depths)
            node += 1
        }
        for node in symbol.indices { link(node) }
    }

    /// The child a symbol leads to; 0 where there is none.
    @inline(__always)
    func child(of node: Int, _ wanted: UInt8) -> Int {
        let first = Int(firstChild[node])
        for child in first..<(first + Int(childCount[node])) where symbol[child] == wanted {
            return child
        }
        return 0
    }

    /// Where a symbol leads from a node, by way of its suffixes.
    func step(from node: Int, _ wanted: UInt8) -> Int {
        var node = node
        while true {
            let child = child(of: node, wanted)
            if child != 0 || node == 0 { return child }
            node = Int(fallback[node])
        }
    }

    /// Adds the children of a node, whose phrases share `depth` symbols.
    private mutating func grow(
        _ node: Int, _ phrases: [[UInt8]], _ range: Range<Int>, _ depth: Int,
        _ ranges: inout [Range<Int>], _ depths: inout [Int]
    ) {
        firstChild[node] = UInt32(symbol.count)
        var start = range.lowerBound
        if start < range.upperBound, phrases[start].count == depth {
            ending[node] = UInt16(start + 1)
            start += 1
        }
        while start < range.upperBound {
            let next = phrases[start][depth]
            var end = start + 1
            while end < range.upperBound, phrases[end][depth] == next { end += 1 }
            symbol.append(next)
            firstChild.append(0)
            childCount.append(0)
            fallback.append(0)
            ending.append(0)
            shorter.append(0)
            ranges.append(start..<end)
            depths.append(depth + 1)
            childCount[node] += 1
            start = end
        }
    }

    /// Links the children of a node. Its own link is known, since levels come in order.
    private mutating func link(_ node: Int) {
        let first = Int(firstChild[node])
        for child in first..<(first + Int(childCount[node])) {
            let suffix = node == 0 ? 0 : step(from: Int(fallback[node]), symbol[child])
            fallback[child] = UInt32(suffix)
            shorter[child] = ending[suffix] != 0 ? UInt32(suffix) : shorter[suffix]
        }
    }

    /// All nodes so that a node is followed by its first child: what is read together lies
    /// together.
    var depthFirst: [Int] {
        var order: [Int] = []
        order.reserveCapacity(symbol.count)
        var open = [0]
        while let node = open.popLast() {
            order.append(node)
            let first = Int(firstChild[node])
            for child in (first..<(first + Int(childCount[node]))).reversed() {
                open.append(child)
            }
        }
        return order
    }
}
