/// Values of some rows, or of connections by their number, in blocks: a copy that is kept shares
/// all but the blocks that change, so that keeping several is cheap.
package struct RowTable<Value: Sendable>: Sendable {
    private static var blockBits: Int { 10 }

    private var blocks: [[Int: Value]] = []
    /// How many rows have a value.
    package private(set) var count = 0

    package init() {}

    /// Rows are counted from 0.
    package subscript(row: Int) -> Value? {
        get {
            let block = row >> Self.blockBits
            return blocks.indices.contains(block) ? blocks[block][row] : nil
        }
        set {
            let block = row >> Self.blockBits
            while blocks.count <= block { blocks.append([:]) }
            let before = blocks[block].count
            blocks[block][row] = newValue
            count += blocks[block].count - before
        }
    }
}
