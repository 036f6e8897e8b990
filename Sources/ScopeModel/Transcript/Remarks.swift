import SMTPCore
import SMTPTrace

/// What the screen learned about rows when they came, and cannot tell from the rows alone.
package struct Remarks: Sendable {
    package struct Remark: Hashable, Sendable {
        /// Whether it deserves attention.
        package var isWarning: Bool
        package var text: String
        /// The paragraph it comes from; nil where there is none.
        package var source: String?
        /// Whether it stands beside what a reply's code means, not in its place.
        package var isAddition = false
    }

    /// Rows that may have remarks; a session of a million rows must not fill the memory.
    private static let limit = 50_000

    /// By row, oldest first.
    private var byRow = RowTable<[Remark]>()
    /// The latest offers, by connection.
    var capabilities = RowTable<Capabilities>()
    /// AUTH exchanges in progress, by connection.
    var exchanges = RowTable<SASLExchange>()

    package subscript(row: Int) -> [Remark] { byRow[row] ?? [] }

    mutating func add(_ remark: Remark, to row: Int) {
        guard byRow[row] != nil || byRow.count < Self.limit else { return }
        byRow[row] = (byRow[row] ?? []) + [remark]
    }
}
