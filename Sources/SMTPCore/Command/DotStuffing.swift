/// Message text to and from its form on the wire (RFC 5321 §4.5.2).
package enum DotStuffing {
    /// The message as DATA carries it: lone LF and lone CR become CR LF, a dot at the start of
    /// a line is doubled, and the closing `.` CR LF is added.
    package static func wire(_ message: some Collection<UInt8>) -> [UInt8] {
        var wire: [UInt8] = []
        wire.reserveCapacity(message.count + message.count / 32 + 5)
        var atLineStart = true
        var previous: UInt8 = 0
        for octet in message {
            defer { previous = octet }
            if octet == ASCII.lf, previous == ASCII.cr { continue }
            if octet == ASCII.lf || octet == ASCII.cr {
                wire += ASCII.crlf
                atLineStart = true
                continue
            }
            if atLineStart, octet == ASCII.dot { wire.append(ASCII.dot) }
            atLineStart = false
            wire.append(octet)
        }
        if !atLineStart { wire += ASCII.crlf }
        wire.append(ASCII.dot)
        return wire + ASCII.crlf
    }

    /// One line of message content as the receiver reads it: a first dot is dropped.
    package static func unstuffed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        line.first == ASCII.dot ? line.dropFirst() : line
    }

    /// Whether a content line, with its ending, closes the message.
    package static func isEnd(_ line: some Collection<UInt8>) -> Bool {
        line.elementsEqual([ASCII.dot, ASCII.cr, ASCII.lf])
    }
}
