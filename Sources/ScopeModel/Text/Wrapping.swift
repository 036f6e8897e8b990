import TerminalCore

/// Text broken into lines of a width.
package enum Wrapping {
    /// Prose at its blanks; a word longer than a line is cut. At least one line. What is hidden
    /// from a terminal is spelled out first, so the lines fit as they are.
    /// The first line has `behind` columns less.
    package static func lines(of text: String, columns: Int, behind: Int = 0) -> [String] {
        let full = max(columns, 1)
        var columns = max(full - behind, 1)
        // Most texts are short: they stand as they are.
        let octets = text.utf8
        if octets.count <= columns, octets.first != 0x20,
            octets.allSatisfy({ $0 >= 0x20 && $0 < 0x7F })
        {
            return [text]
        }
        var lines: [String] = []
        var line = ""
        var width = 0
        for word in Visible.text(of: text).split(separator: " ", omittingEmptySubsequences: false) {
            let wordWidth = TextWidth.columns(of: String(word))
            if width > 0, width + 1 + wordWidth > columns {
                lines.append(line)
                line = ""
                width = 0
                columns = full
            }
            if width > 0 {
                line += " "
                width += 1
            }
            guard wordWidth > columns else {
                line += word
                width += wordWidth
                continue
            }
            for character in word {
                let step = TextWidth.columns(of: character)
                if width > 0, width + step > columns {
                    lines.append(line)
                    line = ""
                    width = 0
                    columns = full
                }
                line.append(character)
                width += step
            }
        }
        lines.append(line)
        return lines
    }

    /// Prose with a label in front; the lines after the first are indented as far.
    package static func field(
        _ label: String, _ text: String, labelColumns: Int, columns: Int, role: Role = .uiText
    ) -> [StyledLine] {
        let inner = max(columns - labelColumns, 8)
        return lines(of: text, columns: inner).enumerated().map { index, line in
            let head = index == 0 ? label : ""
            let pad = String(repeating: " ", count: max(0, labelColumns - head.utf8.count))
            return StyledLine([
                Span(head, .uiKeyLabel), Span(pad, .uiText), Span(line, role),
            ])
        }
    }

    /// Spans broken where a line is full, at most so many lines; the lines after the first have
    /// `indent` columns less. True if something was left out.
    package static func wrap(
        _ spans: [Span], columns: Int, indent: Int, limit: Int
    ) -> (lines: [[Span]], isCut: Bool) {
        var lines: [[Span]] = []
        var line: [Span] = []
        var room = max(columns, 1)
        for span in spans {
            var rest = Substring(span.text)
            while !rest.isEmpty {
                let (head, tail) = split(rest, columns: room)
                if !head.isEmpty {
                    line.append(Span(String(head), span.role, span.attributes))
                    room -= TextWidth.columns(of: String(head))
                }
                rest = tail
                guard !rest.isEmpty else { break }
                lines.append(line)
                guard lines.count < limit else { return (lines, true) }
                line = []
                room = max(columns - indent, 2)
            }
        }
        lines.append(line)
        return (lines, false)
    }

    /// As much as fits, if possible up to a blank, and what is left without that blank.
    private static func split(
        _ text: Substring, columns: Int
    ) -> (head: Substring, tail: Substring) {
        if text.utf8.count <= columns, TextWidth.columns(of: String(text)) <= columns {
            return (text, "")
        }
        var width = 0
        var index = text.startIndex
        var blank: Substring.Index?
        while index < text.endIndex {
            let step = TextWidth.columns(of: text[index])
            if width + step > columns { break }
            if text[index] == " " { blank = index }
            width += step
            index = text.index(after: index)
        }
        if index < text.endIndex, text[index] == " " { blank = index }
        if let blank, text.distance(from: blank, to: index) < max(columns / 2, 1) {
            return (text[..<blank], text[text.index(after: blank)...])
        }
        if index == text.startIndex, columns > 2 {
            index = text.index(after: index)
        }
        return (text[..<index], text[index...])
    }
}
