import SMTPCore

/// Leaves message content out of a stream of facts: of the header the field names stay, of the
/// body its size and SHA-256. What stands for it is marked as hidden `content`.
package struct ContentOmitter: Sendable {
    private struct Message: Sendable {
        var isInHeader = true
        var line: [UInt8] = []
        var bodyOctets = 0
        var digest = SHA256()
        var last: (event: TraceEvent, sent: SentOctets)
    }

    /// Header lines longer than this show no name.
    private static let nameLimit = 256
    /// A header line longer than this is counted as body.
    private static let lineLimit = 1 << 16

    private var messages: [Int: Message] = [:]

    package init() {}

    /// What takes the event's place: nothing while a body is being counted.
    package mutating func take(_ event: TraceEvent) -> [TraceEvent] {
        guard case .sent(let sent) = event.fact, sent.part == .content else {
            return closeMessage(event.connection) + [Self.withoutTail(event)]
        }
        var message =
            messages.removeValue(forKey: event.connection) ?? Message(last: (event, sent))
        message.last = (event, sent)
        if sent.octets == [ASCII.dot] + ASCII.crlf || sent.octets == [ASCII.dot, ASCII.lf] {
            messages[event.connection] = message
            return closeMessage(event.connection) + [event]
        }
        var kept: [TraceEvent] = []
        var rest = sent.octets[...]
        while message.isInHeader, !rest.isEmpty {
            let end = rest.firstIndex(of: ASCII.lf).map { $0 + 1 } ?? rest.endIndex
            message.line += rest[..<end]
            rest = rest[end...]
            guard message.line.last == ASCII.lf else {
                message.isInHeader = message.line.count < Self.lineLimit
                break
            }
            if let shown = Self.headerLine(message.line) {
                kept.append(Self.event(like: message.last, shown))
            }
            message.isInHeader = ASCII.endingLength(of: message.line) < message.line.count
            message.line = []
        }
        if !message.isInHeader {
            message.bodyOctets += message.line.count + rest.count
            message.digest.update(message.line[...])
            message.digest.update(rest)
            message.line = []
        }
        messages[event.connection] = message
        return kept
    }

    /// What is still being counted when the stream ends.
    package mutating func finish() -> [TraceEvent] {
        messages.keys.sorted().flatMap { closeMessage($0) }
    }

    private mutating func closeMessage(_ connection: Int) -> [TraceEvent] {
        guard var message = messages.removeValue(forKey: connection) else { return [] }
        let count = message.bodyOctets + message.line.count
        guard count > 0 else { return [] }
        message.digest.update(message.line[...])
        let text = "[content: \(count) octets, SHA-256 \(message.digest.hex.text)]\r\n"
        return [Self.event(like: message.last, Array(text.utf8))]
    }

    /// An ending quotes what was sent last, and that may be content.
    private static func withoutTail(_ event: TraceEvent) -> TraceEvent {
        guard case .ended(var ending) = event.fact else { return event }
        ending.lastSent = []
        var event = event
        event.fact = .ended(ending)
        return event
    }

    /// `Name: [content]`; nil for continuation lines, which tell nothing then.
    private static func headerLine(_ line: [UInt8]) -> [UInt8]? {
        guard line[0] != ASCII.space, line[0] != 9 else { return nil }
        guard ASCII.endingLength(of: line) < line.count else { return line }
        guard let colon = line.prefix(nameLimit).firstIndex(of: UInt8(ascii: ":")) else {
            return Array("[content]\r\n".utf8)
        }
        return line[...colon] + Array(" [content]\r\n".utf8)
    }

    private static func event(
        like last: (event: TraceEvent, sent: SentOctets), _ octets: [UInt8]
    ) -> TraceEvent {
        var sent = last.sent
        sent.octets = octets
        sent.hidden = ["content"]
        var event = last.event
        event.fact = .sent(sent)
        return event
    }
}
