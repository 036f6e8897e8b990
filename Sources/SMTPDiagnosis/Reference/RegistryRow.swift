/// One row of a registry, read by column name.
struct RegistryRow {
    let cells: [String]
    /// Where each column of the table stands.
    let index: [String: Int]

    /// The cell under `column`; nil where the table has no such column or the cell is empty.
    subscript(column: String) -> String? {
        guard let position = index[column], !cells[position].isEmpty else { return nil }
        return cells[position]
    }

    /// The parts of a cell that holds a list; empty where there is none. A lone `*` means any
    /// and gives an empty list too.
    func list(_ column: String, separator: Character) -> [String] {
        guard let cell = self[column], cell != "*" else { return [] }
        return cell.split(separator: separator).map(String.init)
    }
}

extension ReferenceValue {
    /// From a cell such as `HDRS=reports return only the header`; the first equals sign divides.
    init(cell: String) {
        let parts = cell.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        name = String(parts[0])
        meaning = parts.count > 1 ? String(parts[1]) : ""
    }
}
