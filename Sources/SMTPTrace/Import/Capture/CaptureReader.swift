/// Reads capture files packet by packet: classic pcap in both byte orders and both resolutions,
/// and pcapng. What it does not know is passed over; it ends where the file is cut.
struct CaptureReader {
    struct Packet {
        /// The number of the link's type, as tcpdump.org registers it.
        var linkType: Int
        /// Microseconds since 1970-01-01 UTC; 0 where the file tells no time.
        var at: Int64
        var octets: ArraySlice<UInt8>
    }

    struct Interface {
        var linkType: Int
        var ticksPerSecond = UInt64(1_000_000)
        /// Seconds to add.
        var offset = Int64(0)

        /// Microseconds since 1970 of a time stamp.
        func time(_ ticks: UInt64) -> Int64 {
            let seconds = Int64(clamping: min(ticks / ticksPerSecond, 100_000_000_000))
            let rest = ticks % ticksPerSecond * 1_000_000 / ticksPerSecond
            return (seconds + offset) * 1_000_000 + Int64(clamping: rest)
        }
    }

    var cursor: OctetCursor
    var interfaces: [Interface] = []
    /// The form of the file's records.
    private let isPcapng: Bool
    /// Whether the file ended inside of a packet.
    var isCut = false

    /// Nil where the octets are no capture file.
    init?(_ octets: [UInt8]) {
        cursor = OctetCursor(octets[...])
        var start = cursor
        guard let magic = start.word() else { return nil }
        isPcapng = magic == 0x0A0D_0D0A
        guard !isPcapng else { return }
        let ticks: UInt64
        switch magic {
        case 0xA1B2_C3D4, 0xD4C3_B2A1: ticks = 1_000_000
        case 0xA1B2_3C4D, 0x4D3C_B2A1: ticks = 1_000_000_000
        default: return nil
        }
        cursor.isBigEndian = magic >> 24 == 0xA1
        // Magic, version, zone, accuracy and snapshot length stand in front of the link's type.
        guard cursor.take(20) != nil, let link = cursor.word() else { return nil }
        interfaces = [Interface(linkType: Int(link & 0xFFFF), ticksPerSecond: ticks)]
    }

    /// The next packet; nil at the end.
    mutating func next() -> Packet? {
        isPcapng ? nextOfBlocks() : nextOfRecords()
    }

    private mutating func nextOfRecords() -> Packet? {
        guard !cursor.rest.isEmpty else { return nil }
        guard let seconds = cursor.word(), let fraction = cursor.word(),
            let length = cursor.word(), cursor.word() != nil,
            let octets = cursor.take(Int(length))
        else {
            isCut = true
            return nil
        }
        let interface = interfaces[0]
        let ticks = UInt64(seconds) * interface.ticksPerSecond + UInt64(fraction)
        return Packet(linkType: interface.linkType, at: interface.time(ticks), octets: octets)
    }
}
