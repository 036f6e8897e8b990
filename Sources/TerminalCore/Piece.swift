/// The smallest part of visible text: one grapheme, or the spelling of one octet or character that
/// cannot be shown.
struct Piece {
    var text: String
    var columns: Int
    var isEscape: Bool

    private init(_ text: String, columns: Int) {
        self.text = text
        self.columns = columns
        isEscape = false
    }

    private init(escape text: String) {
        self.text = text
        columns = text.utf8.count
        isEscape = true
    }

    /// Marks beyond this many on one letter are spelled out; a terminal would pile them up over the
    /// rows above.
    private static let mostMarks = 4
    /// Emoji joined to one; the longest in use, families, have four.
    private static let mostJoined = 8

    /// Reads the piece that starts at `index`, which must be in range, and moves behind it.
    static func next(in bytes: UnsafeBufferPointer<UInt8>, at index: inout Int) -> Piece {
        let first = bytes[index]
        let isPlain = (0x20..<0x7F).contains(first)
        if isPlain, index + 1 == bytes.count || bytes[index + 1] < 0x80 {
            index += 1
            return Piece(ASCIIText.graphemes[Int(first)], columns: 1)
        }
        guard let (scalar, length) = UTF8Text.scalar(in: bytes, at: index) else {
            index += 1
            return Piece(escape: "\\x" + hexadecimal(UInt32(first), digits: 2))
        }
        index += length
        guard isPlain || isShown(scalar) else { return Piece(escape: spelling(of: scalar)) }
        return cluster(from: scalar, in: bytes, at: &index)
    }

    /// The base that was read and what joins it.
    private static func cluster(
        from base: Unicode.Scalar, in bytes: UnsafeBufferPointer<UInt8>, at index: inout Int
    ) -> Piece {
        var text = String.UnicodeScalarView()
        text.append(base)
        var columns = TextWidth.columns(of: base)
        var marks = 0
        var joined = 0
        while let (scalar, length) = UTF8Text.scalar(in: bytes, at: index), scalar.value >= 0x80 {
            if isRegionalIndicator(base), isRegionalIndicator(scalar), text.count == 1 {
                columns = 2
            } else if isMark(scalar, after: base), marks < mostMarks {
                marks += 1
            } else if scalar.properties.isEmojiModifier, base.properties.isEmojiModifierBase,
                marks < mostMarks
            {
                marks += 1
            } else if scalar.value == 0x200D, isPictograph(base), joined < mostJoined,
                let (next, more) = UTF8Text.scalar(in: bytes, at: index + length),
                isPictograph(next)
            {
                joined += 1
                marks = 0
                text.append(scalar)
                text.append(next)
                index += length + more
                continue
            } else {
                break
            }
            text.append(scalar)
            index += length
        }
        return Piece(String(text), columns: columns)
    }

    /// Whether the character may begin a grapheme on the screen.
    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 0x300 { return value > 0xA0 && value != 0xAD }
        // The Hangul fillers are letters that show nothing.
        if [0x115F, 0x3164, 0xFFA0, 0x2800].contains(value) { return false }
        if TextWidth.isZeroWidth(scalar) { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator:
            return false
        case .spaceSeparator: return value == 0x3000
        default: return true
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar, after base: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        case .otherLetter:
            (0x1100...0x11FF).contains(base.value) && TextWidth.isZeroWidth(scalar)
        default: false
        }
    }

    private static func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool {
        (0x1F1E6...0x1F1FF).contains(scalar.value)
    }

    private static func isPictograph(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x203C && scalar.properties.isEmoji
    }

    private static func spelling(of scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x00: "\\0"
        case 0x09: "\\t"
        case 0x0A: "\\n"
        case 0x0D: "\\r"
        case ..<0x80: "\\x" + hexadecimal(scalar.value, digits: 2)
        default: "<U+" + hexadecimal(scalar.value, digits: 4, uppercase: true) + ">"
        }
    }

    private static func hexadecimal(
        _ value: UInt32, digits: Int, uppercase: Bool = false
    ) -> String {
        let text = String(value, radix: 16, uppercase: uppercase)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}
