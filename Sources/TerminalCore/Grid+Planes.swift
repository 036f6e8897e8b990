extension Grid {
    /// What is to be read, one line for each row without the blanks at its end, each ended by LF.
    package var textPlane: String {
        rows { row in
            var line = ""
            var pending = 0
            for cell in row {
                if cell.grapheme == " " {
                    pending += 1
                } else if !cell.grapheme.isEmpty {
                    line += String(repeating: " ", count: pending) + cell.grapheme
                    pending = 0
                }
            }
            return line
        }
    }

    /// One letter for the role of each column (`Role.plane`), one line for each row, each ended by
    /// LF. All lines have the grid's width.
    package var rolePlane: String {
        rows { row in String(row.map(\.role.plane)) }
    }

    /// What golden files hold: the text, the cursor's place, the roles.
    package var planes: String {
        let place = cursor.map { "\($0.column),\($0.row)" } ?? "hidden"
        return textPlane + "cursor \(place)\n" + rolePlane
    }

    /// The text of one row, blanks at its end included.
    package func text(row: Int) -> String {
        cells[row * size.columns..<(row + 1) * size.columns].map(\.grapheme).joined()
    }

    private func rows(_ line: (ArraySlice<Cell>) -> String) -> String {
        let all = Array(cells)
        return (0..<size.rows).map { row in
            line(all[row * size.columns..<(row + 1) * size.columns]) + "\n"
        }.joined()
    }
}
