import SMTPCore

/// Watches what leaves on one connection for the end of a message, where none may be delivered. It
/// looks at octets and not at commands: a message may be split over writes, or begin and end in one.
struct DeliveryGuard: Sendable {
    /// The octets that left last, to see a dot on a line of its own across writes.
    private var tail: [UInt8] = [ASCII.lf]
    /// The beginning of the line that has not ended.
    private var line: [UInt8] = []

    /// Whether a message would be complete with these octets, in any reading of line endings: with
    /// a dot on a line of its own, or with a line that announces a chunk.
    func completes(_ octets: [UInt8]) -> Bool {
        holdsDot(tail + octets) || announcesChunk(line + octets)
    }

    /// These octets left.
    mutating func note(_ octets: [UInt8]) {
        tail = Array((tail + octets.suffix(2)).suffix(2))
        guard let end = octets.lastIndex(where: Self.isBreak) else {
            line = Array((line + octets.prefix(4)).prefix(4))
            return
        }
        line = Array(octets[(end + 1)...].prefix(4))
    }

    private func holdsDot(_ octets: [UInt8]) -> Bool {
        octets.indices.dropFirst().dropLast().contains { index in
            octets[index] == ASCII.dot && Self.isBreak(octets[index - 1])
                && Self.isBreak(octets[index + 1])
        }
    }

    private func announcesChunk(_ octets: [UInt8]) -> Bool {
        octets.split(whereSeparator: Self.isBreak).contains { line in
            line.count > 3 && line.prefix(4).map(ASCII.upper).elementsEqual("BDAT".utf8)
        }
    }

    private static func isBreak(_ octet: UInt8) -> Bool { octet == ASCII.lf || octet == ASCII.cr }
}
