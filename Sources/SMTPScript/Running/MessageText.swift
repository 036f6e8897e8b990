import SMTPCore

/// Message content on its way to the wire (RFC 5321 §4.5.2), with faults where they are wanted.
struct MessageText {
    var stuffs = true
    var ends = true
    /// Any line ending becomes CR LF; `asis` changes none; `lf` makes them LF.
    var endings = Endings.crlf

    enum Endings: String {
        case crlf, asis, lf
    }

    func wire(_ content: [UInt8]) -> [UInt8] {
        var wire = stuffed(converted(content))
        guard ends else { return wire }
        if !wire.isEmpty, !wire.suffix(2).elementsEqual(ASCII.crlf) { wire += ASCII.crlf }
        return wire + [ASCII.dot] + ASCII.crlf
    }

    func converted(_ content: [UInt8]) -> [UInt8] {
        guard endings != .asis else { return content }
        let ending = endings == .lf ? [ASCII.lf] : ASCII.crlf
        var result: [UInt8] = []
        result.reserveCapacity(content.count + content.count / 32)
        var previous: UInt8 = 0
        for octet in content {
            if octet == ASCII.lf {
                if previous != ASCII.cr { result += ending }
            } else if octet == ASCII.cr {
                result += ending
            } else {
                result.append(octet)
            }
            previous = octet
        }
        return result
    }

    private func stuffed(_ content: [UInt8]) -> [UInt8] {
        guard stuffs else { return content }
        var result: [UInt8] = []
        result.reserveCapacity(content.count + content.count / 32)
        var previous = ASCII.lf
        for octet in content {
            if octet == ASCII.dot, previous == ASCII.lf { result.append(ASCII.dot) }
            result.append(octet)
            previous = octet
        }
        return result
    }

    /// A small valid message with LF line endings; `size` counts its octets with CR LF.
    static func automatic(
        from: [UInt8], to: [UInt8], subject: [UInt8], date: [UInt8], id: String, size: Int?
    ) -> [UInt8] {
        var lines = [
            Array("From: <".utf8) + from + [UInt8(ascii: ">")],
            Array("To: <".utf8) + to + [UInt8(ascii: ">")],
            Array("Subject: ".utf8) + subject,
            Array("Date: ".utf8) + date,
            Array("Message-ID: <\(id)@script.invalid>".utf8),
            [],
        ]
        guard let size else {
            lines.append(Array("This message was made by a script.".utf8))
            return Array(lines.joined(separator: [ASCII.lf])) + [ASCII.lf]
        }
        let header = lines.reduce(0) { $0 + $1.count + 2 }
        var rest = max(0, size - header)
        while rest > 0 {
            // The last line takes what is left, so that no single octet remains.
            let length = rest > 78 ? 70 : max(0, rest - 2)
            lines.append([UInt8](repeating: UInt8(ascii: "x"), count: length))
            rest -= length + 2
        }
        return Array(lines.joined(separator: [ASCII.lf])) + [ASCII.lf]
    }
}
