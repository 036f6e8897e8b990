import SMTPCore

/// A message with the lines it speaks of, as compilers draw it. All text is made visible.
struct Picture {
    private let headline: String
    private let place: String
    private var rows: [(number: Int?, text: String)] = []
    private var remarks: [String] = []

    init(headline: String, place: String) {
        self.headline = headline
        self.place = place
    }

    /// A line of a script; with carets if `column` is given (from 1, in code points).
    mutating func add(line: Int, _ octets: [UInt8], from column: Int? = nil, length: Int = 1) {
        let shown = VisibleText.of(octets)
        rows.append((line, shown))
        guard let column else { return }
        let scalars = Array(octets.text.unicodeScalars)
        let before = VisibleText.of(
            scalars.prefix(column - 1).map(String.init).joined()
        ).unicodeScalars.count
        let room = max(1, shown.unicodeScalars.count - before)
        let carets = String(repeating: "^", count: min(max(1, length), room))
        rows.append((nil, String(repeating: " ", count: before) + carets))
    }

    /// A line below the carets, such as what the server said.
    mutating func add(detail: String) { rows.append((nil, "  " + detail)) }

    mutating func add(remark kind: String, _ text: String) {
        remarks.append("\(kind): \(VisibleText.of(text))")
    }

    var text: String {
        let width = String(rows.compactMap(\.number).max() ?? 1).count + 2
        let blank = String(repeating: " ", count: width)
        var lines = [VisibleText.of(headline), blank.dropLast() + "--> " + VisibleText.of(place)]
        lines.append(blank + "|")
        for row in rows {
            let number = row.number.map(String.init) ?? ""
            let margin = String(repeating: " ", count: width - number.count) + number
            lines.append(row.text.isEmpty ? margin + "|" : margin + "| " + row.text)
        }
        return (lines + remarks.map { blank + "= " + $0 }).joined(separator: "\n")
    }
}
