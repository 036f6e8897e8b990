import SMTPCore

/// A message with the lines it speaks of, as compilers draw it. All text is made visible.
struct Picture {
    /// Code points of a line that are shown; longer ones are cut around what is pointed at.
    private static let widest = 200

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
        let pointed = (column ?? 1) - 1
        let first = pointed < Self.widest / 2 ? 0 : pointed - Self.widest / 4
        let start = octets.indices.lazy.filter { octets[$0] & 0xC0 != 0x80 }.dropFirst(first).first
        let rest = octets[(start ?? octets.count)...]
        let points = Self.points(rest.prefix(Self.widest * 4))
        let isCut = points.count > Self.widest || rest.count > Self.widest * 4
        let lead = first > 0 ? "..." : ""
        let shown = lead + points.prefix(Self.widest).joined()
        rows.append((line, isCut ? shown + "..." : shown))
        guard column != nil else { return }
        let before = lead + points.prefix(pointed - first).joined()
        let indent = before.unicodeScalars.count
        let room = max(1, shown.unicodeScalars.count - indent)
        let carets = String(repeating: "^", count: min(max(1, length), room))
        rows.append((nil, String(repeating: " ", count: indent) + carets))
    }

    /// Each code point, made visible.
    private static func points(_ octets: ArraySlice<UInt8>) -> [String] {
        var walk = UTF8Walk(Array(octets))
        var points: [String] = []
        while let step = walk.next() {
            switch step {
            case .scalar(let scalar): points.append(VisibleText.of(String(scalar)))
            case .stray(let octet): points.append(VisibleText.of([octet]))
            }
        }
        return points
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
