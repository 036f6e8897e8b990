/// One TCP segment (RFC 9293 §3.1) as a capture holds it.
struct TCPSegment {
    /// One end of a connection.
    struct Side: Hashable {
        /// 4 octets for IPv4, 16 for IPv6.
        var address: ArraySlice<UInt8>
        var port: UInt16
    }

    var from: Side
    var to: Side
    var sequence: UInt32
    /// The number the sender expects next; nil without ACK.
    var acknowledged: UInt32?
    var isOpening: Bool
    var isClosing: Bool
    var isReset: Bool
    var payload: ArraySlice<UInt8>
    /// Octets of the payload that the capture left out at its end.
    var missing: Int
    /// Microseconds since 1970-01-01 UTC.
    var at: Int64
}

extension TCPSegment.Side {
    /// `192.0.2.1:25` or `[2001:db8::1]:25`.
    var text: String {
        address.count == 4
            ? address.map(String.init).joined(separator: ".") + ":\(port)"
            : "[\(groups)]:\(port)"
    }

    /// An IPv6 address (RFC 5952 §4): the first of the longest runs of zeros is left out.
    private var groups: String {
        let octets = Array(address)
        let groups = stride(from: 0, to: octets.count - 1, by: 2).map {
            UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1])
        }
        var longest = 0..<0
        var start = 0
        for index in 0...groups.count where index == groups.count || groups[index] != 0 {
            if index - start > longest.count { longest = start..<index }
            start = index + 1
        }
        func text(_ part: ArraySlice<UInt16>) -> String {
            part.map { String($0, radix: 16) }.joined(separator: ":")
        }
        guard longest.count > 1 else { return text(groups[...]) }
        return text(groups[..<longest.lowerBound]) + "::" + text(groups[longest.upperBound...])
    }
}

/// What a captured packet is to us.
enum PacketReading {
    case segment(TCPSegment)
    /// A part of an IP packet.
    case fragment
    /// A kind of link we do not know, with its number.
    case unknownLink(Int)
    /// No TCP.
    case other

    init(_ packet: CaptureReader.Packet) {
        var cursor = OctetCursor(packet.octets)
        guard let network = Self.network(&cursor, packet.linkType) else {
            self = .unknownLink(packet.linkType)
            return
        }
        switch network {
        case .ip: self = Self.ip(cursor.rest, packet.at)
        case .other: self = .other
        }
    }

    private enum Network {
        case ip, other
    }

    /// Takes the link's header off; nil where the link is unknown.
    private static func network(_ cursor: inout OctetCursor, _ linkType: Int) -> Network? {
        switch linkType {
        case 1:
            guard cursor.take(12) != nil else { return .other }
            return etherType(&cursor)
        // Linux cooked capture, first and second version.
        case 113:
            guard cursor.take(14) != nil else { return .other }
            return etherType(&cursor)
        case 276:
            guard let type = cursor.half(), cursor.take(18) != nil else { return .other }
            return type == 0x0800 || type == 0x86DD ? .ip : .other
        // Raw IP, as different systems number it.
        case 12, 14, 101, 228, 229: return .ip
        // BSD loopback: a family in front, of either byte order; the IP version tells more.
        case 0, 108: return cursor.take(4) == nil ? .other : .ip
        default: return nil
        }
    }

    /// Up to two tags of VLANs stand in front of the type (IEEE 802.1Q).
    private static func etherType(_ cursor: inout OctetCursor) -> Network {
        for _ in 0..<3 {
            switch cursor.half() {
            case 0x0800, 0x86DD: return .ip
            case 0x8100, 0x88A8: if cursor.take(2) == nil { return .other }
            default: return .other
            }
        }
        return .other
    }

    private static func ip(_ octets: ArraySlice<UInt8>, _ at: Int64) -> PacketReading {
        switch (octets.first ?? 0) >> 4 {
        case 4: ipv4(octets, at)
        case 6: ipv6(octets, at)
        default: .other
        }
    }

    /// RFC 791 §3.1.
    private static func ipv4(_ octets: ArraySlice<UInt8>, _ at: Int64) -> PacketReading {
        var cursor = OctetCursor(octets)
        guard let version = cursor.byte(), cursor.take(1) != nil, let length = cursor.half(),
            cursor.take(2) != nil, let fragment = cursor.half(), cursor.take(1) != nil,
            let next = cursor.byte(), cursor.take(2) != nil, let from = cursor.take(4),
            let to = cursor.take(4), cursor.take(Int(version & 15) * 4 - 20) != nil
        else { return .other }
        guard fragment & 0x3FFF == 0 else { return .fragment }
        guard next == 6 else { return .other }
        // Where the network card cuts packets up, the length is 0; link padding may follow it.
        let size = length == 0 ? octets.count : Int(length)
        return tcp(cursor.rest, from, to, size - Int(version & 15) * 4, at)
    }

    /// RFC 8200 §3 and §4.
    private static func ipv6(_ octets: ArraySlice<UInt8>, _ at: Int64) -> PacketReading {
        var cursor = OctetCursor(octets)
        guard cursor.take(4) != nil, let length = cursor.half(), var next = cursor.byte(),
            cursor.take(1) != nil, let from = cursor.take(16), let to = cursor.take(16)
        else { return .other }
        let behind = cursor.rest
        for _ in 0..<16 {
            switch next {
            case 6:
                let size = length == 0 ? behind.count : Int(length)
                return tcp(cursor.rest, from, to, size - (behind.count - cursor.rest.count), at)
            case 44:
                guard let following = cursor.byte(), cursor.take(1) != nil,
                    let offset = cursor.half(), cursor.take(4) != nil
                else { return .other }
                guard offset & 0xFFF9 == 0 else { return .fragment }
                next = following
            case 0, 43, 60:
                guard let following = cursor.byte(), let size = cursor.byte(),
                    cursor.take(6 + Int(size) * 8) != nil
                else { return .other }
                next = following
            default: return .other
            }
        }
        return .other
    }

    /// `size` counts the segment's octets as IP tells it; fewer may be there.
    private static func tcp(
        _ octets: ArraySlice<UInt8>, _ from: ArraySlice<UInt8>, _ to: ArraySlice<UInt8>,
        _ size: Int, _ at: Int64
    ) -> PacketReading {
        var cursor = OctetCursor(octets.prefix(max(0, size)))
        guard let source = cursor.half(), let destination = cursor.half(),
            let sequence = cursor.word(), let acknowledged = cursor.word(),
            let offset = cursor.byte(), let flags = cursor.byte(), cursor.take(6) != nil,
            cursor.take(Int(offset >> 4) * 4 - 20) != nil
        else { return .other }
        return .segment(
            TCPSegment(
                from: .init(address: from, port: source),
                to: .init(address: to, port: destination), sequence: sequence,
                acknowledged: flags & 16 == 0 ? nil : acknowledged, isOpening: flags & 2 != 0,
                isClosing: flags & 1 != 0, isReset: flags & 4 != 0, payload: cursor.rest,
                missing: max(0, size - octets.count), at: at))
    }
}
