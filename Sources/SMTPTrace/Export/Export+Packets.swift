import SMTPCore

extension Export {
    /// Addresses for documentation (RFC 5737), where the recording tells none.
    private static let client: [UInt8] = [192, 0, 2, 1]
    private static let server: [UInt8] = [192, 0, 2, 25]

    /// A pcapng file with packets made up from what was said, to port 25 and never encrypted.
    /// What was said inside TLS is a connection of its own, as if nothing had come before it.
    var pcap: [UInt8] {
        var file = PacketWriter.fileHeader(
            comment: "Made up by smtpscope from a recording: TCP, ports and checksums are "
                + "invented; what TLS protected stands in connections of its own, in clear.")
        let start = header.flatMap { EpochTime(rfc3339: $0.created)?.microseconds } ?? 0
        var open: [Int: (writer: PacketWriter, isSecure: Bool, sides: Sides)] = [:]
        var sides: [Int: Sides] = [:]
        var connections: UInt16 = 0
        for event in events {
            let time = start &+ event.at.microseconds
            let key = event.connection
            switch event.fact {
            case .connected(let local, let peer, _): sides[key] = Sides(local: local, peer: peer)
            case .sent(let sent):
                Self.enter(key, sent.isSecure, time, sides[key], &open, &connections, &file)
                open[key]?.writer.say(sent.octets, fromClient: true, at: time)
            case .received(let received):
                Self.enter(key, received.isSecure, time, sides[key], &open, &connections, &file)
                open[key]?.writer.say(received.octets, fromClient: false, at: time)
            case .halfClosed: open[key]?.writer.halfClose(at: time)
            case .ended(let ending):
                open[key]?.writer.end(as: ending.how, at: time)
                file += open.removeValue(forKey: key)?.writer.blocks ?? []
            default: break
            }
        }
        return file + open.sorted { $0.key < $1.key }.flatMap(\.value.writer.blocks)
    }

    /// Opens the connection the next octets belong to, unless it is open.
    private static func enter(
        _ key: Int, _ isSecure: Bool, _ time: Int64, _ sides: Sides?,
        _ open: inout [Int: (writer: PacketWriter, isSecure: Bool, sides: Sides)],
        _ connections: inout UInt16, _ file: inout [UInt8]
    ) {
        if let current = open[key], current.isSecure == isSecure { return }
        if var before = open.removeValue(forKey: key)?.writer {
            before.close(byClient: true, at: time)
            file += before.blocks
        }
        connections &+= 1
        let sides = sides ?? Sides(local: "", peer: "")
        var writer = PacketWriter(
            client: .init(address: sides.client, port: 40_000 &+ connections),
            server: .init(address: sides.server, port: 25))
        writer.open(at: time)
        open[key] = (writer, isSecure, sides)
    }

    /// The addresses of both ends, of one family.
    private struct Sides {
        var client = Export.client
        var server = Export.server

        init(local: String, peer: String) {
            guard let from = Self.address(local), let to = Self.address(peer) else { return }
            client = from
            server = to
        }

        /// The four octets in front of a port; nil for everything else.
        private static func address(_ text: String) -> [UInt8]? {
            let host = text.split(separator: ":", omittingEmptySubsequences: false)
            guard host.count == 2 else { return nil }
            let numbers = host[0].split(separator: ".", omittingEmptySubsequences: false)
            let octets = numbers.compactMap { UInt8($0) }
            return numbers.count == 4 && octets.count == 4 ? octets : nil
        }
    }
}
