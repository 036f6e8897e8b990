import SMTPTrace
import TerminalCore

/// One screen line of a comparison.
package struct ComparedLine: Hashable, Sendable {
    package var row: Int
    /// `>` selected, or a blank.
    package var marker: Character
    package var left: StyledLine
    /// What stands beside it; nil where the line has the whole width.
    package var right: StyledLine?
}

extension Difference {
    /// How its class is drawn; the word says the same.
    var role: Role {
        switch kind {
        case .breaking: .error
        case .changed: .warning
        case .text: .info
        case .pace: .lineTime
        case .stopped: .info
        case .noise: .disabled
        }
    }
}

extension Comparing {
    /// Columns that two recordings need side by side.
    private static let wide = 80

    /// Columns of each side; nil where they stand below each other.
    package static func side(of columns: Int) -> Int? {
        columns >= wide ? (columns - 1 - 3) / 2 : nil
    }

    /// The screen lines of a row: one, or two where a narrow screen has them below each other.
    func lines(of row: Int, columns: Int) -> [ComparedLine] {
        let marker: Character = row == selection ? ">" : " "
        func whole(_ spans: [Span]) -> ComparedLine {
            ComparedLine(row: row, marker: marker, left: StyledLine(spans))
        }
        switch rows[row] {
        case .difference(let difference):
            let step = Visible.text(of: difference.step, columns: 40)
            return [
                whole([
                    Span(difference.label.padded(to: 9), difference.role, .bold),
                    Span(step + "  ", .uiText), Span(difference.text, difference.role),
                ])
            ]
        case .talk(let left, let right):
            let isEqual = left == right
            if Self.side(of: columns) != nil {
                return [
                    ComparedLine(
                        row: row, marker: marker,
                        left: StyledLine(Self.spans(left, isEqual ? nil : .diffRemoved)),
                        right: StyledLine(Self.spans(right, isEqual ? nil : .diffAdded)))
                ]
            }
            if isEqual { return [whole([Span("  ", .uiText)] + Self.spans(left, nil))] }
            var lines: [ComparedLine] = []
            if left != nil {
                lines.append(whole([Span("- ", .diffRemoved)] + Self.spans(left, .diffRemoved)))
            }
            if right != nil {
                lines.append(whole([Span("+ ", .diffAdded)] + Self.spans(right, .diffAdded)))
            }
            return lines
        }
    }

    private static func spans(_ line: Line?, _ role: Role?) -> [Span] {
        guard let line else { return [] }
        let usual: Role =
            switch line.mark {
            case "C>", "C.": .lineClient
            case "T=": .tlsOn
            case "S!", "*!": .error
            default: .lineServer
            }
        return [Span(line.mark + " ", usual), Span(line.text, role ?? usual)]
    }

    /// What is seen, from top to bottom, at most so many lines.
    package func visible(columns: Int, rows height: Int) -> [ComparedLine] {
        var lines: [ComparedLine] = []
        var row = top
        while row < rows.count, lines.count < height {
            lines += self.lines(of: row, columns: columns)
            row += 1
        }
        return Array(lines.prefix(height))
    }

    /// Brings the selected row into view, with what leads to it.
    mutating func bringIntoView(columns: Int, rows height: Int) {
        if selection < top {
            top = max(0, selection - height / 3)
            return
        }
        var needed = 0
        var row = selection
        while row >= 0, needed + lines(of: row, columns: columns).count <= max(height, 1) {
            needed += lines(of: row, columns: columns).count
            row -= 1
        }
        top = max(top, min(row + 1, selection))
    }
}
