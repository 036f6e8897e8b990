import SMTPCore

/// Octets of the wire as text for documents: nothing in it acts on whoever reads it.
enum ExportText {
    /// One line without its ending. Control characters, direction marks and what is not UTF-8
    /// become `\xNN` or `\u{NNNN}`. An ending that is not CR LF is shown too.
    static func visible(_ line: some BidirectionalCollection<UInt8>) -> String {
        let ending = ASCII.endingLength(of: line)
        var text = ""
        var decoder = UTF8Walk(line.dropLast(ending))
        while let piece = decoder.next() {
            switch piece {
            case .scalar(let scalar) where acts(scalar):
                text +=
                    scalar.value < 256
                    ? "\\x" + hex(scalar.value, 2) : "\\u{" + hex(scalar.value, 4) + "}"
            case .scalar(let scalar): text.unicodeScalars.append(scalar)
            case .octet(let octet): text += "\\x" + hex(UInt32(octet), 2)
            }
        }
        switch (ending, line.last) {
        case (1, ASCII.lf): return text + "\\n"
        case (1, ASCII.cr): return text + "\\r"
        default: return text
        }
    }

    /// The same for text that may hold several lines.
    static func visible(_ text: String) -> String { visible(Array(text.utf8)) }

    /// Lines of octets, each with its ending.
    static func lines(of octets: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        while start < octets.count {
            let end = octets[start...].firstIndex(of: ASCII.lf).map { $0 + 1 } ?? octets.count
            lines.append(octets[start..<end])
            start = end
        }
        return lines
    }

    /// Seconds with three digits: `0.123`.
    static func seconds(_ duration: Duration) -> String {
        let milli = max(0, duration.microseconds / 1_000)
        let rest = String(milli % 1_000)
        return "\(milli / 1_000)." + String(repeating: "0", count: 3 - rest.utf8.count) + rest
    }

    private static func hex(_ value: UInt32, _ width: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }

    /// Whether it would move, hide or turn round other text.
    private static func acts(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 9: false
        case 0..<32, 127..<160, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
            0xFFF9...0xFFFB, 0xE0000...0xE0FFF:
            true
        default: false
        }
    }
}

/// Walks over octets that may be UTF-8: scalars where they are, octets where not.
private struct UTF8Walk {
    enum Piece {
        case scalar(Unicode.Scalar)
        case octet(UInt8)
    }

    private let octets: [UInt8]
    private var index = 0

    init(_ octets: some Sequence<UInt8>) { self.octets = Array(octets) }

    mutating func next() -> Piece? {
        guard index < octets.count else { return nil }
        let first = octets[index]
        let length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        let end = index + length
        if length > 0, end <= octets.count,
            let text = String(validating: octets[index..<end], as: UTF8.self),
            let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1
        {
            index = end
            return .scalar(scalar)
        }
        index += 1
        return .octet(first)
    }
}
