import SMTPCore

/// Packets of one TCP connection that never was, as blocks of a pcapng file.
struct PacketWriter {
    /// One end of the connection.
    struct Side {
        /// 4 octets for IPv4, 16 for IPv6.
        var address: [UInt8]
        var port: UInt16
        var sequence: UInt32 = 1_000
    }

    private static let segmentSize = 1_400
    private static let (fin, syn, rst, push, ack) = (
        UInt8(1), UInt8(2), UInt8(4), UInt8(8), UInt8(16)
    )

    private(set) var blocks: [UInt8] = []
    private var client: Side
    private var server: Side
    /// Whether the client has sent its FIN.
    private var isClientDone = false

    init(client: Side, server: Side) {
        self.client = client
        self.server = server
    }

    /// The section and the one interface: raw IP packets, times in microseconds.
    static func fileHeader(comment: String) -> [UInt8] {
        let comment = Array(comment.utf8)
        // Byte order magic, version 1.0, length of the section unknown; then the options.
        var section = le32(0x1A2B_3C4D) + le16(1) + le16(0) + [UInt8](repeating: 0xFF, count: 8)
        section += le16(1) + le16(UInt16(comment.count)) + padded(comment) + le32(0)
        let interface = le16(101) + le16(0) + le32(0)
        return block(0x0A0D_0D0A, section) + block(1, interface)
    }

    mutating func open(at time: Int64) {
        packet(fromClient: true, Self.syn, [], time)
        client.sequence &+= 1
        packet(fromClient: false, Self.syn | Self.ack, [], time)
        server.sequence &+= 1
        packet(fromClient: true, Self.ack, [], time)
    }

    mutating func say(_ octets: [UInt8], fromClient: Bool, at time: Int64) {
        var start = 0
        while start < octets.count {
            let end = min(octets.count, start + Self.segmentSize)
            packet(fromClient: fromClient, Self.push | Self.ack, octets[start..<end], time)
            if fromClient {
                client.sequence &+= UInt32(end - start)
            } else {
                server.sequence &+= UInt32(end - start)
            }
            start = end
        }
    }

    /// The client will say no more; the server may (RFC 9293 §3.6.1).
    mutating func halfClose(at time: Int64) {
        guard !isClientDone else { return }
        isClientDone = true
        packet(fromClient: true, Self.fin | Self.ack, [], time)
        client.sequence &+= 1
        packet(fromClient: false, Self.ack, [], time)
    }

    mutating func end(as how: Ending.How, at time: Int64) {
        switch how {
        case .reset: reset(byClient: false, at: time)
        case .resetByUs: reset(byClient: true, at: time)
        case .closedByUs: close(byClient: true, at: time)
        case .closedByServer, .timedOut, .exited, .failed: close(byClient: false, at: time)
        }
    }

    private mutating func reset(byClient: Bool, at time: Int64) {
        packet(fromClient: byClient, Self.rst | Self.ack, [], time)
    }

    mutating func close(byClient: Bool, at time: Int64) {
        let byClient = byClient || isClientDone
        for fromClient in isClientDone ? [false] : [byClient, !byClient] {
            packet(fromClient: fromClient, Self.fin | Self.ack, [], time)
            if fromClient { client.sequence &+= 1 } else { server.sequence &+= 1 }
        }
        packet(fromClient: byClient, Self.ack, [], time)
    }

    private mutating func packet(
        fromClient: Bool, _ flags: UInt8, _ data: ArraySlice<UInt8>, _ time: Int64
    ) {
        let (from, to) = fromClient ? (client, server) : (server, client)
        let acknowledged = flags & Self.ack == 0 ? 0 : to.sequence
        // The header is 5 words long; the window is the largest.
        var segment = Self.be16(from.port) + Self.be16(to.port)
        segment += Self.be32(from.sequence) + Self.be32(acknowledged)
        segment += [5 << 4, flags, 0xFF, 0xFF, 0, 0, 0, 0] + data
        let length = UInt32(segment.count)
        let pseudo = from.address + to.address + Self.be32(length) + [0, 0, 0, 6]
        let sum = Self.checksum(pseudo + segment)
        segment.replaceSubrange(16..<18, with: Self.be16(sum))
        let ip = Self.header(from.address, to.address, length: segment.count) + segment
        let stamp = UInt64(bitPattern: time)
        let count = Self.le32(UInt32(ip.count))
        blocks += Self.block(
            6,
            Self.le32(0) + Self.le32(UInt32(stamp >> 32))
                + Self.le32(UInt32(truncatingIfNeeded: stamp)) + count + count + Self.padded(ip))
    }

    /// An IPv4 (RFC 791 §3.1) or IPv6 (RFC 8200 §3) header for TCP.
    private static func header(_ from: [UInt8], _ to: [UInt8], length: Int) -> [UInt8] {
        guard from.count == 4 else {
            return [0x60, 0, 0, 0] + be16(UInt16(length)) + [6, 64] + from + to
        }
        var header = [0x45, 0] + be16(UInt16(length + 20)) + [0, 0, 0x40, 0, 64, 6, 0, 0]
        header += from + to
        header.replaceSubrange(10..<12, with: be16(checksum(header)))
        return header
    }

    /// The Internet checksum (RFC 1071).
    private static func checksum(_ octets: [UInt8]) -> UInt16 {
        var sum: UInt32 = 0
        for index in stride(from: 0, to: octets.count, by: 2) {
            let low = index + 1 < octets.count ? UInt32(octets[index + 1]) : 0
            sum += UInt32(octets[index]) << 8 | low
        }
        while sum > 0xFFFF { sum = sum & 0xFFFF + sum >> 16 }
        return ~UInt16(sum)
    }

    private static func block(_ type: UInt32, _ body: [UInt8]) -> [UInt8] {
        let length = le32(UInt32(body.count + 12))
        return le32(type) + length + body + length
    }

    private static func padded(_ octets: [UInt8]) -> [UInt8] {
        octets + [UInt8](repeating: 0, count: (4 - octets.count % 4) % 4)
    }

    private static func be16(_ value: UInt16) -> [UInt8] {
        [UInt8(value >> 8), UInt8(truncatingIfNeeded: value)]
    }

    private static func be32(_ value: UInt32) -> [UInt8] {
        be16(UInt16(value >> 16)) + be16(UInt16(truncatingIfNeeded: value))
    }

    private static func le16(_ value: UInt16) -> [UInt8] { be16(value).reversed() }
    private static func le32(_ value: UInt32) -> [UInt8] { be32(value).reversed() }
}
