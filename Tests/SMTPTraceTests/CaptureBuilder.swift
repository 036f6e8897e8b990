/// Builds packets and capture files by hand, for tests.
struct CaptureBuilder {
    enum Form: CaseIterable {
        case classic, classicSwapped, nanoseconds, blocks, blocksSwapped
    }

    enum Wrapping: Int, CaseIterable {
        case null = 0
        case ethernet = 1
        case raw = 101
        case loop = 108
        case cooked = 113
        case cooked2 = 276
        /// Ethernet with two VLAN tags and padding.
        case tagged = 1_001
    }

    var isV6 = false
    var clientPort = UInt16(40_000)
    var serverPort = UInt16(25)
    /// The next sequence number of each side.
    var client = UInt32(1_000)
    var server = UInt32(7_000)
    private(set) var packets: [[UInt8]] = []

    static let (fin, syn, reset, ack) = (UInt8(1), UInt8(2), UInt8(4), UInt8(16))

    mutating func open() {
        add(fromClient: true, Self.syn, [], takes: 1)
        add(fromClient: false, Self.syn | Self.ack, [], takes: 1)
        add(fromClient: true, Self.ack, [])
    }

    mutating func say(_ text: String, fromClient: Bool) {
        add(fromClient: fromClient, Self.ack | 8, Array(text.utf8))
    }

    mutating func close(byClient: Bool = true) {
        add(fromClient: byClient, Self.fin | Self.ack, [], takes: 1)
        add(fromClient: !byClient, Self.fin | Self.ack, [], takes: 1)
    }

    /// A dialogue of `S:` and `C:` lines, each a segment.
    mutating func talk(_ text: String) {
        for row in text.split(separator: "\n") {
            say(row.dropFirst(3) + "\r\n", fromClient: row.hasPrefix("C:"))
        }
    }

    mutating func add(fromClient: Bool, _ flags: UInt8, _ data: [UInt8], takes: UInt32 = 0) {
        packets.append(
            packet(fromClient, fromClient ? client : server, flags, data))
        let count = UInt32(data.count) + takes
        if fromClient { client &+= count } else { server &+= count }
    }

    /// One IP packet with a TCP segment in it.
    func packet(_ fromClient: Bool, _ sequence: UInt32, _ flags: UInt8, _ data: [UInt8]) -> [UInt8]
    {
        let (from, to) = fromClient ? (clientPort, serverPort) : (serverPort, clientPort)
        var tcp = Self.be(from) + Self.be(to) + Self.be(sequence)
        tcp += Self.be(flags & Self.ack == 0 ? 0 : fromClient ? server : client)
        tcp += [5 << 4, flags, 255, 255, 0, 0, 0, 0] + data
        let ends = [UInt8(fromClient ? 1 : 2), UInt8(fromClient ? 2 : 1)]
        if isV6 {
            let addresses = ends.flatMap {
                [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [$0]
            }
            return [0x60, 0, 0, 0] + Self.be(UInt16(tcp.count)) + [6, 64] + addresses + tcp
        }
        return [0x45, 0] + Self.be(UInt16(tcp.count + 20)) + [0, 0, 0x40, 0, 64, 6, 0, 0]
            + ends.flatMap { [192, 0, 2, $0] } + tcp
    }

    // MARK: Files

    static func file(
        _ packets: [[UInt8]], _ form: Form = .classic, _ wrapping: Wrapping = .raw
    ) -> [UInt8] {
        let isSwapped = form == .classicSwapped || form == .blocksSwapped
        func number(_ value: UInt32) -> [UInt8] { isSwapped ? be(value) : be(value).reversed() }
        func half(_ value: UInt16) -> [UInt8] { isSwapped ? be(value) : be(value).reversed() }
        let link = UInt32(wrapping == .tagged ? 1 : wrapping.rawValue)
        var file: [UInt8]
        func block(_ type: UInt32, _ body: [UInt8]) -> [UInt8] {
            let padded = body + [UInt8](repeating: 0, count: (4 - body.count % 4) % 4)
            let length = number(UInt32(padded.count + 12))
            return number(type) + length + padded + length
        }
        switch form {
        case .classic, .classicSwapped, .nanoseconds:
            file = number(form == .nanoseconds ? 0xA1B2_3C4D : 0xA1B2_C3D4)
            file += half(2) + half(4) + number(0) + number(0) + number(65_535) + number(link)
        case .blocks, .blocksSwapped:
            file = block(
                0x0A0D_0D0A, number(0x1A2B_3C4D) + half(1) + half(0) + number(0) + number(0))
            // An option that gives the resolution: nanoseconds; and a block nobody knows.
            let options = half(9) + half(1) + [9, 0, 0, 0] + half(0) + half(0)
            file += block(1, half(UInt16(link)) + half(0) + number(0) + options) + block(77, [1])
        }
        for (index, packet) in packets.enumerated() {
            let frame = wrapped(packet, wrapping)
            let (micro, length) = (UInt32(index) * 1_000, number(UInt32(frame.count)))
            switch form {
            case .classic, .classicSwapped:
                file += number(1_800_000_000) + number(micro) + length + length + frame
            case .nanoseconds:
                file += number(1_800_000_000) + number(micro * 1_000) + length + length + frame
            case .blocks, .blocksSwapped:
                let time = UInt64(1_800_000_000_000_000 + UInt64(micro)) * 1_000
                file += block(
                    6,
                    number(0) + number(UInt32(time >> 32))
                        + number(UInt32(truncatingIfNeeded: time))
                        + length + length + frame)
            }
        }
        return file
    }

    private static func wrapped(_ packet: [UInt8], _ wrapping: Wrapping) -> [UInt8] {
        let type: [UInt8] = packet[0] >> 4 == 6 ? [0x86, 0xDD] : [8, 0]
        let addresses = [UInt8](repeating: 2, count: 12)
        switch wrapping {
        case .null: return [2, 0, 0, 0] + packet
        case .loop: return [0, 0, 0, 2] + packet
        case .raw: return packet
        case .ethernet: return addresses + type + packet
        case .tagged:
            return addresses + [0x88, 0xA8, 0, 1, 0x81, 0, 0, 2] + type + packet
                + [UInt8](repeating: 0, count: 18)
        case .cooked: return [0, 0, 0, 1, 0, 6] + [UInt8](repeating: 0, count: 8) + type + packet
        case .cooked2: return type + [UInt8](repeating: 0, count: 18) + packet
        }
    }

    private static func be(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 255)] }

    private static func be(_ value: UInt32) -> [UInt8] {
        be(UInt16(value >> 16)) + be(UInt16(value & 0xFFFF))
    }
}
