import SMTPCore

extension Export {
    /// Every message that was sent, as files: without dot-stuffing (RFC 5321 §4.5.2) and without
    /// the final dot; chunks of BDAT (RFC 3030 §2) are put together. In order; may be empty.
    package var messages: [[UInt8]] {
        var messages: [[UInt8]] = []
        var chunks: [Int: [UInt8]] = [:]
        var isLast: [Int: Bool] = [:]
        for turn in transcript.turns {
            if let chunk = turn.command?.chunk { isLast[turn.connection] = chunk.isLast }
            guard turn.kind == .message else { continue }
            guard let last = isLast[turn.connection] else {
                messages.append(Self.unstuffed(turn.octets))
                continue
            }
            chunks[turn.connection, default: []] += turn.octets
            if last {
                messages.append(chunks.removeValue(forKey: turn.connection) ?? [])
                isLast[turn.connection] = nil
            }
        }
        return messages + chunks.sorted { $0.key < $1.key }.map(\.value)
    }

    static func unstuffed(_ content: [UInt8]) -> [UInt8] {
        var message: [UInt8] = []
        message.reserveCapacity(content.count)
        for line in ExportText.lines(of: content) {
            guard line.first == ASCII.dot else {
                message += line
                continue
            }
            if line.count == 1 + ASCII.endingLength(of: line) { break }
            message += line.dropFirst()
        }
        return message
    }
}
