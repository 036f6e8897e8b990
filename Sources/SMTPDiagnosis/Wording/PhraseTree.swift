/// Phrases that begin alike share the way to where they part (a radix tree), so that all phrases
/// that begin at one place of a text are found by going down once.
struct PhraseTree: Sendable {
    private struct Node {
        /// A bit for each symbol with which a child goes on.
        var children: UInt64 = 0
        /// The child of the lowest bit; the others follow in the order of their symbols.
        var firstChild: UInt32 = 0
        /// Where in `labels` the symbols stand that follow the one that led here.
        var label: UInt32
        var labelCount: UInt16
        /// The first phrase that ends here, and how many of the same symbols follow it.
        var ending: UInt16 = 0
        var endingCount: UInt8 = 0
    }

    private var nodes: [Node] = []
    private var labels: [UInt8] = []

    /// - Parameters:
    ///   - phrases: Sorted, none of them empty.
    ///   - firstID: The first phrase's id; the others count on from there.
    init(_ phrases: [[UInt8]], firstID: Int) {
        precondition(firstID + phrases.count < 65_536, "the rule tables outgrew 16 bits")
        var ranges = [phrases.indices]
        var depths = [0]
        nodes.append(Node(label: 0, labelCount: 0))
        var node = 0
        while node < nodes.count {
            grow(node, phrases, firstID, &ranges, &depths)
            node += 1
        }
    }

    /// Ends the phrases of a node and adds its children; the node's phrases share `depths[node]`
    /// symbols.
    private mutating func grow(
        _ node: Int, _ phrases: [[UInt8]], _ firstID: Int, _ ranges: inout [Range<Int>],
        _ depths: inout [Int]
    ) {
        let depth = depths[node]
        var open = ranges[node]
        let endings = open.prefix { phrases[$0].count == depth }
        nodes[node].ending = UInt16(firstID + open.lowerBound)
        nodes[node].endingCount = UInt8(endings.count)
        open = endings.endIndex..<open.upperBound
        nodes[node].firstChild = UInt32(nodes.count)
        while let first = open.first {
            let symbol = phrases[first][depth]
            let alike = open.prefix { phrases[$0][depth] == symbol }
            let shared = Self.shared(phrases[first], phrases[alike.last ?? first], from: depth + 1)
            nodes[node].children |= 1 << UInt64(symbol)
            nodes.append(Node(label: UInt32(labels.count), labelCount: UInt16(shared.count)))
            labels += shared
            ranges.append(alike.startIndex..<alike.endIndex)
            depths.append(depth + 1 + shared.count)
            open = alike.endIndex..<open.upperBound
        }
    }

    /// What two phrases have in common from a place on.
    private static func shared(
        _ one: [UInt8], _ other: [UInt8], from start: Int
    ) -> ArraySlice<UInt8> {
        var end = start
        while end < one.count, end < other.count, one[end] == other[end] { end += 1 }
        return one[start..<end]
    }

    /// Reports every phrase that stands at `start`, by id, with the index behind it.
    @inline(__always)
    func forEachPhrase(
        in text: UnsafeBufferPointer<UInt8>, at start: Int,
        _ report: (_ phrase: Int, _ end: Int) -> Void
    ) {
        nodes.withUnsafeBufferPointer { nodes in
            labels.withUnsafeBufferPointer { labels in
                var node = nodes[0]
                var index = start
                while index < text.count {
                    let bit: UInt64 = 1 &<< UInt64(text[index])
                    if node.children & bit == 0 { return }
                    let before = (node.children & (bit - 1)).nonzeroBitCount
                    node = nodes[Int(node.firstChild) + before]
                    index += 1
                    let end = index + Int(node.labelCount)
                    if end > text.count { return }
                    var label = Int(node.label)
                    while index < end {
                        if labels[label] != text[index] { return }
                        label += 1
                        index += 1
                    }
                    for offset in 0..<Int(node.endingCount) {
                        report(Int(node.ending) + offset, index)
                    }
                }
            }
        }
    }
}
