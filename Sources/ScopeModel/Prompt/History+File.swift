import SMTPCore

extension History {
    /// Octets of a history file that are read: its end.
    package static let fileLimit = 1 << 20

    /// Reads the text of a file: one entry per line, oldest first, octets written as `file` does.
    /// Any file does: what would not be kept if it were typed is left out, wrong escapes stand
    /// for themselves.
    package init(file: some Collection<UInt8>) {
        var rest = Array(file.suffix(Self.fileLimit))[...]
        if file.count > Self.fileLimit {
            rest = rest.drop { $0 != ASCII.lf }
        }
        // Enough for lines that are left out; older ones would be pushed out anyway.
        let lines = rest.split(separator: ASCII.lf).suffix(Self.limit * 4)
        for line in lines where line.count <= Self.lineLimit * 4 + 1 {
            add(Self.unescaped(line.last == ASCII.cr ? line.dropLast() : line))
        }
    }

    /// The text of a file: one entry per line, each ended by LF, oldest first. Backslash is
    /// written `\\`, whatever is not printable ASCII `\x1b`.
    package var file: [UInt8] {
        var file: [UInt8] = []
        for entry in entries {
            for octet in entry {
                if octet == UInt8(ascii: "\\") {
                    file += [octet, octet]
                } else if (0x20..<0x7F).contains(octet) {
                    file.append(octet)
                } else {
                    file += [UInt8(ascii: "\\"), UInt8(ascii: "x")] + Self.hex(octet)
                }
            }
            file.append(ASCII.lf)
        }
        return file
    }

    private static func unescaped(_ line: ArraySlice<UInt8>) -> [UInt8] {
        var octets: [UInt8] = []
        var rest = line
        while let octet = rest.popFirst() {
            guard octet == UInt8(ascii: "\\") else {
                octets.append(octet)
                continue
            }
            if rest.first == octet {
                rest.removeFirst()
            } else if rest.first == UInt8(ascii: "x"), let value = hexValue(rest.dropFirst()) {
                rest.removeFirst(3)
                octets.append(value)
                continue
            }
            octets.append(octet)
        }
        return octets
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private static func hex(_ octet: UInt8) -> [UInt8] {
        [digits[Int(octet >> 4)], digits[Int(octet & 15)]]
    }

    private static func hexValue(_ text: ArraySlice<UInt8>) -> UInt8? {
        let pair = text.prefix(2).map { $0 &- 65 < 26 ? $0 | 0x20 : $0 }
        guard pair.count == 2, let high = digits.firstIndex(of: pair[0]),
            let low = digits.firstIndex(of: pair[1])
        else { return nil }
        return UInt8(high << 4 | low)
    }
}
