/// The blocks of pcapng (draft-ietf-opsawg-pcapng §3 and §4).
extension CaptureReader {
    private static let (section, interface, oldPacket, simplePacket, packet) = (
        UInt32(0x0A0D_0D0A), UInt32(1), UInt32(2), UInt32(3), UInt32(6)
    )
    /// As many interfaces of one section as are told apart.
    private static let interfaceLimit = 1_000

    mutating func nextOfBlocks() -> Packet? {
        while !cursor.rest.isEmpty {
            guard let (type, body) = block() else {
                isCut = true
                return nil
            }
            switch type {
            case Self.section: interfaces = []
            case Self.interface: addInterface(body)
            default: if let packet = packet(type, body) { return packet }
            }
        }
        return nil
    }

    /// The next block's type and body.
    private mutating func block() -> (UInt32, ArraySlice<UInt8>)? {
        guard let type = cursor.word() else { return nil }
        if type == Self.section {
            // Its length is in the byte order that a number behind the length tells.
            var ahead = cursor
            guard ahead.take(4) != nil, let order = ahead.take(4) else { return nil }
            cursor.isBigEndian = order.elementsEqual([0x1A, 0x2B, 0x3C, 0x4D])
        }
        guard let length = cursor.word(), length >= 12 else { return nil }
        guard let body = cursor.take(Int(length) - 12), cursor.take(4) != nil else { return nil }
        return (type, body)
    }

    private mutating func addInterface(_ body: ArraySlice<UInt8>) {
        var body = OctetCursor(body, isBigEndian: cursor.isBigEndian)
        guard let link = body.half(), body.take(6) != nil,
            interfaces.count < Self.interfaceLimit
        else { return }
        var interface = Interface(linkType: Int(link))
        while let code = body.half(), let length = body.half(),
            let value = body.take(Int(length) + (4 - Int(length) % 4) % 4), code != 0
        {
            switch (code, length) {
            case (9, 1): interface.ticksPerSecond = Self.resolution(value.first ?? 6)
            case (14, 8):
                var number = OctetCursor(value, isBigEndian: cursor.isBigEndian)
                guard let one = number.word(), let two = number.word() else { break }
                let (high, low) = cursor.isBigEndian ? (one, two) : (two, one)
                let offset = Int64(bitPattern: UInt64(high) << 32 | UInt64(low))
                if abs(offset.clamped) == offset.magnitude { interface.offset = offset }
            default: break
            }
        }
        interfaces.append(interface)
    }

    /// Powers of ten or, with the highest bit set, of two; microseconds where it is out of reason.
    private static func resolution(_ value: UInt8) -> UInt64 {
        let exponent = Int(value & 0x7F)
        if value & 0x80 != 0 { return exponent <= 40 ? 1 << UInt64(exponent) : 1_000_000 }
        return exponent <= 12
            ? (0..<exponent).reduce(UInt64(1)) { product, _ in product * 10 } : 1_000_000
    }

    private func packet(_ type: UInt32, _ body: ArraySlice<UInt8>) -> Packet? {
        var body = OctetCursor(body, isBigEndian: cursor.isBigEndian)
        let number: Int
        switch type {
        case Self.packet:
            guard let index = body.word() else { return nil }
            number = Int(index)
        case Self.oldPacket:
            guard let index = body.half(), body.take(2) != nil else { return nil }
            number = Int(index)
        case Self.simplePacket:
            // It tells no time, and its length is that of the packet, not of what was kept.
            guard let length = body.word(), let first = interfaces.first else { return nil }
            return Packet(
                linkType: first.linkType, at: 0, octets: body.rest.prefix(Int(length)))
        default: return nil
        }
        guard let high = body.word(), let low = body.word(), let length = body.word(),
            body.take(4) != nil, let octets = body.take(Int(length)),
            interfaces.indices.contains(number)
        else { return nil }
        let interface = interfaces[number]
        return Packet(
            linkType: interface.linkType, at: interface.time(UInt64(high) << 32 | UInt64(low)),
            octets: octets)
    }
}

extension Int64 {
    /// Within some thousand years.
    fileprivate var clamped: Int64 { Swift.min(Swift.max(self, -100_000_000_000), 100_000_000_000) }
}
