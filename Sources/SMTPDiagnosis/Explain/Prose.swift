/// Builds text with lines of at most a given width.
struct Prose {
    private(set) var text = ""
    private let columns: Int

    /// Lines are never narrower than 40 columns.
    init(columns: Int) { self.columns = max(40, columns) }

    mutating func add(line: String = "") { text += line + "\n" }

    /// A paragraph, broken at blanks; the first line starts with `mark`, the others are indented
    /// as far as it is long. Every character counts as one column.
    mutating func add(paragraph: String, mark: String = "") {
        let indent = String(repeating: " ", count: mark.count)
        var line = mark
        var isEmpty = true
        for word in paragraph.split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > columns {
                add(line: line)
                line = indent
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        if !isEmpty { add(line: line) }
    }
}
