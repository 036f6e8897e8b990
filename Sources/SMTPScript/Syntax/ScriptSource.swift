import SMTPCore

/// The text of one script file, cut into lines for pictures.
package struct ScriptSource: Sendable, Hashable {
    package let file: String
    /// Without line endings. A byte order mark is taken off.
    package let lines: [[UInt8]]

    package init(file: String, octets: [UInt8]) {
        self.file = file
        let text = octets.starts(with: [0xEF, 0xBB, 0xBF]) ? octets[3...] : octets[...]
        var lines: [[UInt8]] = []
        var start = text.startIndex
        while start < text.endIndex {
            let end = text[start...].firstIndex(of: ASCII.lf) ?? text.endIndex
            let isCRLF = end < text.endIndex && end > start && text[end - 1] == ASCII.cr
            lines.append(Array(text[start..<(isCRLF ? end - 1 : end)]))
            start = end + 1
        }
        self.lines = lines
    }

    /// A line by its number, from 1.
    package func line(_ number: Int) -> [UInt8]? {
        lines.indices.contains(number - 1) ? lines[number - 1] : nil
    }
}
