import CEmbedded

/// One embedded registry as rows of text. Rows whose cells do not match the header are dropped
/// and counted, so that a damaged table costs its bad rows only.
struct RegistryTable {
    /// The names in the header line, left to right.
    let columns: [String]
    /// The rows in file order, each with as many cells as there are columns.
    let rows: [[String]]
    /// How many lines had the wrong number of cells.
    let malformed: Int

    init(_ bytes: embedded_bytes) {
        let file = UnsafeBufferPointer(start: bytes.bytes, count: Int(bytes.count))
        var columns: [String] = []
        var rows: [[String]] = []
        var malformed = 0
        for line in file.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#")
        {
            let cells = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            if columns.isEmpty {
                columns = cells
            } else if cells.count == columns.count {
                rows.append(cells)
            } else {
                malformed += 1
            }
        }
        self.columns = columns
        self.rows = rows
        self.malformed = malformed
    }

    /// One entry for every row, with what its columns hold; `nameColumn` gives the name.
    func entries(namedBy nameColumn: String) -> [ReferenceEntry] {
        let index = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
        return rows.map { cells in
            let row = RegistryRow(cells: cells, index: index)
            return ReferenceEntry(
                name: row[nameColumn] ?? "",
                brief: row["brief"] ?? "",
                paragraph: row["paragraph"] ?? "",
                source: row["source"] ?? "",
                checked: row["checked"] ?? "",
                syntax: row["syntax"],
                example: row["example"],
                when: row["when"],
                verbs: row.list("verb", separator: ","),
                classes: (row["classes"] ?? "").compactMap(\.wholeNumberValue),
                values: row.list("values", separator: "|").map(ReferenceValue.init(cell:)),
                standing: row["standing"].flatMap(ReferenceStanding.init(rawValue:)))
        }
    }
}
