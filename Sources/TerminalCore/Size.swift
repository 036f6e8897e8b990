/// The dimensions of a screen or of a part of it, in cells. Never negative.
package struct Size: Hashable, Sendable, CustomStringConvertible {
    package let columns: Int
    package let rows: Int

    /// Negative numbers count as zero.
    package init(columns: Int, rows: Int) {
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }

    /// As golden files are named: `120x36`.
    package var description: String { "\(columns)x\(rows)" }
}
