/// An append-only list in blocks of one size: a million entries grow without ever being copied.
@usableFromInline
package struct Ledger<Element: Sendable>: Sendable {
    @usableFromInline static var blockBits: Int { 12 }
    @usableFromInline static var blockSize: Int { 1 << blockBits }

    @usableFromInline var blocks: [ContiguousArray<Element>] = []
    @usableFromInline package internal(set) var count = 0

    @inlinable package init() {}

    @inlinable package var isEmpty: Bool { count == 0 }

    @inlinable package subscript(index: Int) -> Element {
        get { blocks[index >> Self.blockBits][index & (Self.blockSize - 1)] }
        set { blocks[index >> Self.blockBits][index & (Self.blockSize - 1)] = newValue }
    }

    @inlinable package mutating func append(_ element: Element) {
        if count & (Self.blockSize - 1) == 0 {
            var block = ContiguousArray<Element>()
            block.reserveCapacity(Self.blockSize)
            blocks.append(block)
        }
        blocks[blocks.count - 1].append(element)
        count += 1
    }
}

/// All texts of a transcript, in blocks of 64 KiB or one text; no text crosses a block's border.
package struct TextStore: Sendable {
    /// Where a text stands.
    package struct Place: Hashable, Sendable {
        var block: UInt32
        var start: UInt32
        package var count: UInt32
    }

    private static let blockSize = 1 << 16

    private var blocks: [[UInt8]] = []

    package init() {}

    /// Keeps a text of any length.
    package mutating func append(_ text: some Collection<UInt8>) -> Place {
        let count = text.count
        if blocks.isEmpty || blocks[blocks.count - 1].count + count > Self.blockSize {
            var block: [UInt8] = []
            block.reserveCapacity(max(Self.blockSize, count))
            blocks.append(block)
        }
        let block = blocks.count - 1
        let start = blocks[block].count
        blocks[block].append(contentsOf: text)
        return Place(block: UInt32(block), start: UInt32(start), count: UInt32(count))
    }

    package subscript(place: Place) -> ArraySlice<UInt8> {
        blocks[Int(place.block)][Int(place.start)..<Int(place.start + place.count)]
    }
}
