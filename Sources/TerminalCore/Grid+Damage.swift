extension Grid {
    /// Neighbouring cells of one row that changed.
    package struct Damage: Hashable, Sendable {
        package let row: Int
        /// Never empty, and never cuts a wide grapheme in two.
        package let columns: Range<Int>
    }

    /// Changed stretches closer than this are drawn as one.
    private static let gap = 4

    /// What must be drawn to turn the previous grid into this one, from top to bottom and left to
    /// right; everything if the sizes differ. The cursor is not looked at.
    package func damage(since previous: Grid) -> [Damage] {
        guard previous.size == size else {
            return size.columns == 0
                ? [] : (0..<size.rows).map { Damage(row: $0, columns: 0..<size.columns) }
        }
        var damage: [Damage] = []
        cells.withUnsafeBufferPointer { new in
            previous.cells.withUnsafeBufferPointer { old in
                if new.baseAddress == old.baseAddress { return }
                for row in 0..<size.rows {
                    note(row: row, new: new, old: old, in: &damage)
                }
            }
        }
        return damage
    }

    private func note(
        row: Int, new: UnsafeBufferPointer<Cell>, old: UnsafeBufferPointer<Cell>,
        in damage: inout [Damage]
    ) {
        let start = row * size.columns
        var column = 0
        while column < size.columns {
            if new[start + column] == old[start + column] {
                column += 1
                continue
            }
            let first = column
            var end = column + 1
            column += 1
            while column < size.columns, column < end + Grid.gap {
                if new[start + column] != old[start + column] { end = column + 1 }
                column += 1
            }
            let from = first > 0 && new[start + first].grapheme.isEmpty ? first - 1 : first
            if end < size.columns, new[start + end].grapheme.isEmpty { end += 1 }
            column = max(column, end)
            damage.append(Damage(row: row, columns: from..<end))
        }
    }
}
