import SMTPCore

/// Makes facts of what two ends say in pieces of any size: whole lines, in the order they end.
struct WireTelling {
    /// A line without end is cut here.
    private static let lineLimit = 1 << 16

    var builder: TranscriptBuilder
    /// Octets of each side that no line ending followed yet.
    private var partial: (client: [UInt8], server: [UInt8]) = ([], [])

    init(connection: Int) {
        builder = TranscriptBuilder(connection: connection)
    }

    /// Whole lines become facts; what is left waits for its end.
    mutating func say(_ octets: ArraySlice<UInt8>, isFromClient: Bool) {
        var line = isFromClient ? partial.client : partial.server
        var rest = octets
        while let end = rest.firstIndex(of: ASCII.lf) {
            tell(line + rest[...end], isFromClient)
            line = []
            rest = rest[(end + 1)...]
        }
        line += rest
        if line.count > Self.lineLimit {
            tell(line, isFromClient)
            line = []
        }
        if isFromClient { partial.client = line } else { partial.server = line }
    }

    /// What waits for its end will not get one.
    mutating func flush(client: Bool) {
        let line = client ? partial.client : partial.server
        if client { partial.client = [] } else { partial.server = [] }
        tell(line, client)
    }

    private mutating func tell(_ line: [UInt8], _ isFromClient: Bool) {
        var rest = line[...]
        while !rest.isEmpty {
            builder.wire(Array(rest.prefix(Self.lineLimit)), isFromClient: isFromClient)
            rest = rest.dropFirst(Self.lineLimit)
        }
    }
}
