/// Pairs what two lists have in common, in order.
enum Alignment {
    /// A place in one list, in the other, or in both; never in neither.
    struct Pair: Hashable {
        var left: Int?
        var right: Int?
    }

    /// Tables larger than this are not made; what is left then is paired as far as it is equal.
    private static let cells = 4_000_000

    /// The longest common subsequence, and everything between. Linear for lists that are equal but
    /// for one stretch.
    static func pairs(_ left: [String], _ right: [String]) -> [Pair] {
        var start = 0
        while start < min(left.count, right.count), left[start] == right[start] { start += 1 }
        var tail = 0
        while tail < min(left.count, right.count) - start,
            left[left.count - 1 - tail] == right[right.count - 1 - tail]
        {
            tail += 1
        }
        var pairs = (0..<start).map { Pair(left: $0, right: $0) }
        pairs += middle(
            left, start..<(left.count - tail), right, start..<(right.count - tail))
        pairs += (0..<tail).reversed().map {
            Pair(left: left.count - 1 - $0, right: right.count - 1 - $0)
        }
        return pairs
    }

    private static func middle(
        _ left: [String], _ rows: Range<Int>, _ right: [String], _ columns: Range<Int>
    ) -> [Pair] {
        let width = columns.count + 1
        guard !rows.isEmpty, !columns.isEmpty, rows.count < cells / width else {
            return rows.map { Pair(left: $0) } + columns.map { Pair(right: $0) }
        }
        // lengths[row][column]: the longest common subsequence of what follows.
        var lengths = [Int32](repeating: 0, count: (rows.count + 1) * width)
        for row in (0..<rows.count).reversed() {
            for column in (0..<columns.count).reversed() {
                let isEqual = left[rows.lowerBound + row] == right[columns.lowerBound + column]
                let here = row * width + column
                lengths[here] =
                    isEqual
                    ? lengths[here + width + 1] + 1
                    : max(lengths[here + width], lengths[here + 1])
            }
        }
        var pairs: [Pair] = []
        var (row, column) = (0, 0)
        while row < rows.count, column < columns.count {
            let (one, other) = (rows.lowerBound + row, columns.lowerBound + column)
            let here = row * width + column
            if left[one] == right[other] {
                pairs.append(Pair(left: one, right: other))
                (row, column) = (row + 1, column + 1)
            } else if lengths[here + width] >= lengths[here + 1] {
                pairs.append(Pair(left: one))
                row += 1
            } else {
                pairs.append(Pair(right: other))
                column += 1
            }
        }
        pairs += (row..<rows.count).map { Pair(left: rows.lowerBound + $0) }
        return pairs + (column..<columns.count).map { Pair(right: columns.lowerBound + $0) }
    }
}

extension Alignment.Pair {
    init(left: Int) { self.init(left: left, right: nil) }
    init(right: Int) { self.init(left: nil, right: right) }
}
