import SMTPCore

/// One embedded table: tab separated, a header line first, `#` starts a comment line.
struct KnowledgeTable {
    /// One row. Cells that are missing at its end read as empty.
    struct Row {
        /// From 1, as an editor counts.
        var line: Int
        /// Without tabs and line ending.
        var cells: [ArraySlice<UInt8>]

        subscript(_ column: Int) -> ArraySlice<UInt8> {
            column < cells.count ? cells[column] : []
        }

        func text(_ column: Int) -> String { self[column].text }
    }

    /// What a rule's name starts with, such as `servers/exim`.
    var name: String
    /// The header's cells.
    var columns: [String] = []
    /// Without header, comments and empty lines.
    var rows: [Row] = []

    /// Where the column of this name stands; nil in a table without it.
    func column(_ name: String) -> Int? { columns.firstIndex(of: name) }

    init(name: String, bytes: some Collection<UInt8>) {
        self.name = name
        var number = 0
        for line in ArraySlice(bytes).split(separator: ASCII.lf, omittingEmptySubsequences: false) {
            number += 1
            guard let first = line.first, first != UInt8(ascii: "#") else { continue }
            let cells = line.split(separator: 9, omittingEmptySubsequences: false)
            if columns.isEmpty {
                columns = cells.map(\.text)
            } else {
                rows.append(Row(line: number, cells: cells))
            }
        }
    }
}
