extension Grid {
    /// Draws text in one row, starting at a place that may lie left of the grid, and answers how
    /// many columns it took. It stops at the limit, at the right edge, and before a wide grapheme
    /// that no longer fits. In a row that is not on the grid it draws nothing and answers 0.
    ///
    /// Characters that must not reach a terminal are drawn as `Visible` spells them.
    @discardableResult
    package mutating func put(
        _ text: String, at position: Position, role: Role, attributes: Attributes = [],
        width limit: Int = .max
    ) -> Int {
        let drawn = text.utf8.withContiguousStorageIfAvailable {
            draw($0, at: position, role: role, attributes: attributes, limit: limit)
        }
        return drawn
            ?? put(
                Array(text.utf8), at: position, role: role, attributes: attributes, width: limit)
    }

    /// The same for octets of the wire, which need not be UTF-8.
    @discardableResult
    package mutating func put(
        _ bytes: [UInt8], at position: Position, role: Role, attributes: Attributes = [],
        width limit: Int = .max
    ) -> Int {
        bytes.withUnsafeBufferPointer {
            draw($0, at: position, role: role, attributes: attributes, limit: limit)
        }
    }

    /// The same for octets of the wire, which need not be UTF-8.
    @discardableResult
    package mutating func put(
        _ bytes: ArraySlice<UInt8>, at position: Position, role: Role, attributes: Attributes = [],
        width limit: Int = .max
    ) -> Int {
        bytes.withUnsafeBufferPointer {
            draw($0, at: position, role: role, attributes: attributes, limit: limit)
        }
    }

    /// Blanks a rectangle, or fills it with one grapheme of one column such as `-`.
    package mutating func fill(
        _ rect: Rect, with grapheme: Character = " ", role: Role, attributes: Attributes = []
    ) {
        let rows = rect.rows.clamped(to: 0..<size.rows)
        let columns = rect.columns.clamped(to: 0..<size.columns)
        guard !rows.isEmpty, !columns.isEmpty else { return }
        let isNarrow = TextWidth.columns(of: grapheme) == 1
        let cell = Cell(
            grapheme: isNarrow ? String(grapheme) : "?", role: role, attributes: attributes)
        for row in rows {
            splitWide(at: columns.lowerBound, row: row)
            splitWide(at: columns.upperBound, row: row)
            let start = row * size.columns
            change { cells in
                cells[start + columns.lowerBound..<start + columns.upperBound].update(
                    repeating: cell)
            }
        }
    }

    /// Blanks one row.
    package mutating func fill(row: Int, role: Role, attributes: Attributes = []) {
        fill(
            Rect(column: 0, row: row, columns: size.columns, rows: 1), role: role,
            attributes: attributes)
    }

    /// Changes how a rectangle looks and leaves its text: a selection, a match. A nil role keeps
    /// the roles; the attributes are added.
    package mutating func restyle(_ rect: Rect, role: Role?, attributes: Attributes = []) {
        let columns = rect.columns.clamped(to: 0..<size.columns)
        for row in rect.rows.clamped(to: 0..<size.rows) {
            let start = row * size.columns
            change { cells in
                for index in start + columns.lowerBound..<start + columns.upperBound {
                    let cell = cells[index]
                    cells[index] = Cell(
                        grapheme: cell.grapheme, role: role ?? cell.role,
                        attributes: cell.attributes.union(attributes))
                }
            }
        }
    }

    private mutating func draw(
        _ bytes: UnsafeBufferPointer<UInt8>, at position: Position, role: Role,
        attributes: Attributes, limit: Int
    ) -> Int {
        guard position.row >= 0, position.row < size.rows, limit > 0, !bytes.isEmpty else {
            return 0
        }
        let end = limit < size.columns - position.column ? position.column + limit : size.columns
        guard position.column < end else { return 0 }
        splitWide(at: position.column, row: position.row)
        let start = position.row * size.columns
        let width = size.columns
        let last = change { cells in
            var pen = Pen(
                row: UnsafeMutableBufferPointer(rebasing: cells[start..<start + width]),
                column: position.column, end: end, role: role, attributes: attributes)
            pen.draw(bytes)
            return pen.column
        }
        return last - position.column
    }

    /// Blanks both halves of a wide grapheme whose right half is here.
    private mutating func splitWide(at column: Int, row: Int) {
        guard column > 0, column < size.columns else { return }
        let index = row * size.columns + column
        change { cells in
            guard cells[index].grapheme.isEmpty else { return }
            for half in index - 1...index {
                cells[half] = .blank(cells[half].role, cells[half].attributes)
            }
        }
    }
}

/// Writes one row from left to right.
private struct Pen {
    let row: UnsafeMutableBufferPointer<Cell>
    /// May be negative: what lies left of the row is skipped.
    var column: Int
    let end: Int
    let role: Role
    let attributes: Attributes

    mutating func draw(_ bytes: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < bytes.count, column < end {
            let byte = bytes[index]
            if (0x20..<0x7F).contains(byte), index + 1 == bytes.count || bytes[index + 1] < 0x80 {
                advance(with: ASCIIText.graphemes[Int(byte)])
                index += 1
                continue
            }
            let piece = Piece.next(in: bytes, at: &index)
            guard piece.columns <= end - column else { break }
            if piece.isEscape {
                for character in piece.text.utf8 {
                    advance(with: ASCIIText.graphemes[Int(character)])
                }
            } else {
                // The right half of a wide grapheme that begins left of the row is blank.
                let half = column < 0 ? " " : ""
                advance(with: piece.text)
                if piece.columns == 2 { advance(with: half) }
            }
        }
        // The left half of this one was just overwritten.
        if column > 0, column < row.count, row[column].grapheme.isEmpty {
            row[column] = .blank(row[column].role, row[column].attributes)
        }
    }

    private mutating func advance(with grapheme: String) {
        if column >= 0 {
            row[column] = Cell(grapheme: grapheme, role: role, attributes: attributes)
        }
        column += 1
    }
}
