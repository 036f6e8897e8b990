import TerminalCore

/// Where everything stands on a screen of one size. Rectangles are without borders.
package struct Layout: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Two columns with boxes.
        case wide
        /// Panes above each other under title rows.
        case stacked
        /// No boxes, few rows.
        case compact
        /// The last lines and the input line.
        case tiny
        /// Too small for anything but a sentence.
        case none
    }

    package static let smallest = Size(columns: 20, rows: 4)

    package let kind: Kind
    package let size: Size
    /// The row with the session's name at the top, nil where there is none.
    package private(set) var headerRow: Int?
    package private(set) var transcript = Rect(column: 0, row: 0, columns: 0, rows: 0)
    package private(set) var diagnosis: Rect?
    /// The whole pane, or one row.
    package private(set) var session: Rect?
    package private(set) var promptRow = 0
    /// What could be typed, below or above the input line.
    package private(set) var completionRow: Int?
    package private(set) var statusRow: Int?
    package private(set) var hintRow: Int?

    /// `drawer` is how many rows the diagnosis wants when panes are stacked; 0 for none. Beyond 4
    /// it also gets the larger share of a column.
    package init(size: Size, choice: Settings.LayoutChoice = .auto, drawer: Int = 4) {
        self.size = size
        kind = Self.kind(for: size, choice: choice)
        switch kind {
        case .wide: placeWide(drawer: drawer)
        case .stacked: placeStacked(drawer: drawer)
        case .compact: placeCompact(drawer: drawer)
        case .tiny: placeTiny()
        case .none: break
        }
    }

    private static func kind(for size: Size, choice: Settings.LayoutChoice) -> Kind {
        func fits(_ columns: Int, _ rows: Int) -> Bool {
            size.columns >= columns && size.rows >= rows
        }
        guard fits(smallest.columns, smallest.rows) else { return .none }
        guard fits(40, 10) else { return .tiny }
        let canStack = fits(80, 20)
        switch choice {
        case .wide where fits(110, 28), .auto where fits(110, 28): return .wide
        case .stacked where canStack, .auto where canStack, .wide where canStack: return .stacked
        case .compact, .stacked, .auto, .wide: return .compact
        }
    }

    private mutating func placeWide(drawer: Int) {
        let rows = size.rows
        let right = min(max(size.columns * 36 / 100, 40), 64)
        let left = size.columns - right - 3
        let top = 2
        let bottom = rows - 5
        headerRow = 0
        transcript = Rect(column: 1, row: top, columns: left, rows: bottom - top)
        let share = drawer > 4 ? 40 : 52
        let sessionRows = min(max((bottom - top) * share / 100, 10), 20)
        let diagnosisRows = bottom - top - sessionRows - 1
        diagnosis = Rect(column: left + 2, row: top, columns: right, rows: diagnosisRows)
        session = Rect(
            column: left + 2, row: top + diagnosisRows + 1, columns: right, rows: sessionRows)
        promptRow = rows - 4
        completionRow = rows - 3
        statusRow = rows - 2
        hintRow = rows - 1
    }

    private mutating func placeStacked(drawer: Int) {
        let rows = size.rows
        headerRow = 0
        promptRow = rows - 4
        completionRow = rows - 3
        statusRow = rows - 2
        hintRow = rows - 1
        let sessionRow = rows - 5
        session = Rect(column: 0, row: sessionRow, columns: size.columns, rows: 1)
        let drawerRows = min(drawer, max(0, rows - 14))
        var end = sessionRow
        if drawerRows > 0 {
            end -= drawerRows + 1
            diagnosis = Rect(column: 1, row: end + 1, columns: size.columns - 2, rows: drawerRows)
        }
        transcript = Rect(column: 0, row: 2, columns: size.columns, rows: end - 2)
    }

    private mutating func placeCompact(drawer: Int) {
        let rows = size.rows
        statusRow = 0
        promptRow = rows - 2
        hintRow = rows - 1
        var end = promptRow
        if rows >= 12 {
            end -= 1
            completionRow = end
        }
        let drawerRows = min(drawer, max(2, rows / 4), max(0, end - 6))
        if drawerRows > 0 {
            end -= drawerRows
            diagnosis = Rect(column: 0, row: end, columns: size.columns, rows: drawerRows)
        }
        transcript = Rect(column: 0, row: 1, columns: size.columns, rows: end - 1)
    }

    private mutating func placeTiny() {
        promptRow = size.rows - 2
        hintRow = size.rows - 1
        transcript = Rect(column: 0, row: 0, columns: size.columns, rows: promptRow)
    }
}
