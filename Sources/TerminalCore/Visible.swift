/// Makes any bytes visible: what a terminal would obey, hide or reorder becomes plain text.
///
/// CR, LF, TAB and NUL become `\r`, `\n`, `\t` and `\0`; other control bytes and bytes that are not
/// UTF-8 become `\x1b`; control, format (bidi overrides, zero width), private, unassigned and odd
/// space characters become `<U+202E>`, as do marks that stand alone or pile up. The result holds
/// printable graphemes only, and costs linear time.
package enum Visible {
    /// A stretch of text in one manner: as it came, or spelled out.
    package struct Run: Hashable, Sendable {
        /// Never empty; printable graphemes only.
        package var text: String
        package var columns: Int
        /// The text spells out one or more characters that cannot be shown as they are.
        package var isEscape: Bool
        /// Offsets of the octets this stands for, counted from the first one given.
        package var octets: Range<Int>
    }

    /// The bytes as runs, in order and without gaps, until the next grapheme would pass the limit.
    package static func runs(of bytes: some Sequence<UInt8>, columns limit: Int = .max) -> [Run] {
        if let text = plainText(bytes, columns: limit) {
            let count = text.utf8.count
            return count == 0
                ? [] : [Run(text: text, columns: count, isEscape: false, octets: 0..<count)]
        }
        var runs: [Run] = []
        read(bytes, columns: limit) { piece, octets in
            if let last = runs.indices.last, runs[last].isEscape == piece.isEscape {
                runs[last].text += piece.text
                runs[last].columns += piece.columns
                runs[last].octets = runs[last].octets.lowerBound..<octets.upperBound
            } else {
                runs.append(
                    Run(
                        text: piece.text, columns: piece.columns, isEscape: piece.isEscape,
                        octets: octets))
            }
        }
        return runs
    }

    /// The smallest parts, one run each, in order and without gaps: what a caret steps over.
    package static func pieces(of bytes: [UInt8]) -> [Run] {
        var pieces: [Run] = []
        pieces.reserveCapacity(bytes.count)
        read(bytes, columns: .max) { piece, octets in
            pieces.append(
                Run(
                    text: piece.text, columns: piece.columns, isEscape: piece.isEscape,
                    octets: octets))
        }
        return pieces
    }

    /// The bytes as one visible text of at most so many columns.
    package static func text(of bytes: some Sequence<UInt8>, columns limit: Int = .max) -> String {
        if let text = plainText(bytes, columns: limit) { return text }
        var text = ""
        read(bytes, columns: limit) { piece, _ in text += piece.text }
        return text
    }

    /// The same for text that is a `String` already, as a file name.
    package static func text(of string: String, columns limit: Int = .max) -> String {
        text(of: string.utf8, columns: limit)
    }

    static func columns(of string: String) -> Int {
        var columns = 0
        read(string.utf8, columns: .max) { piece, _ in columns += piece.columns }
        return columns
    }

    /// What nearly all text is: printable ASCII that fits. Nil for everything else.
    private static func plainText(_ bytes: some Sequence<UInt8>, columns limit: Int) -> String? {
        let text: String?? = bytes.withContiguousStorageIfAvailable { bytes in
            guard bytes.count <= limit, bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
                return nil
            }
            return String(decoding: bytes, as: UTF8.self)
        }
        return text ?? nil
    }

    private static func read(
        _ bytes: some Sequence<UInt8>, columns limit: Int, _ body: (Piece, Range<Int>) -> Void
    ) {
        let isRead: Void? = bytes.withContiguousStorageIfAvailable {
            read($0, columns: limit, body)
        }
        if isRead == nil {
            Array(bytes).withUnsafeBufferPointer { read($0, columns: limit, body) }
        }
    }

    private static func read(
        _ bytes: UnsafeBufferPointer<UInt8>, columns limit: Int, _ body: (Piece, Range<Int>) -> Void
    ) {
        var index = 0
        var columns = 0
        while index < bytes.count {
            let start = index
            let piece = Piece.next(in: bytes, at: &index)
            guard piece.columns <= limit - columns else { return }
            columns += piece.columns
            body(piece, start..<index)
        }
    }
}
