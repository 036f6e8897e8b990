import SMTPCore

/// A search through the transcript, in slices so that typing goes on.
package struct Search: Hashable, Sendable {
    /// What is looked for, ASCII letters in any case; empty if nothing is.
    package var pattern: [UInt8] = []
    /// The direction, 1 or -1.
    var step = 1
    /// The row looked at next, while a search is on.
    var cursor: Int?
    /// Rows not looked at yet.
    var left = 0

    package init() {}

    package var isRunning: Bool { cursor != nil }

    /// Where the pattern stands in a text; empty without a match.
    package func matches(in text: ArraySlice<UInt8>) -> [Range<Int>] {
        guard !pattern.isEmpty, text.count >= pattern.count else { return [] }
        var ranges: [Range<Int>] = []
        var index = text.startIndex
        let first = ASCII.upper(pattern[0])
        while index + pattern.count <= text.endIndex {
            if ASCII.upper(text[index]) == first,
                ASCII.equalIgnoringCase(text[index..<index + pattern.count], pattern)
            {
                ranges.append(index..<index + pattern.count)
                index += pattern.count
            } else {
                index += 1
            }
        }
        return ranges
    }
}

extension Model {
    private static let searchSlice = 100_000

    /// Starts at the row behind the selection, or at the selection itself.
    mutating func startSearch(_ pattern: [UInt8], step: Int, from start: Int? = nil) {
        search.pattern = pattern
        search.step = step
        guard !pattern.isEmpty, !transcript.rows.isEmpty else {
            search.cursor = nil
            return
        }
        let count = transcript.rows.count
        search.left = count
        search.cursor = ((start ?? viewport.selection + step) + count) % count
        continueSearch()
    }

    /// Looks at one more slice.
    mutating func continueSearch() {
        guard var row = search.cursor, !transcript.rows.isEmpty else { return }
        let count = transcript.rows.count
        var slice = Self.searchSlice
        while slice > 0, search.left > 0 {
            if holdsPattern(row) {
                search.cursor = nil
                select(row)
                return
            }
            row = (row + search.step + count) % count
            slice -= 1
            search.left -= 1
        }
        search.cursor = row
        if search.left <= 0 {
            search.cursor = nil
            say("\"\(search.pattern.text)\" is not in the transcript", .warning)
        }
    }

    private func holdsPattern(_ row: Int) -> Bool {
        let text = transcript.text(of: row)
        let pattern = search.pattern
        guard text.count >= pattern.count else { return false }
        return text.withUnsafeBufferPointer { text in
            pattern.withUnsafeBufferPointer { pattern in
                let first = ASCII.upper(pattern[0])
                var index = 0
                while index + pattern.count <= text.count {
                    if ASCII.upper(text[index]) == first {
                        var length = 1
                        while length < pattern.count,
                            ASCII.upper(text[index + length]) == ASCII.upper(pattern[length])
                        {
                            length += 1
                        }
                        if length == pattern.count { return true }
                    }
                    index += 1
                }
                return false
            }
        }
    }
}
