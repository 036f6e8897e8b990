import SMTPCore

/// The text of one script file, cut into lines for pictures.
package struct ScriptSource: Sendable, Hashable {
    package let file: String
    /// A byte order mark is taken off.
    private let octets: [UInt8]
    /// Where each line stands, without its ending.
    private let lines: [Range<Int>]

    package init(file: String, octets: [UInt8]) {
        self.file = file
        let text = octets.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(octets[3...]) : octets
        self.octets = text
        var lines: [Range<Int>] = []
        lines.reserveCapacity(text.count { $0 == ASCII.lf } + 1)
        var start = text.startIndex
        while start < text.endIndex {
            let end = text[start...].firstIndex(of: ASCII.lf) ?? text.endIndex
            let isCRLF = end < text.endIndex && end > start && text[end - 1] == ASCII.cr
            lines.append(start..<(isCRLF ? end - 1 : end))
            start = end + 1
        }
        self.lines = lines
    }

    package var lineCount: Int { lines.count }

    /// A line by its index, without its ending.
    func line(at index: Int) -> ArraySlice<UInt8> { octets[lines[index]] }

    /// A line by its number, from 1.
    package func line(_ number: Int) -> ArraySlice<UInt8>? {
        lines.indices.contains(number - 1) ? line(at: number - 1) : nil
    }
}
