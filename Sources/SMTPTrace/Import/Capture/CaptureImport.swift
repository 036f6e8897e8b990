import SMTPCore

/// The SMTP connections of a packet capture, put together from its TCP segments.
package struct CaptureImport: Sendable {
    /// One connection, for a list.
    package struct Summary: Hashable, Sendable {
        /// Addresses with ports.
        package var client: String
        package var server: String
        package var segments: Int
        /// Octets of both sides.
        package var octets: Int
    }

    /// More connections are not told apart.
    private static let streamLimit = 10_000

    /// In the order they began.
    package var summaries: [Summary] { streams.map(\.summary) }
    /// What was passed over, a sentence for each. Usually empty.
    package private(set) var remarks: [String] = []
    private var streams: [CapturedStream] = []

    /// Reads classic pcap and pcapng; nil where the octets are neither.
    package init?(_ octets: [UInt8]) {
        guard var reader = CaptureReader(octets) else { return nil }
        var counts = Counts()
        var indices: [Key: Int] = [:]
        while let packet = reader.next() {
            switch PacketReading(packet) {
            case .segment(let segment): take(segment, &indices, &counts)
            case .fragment: counts.fragments += 1
            case .unknownLink(let number): counts.unknownLinks[number, default: 0] += 1
            case .other: break
            }
        }
        for index in streams.indices { streams[index].finish() }
        let others = streams.count { !$0.isSMTP }
        streams.removeAll { !$0.isSMTP }
        remarks = counts.remarks(others: others, isCut: reader.isCut)
    }

    /// Two ends in an order that does not depend on who speaks.
    private struct Key: Hashable {
        var one: TCPSegment.Side
        var other: TCPSegment.Side

        init(_ segment: TCPSegment) {
            let (from, to) = (segment.from, segment.to)
            let isInOrder =
                from.address.elementsEqual(to.address)
                ? from.port <= to.port : from.address.lexicographicallyPrecedes(to.address)
            (one, other) = isInOrder ? (from, to) : (to, from)
        }
    }

    private mutating func take(
        _ segment: TCPSegment, _ indices: inout [Key: Int], _ counts: inout Counts
    ) {
        let key = Key(segment)
        if let index = indices[key], !streams[index].isOver(before: segment) {
            streams[index].take(segment)
            return
        }
        guard streams.count < Self.streamLimit else {
            counts.beyondLimit += 1
            return
        }
        indices[key] = streams.count
        var stream = CapturedStream(segment)
        stream.take(segment)
        streams.append(stream)
    }

    private struct Counts {
        var fragments = 0
        var unknownLinks: [Int: Int] = [:]
        var beyondLimit = 0

        func remarks(others: Int, isCut: Bool) -> [String] {
            var remarks: [String] = []
            if others > 0 { remarks.append("\(others) other TCP connections are no SMTP") }
            if fragments > 0 { remarks.append("\(fragments) IP fragments are left out") }
            for (number, count) in unknownLinks.sorted(by: { $0.key < $1.key }) {
                remarks.append("\(count) packets are of link type \(number), which is not read")
            }
            if beyondLimit > 0 {
                remarks.append(
                    "\(beyondLimit) segments belong to more than \(streamLimit) connections")
            }
            if isCut { remarks.append("the file is cut inside of a packet") }
            return remarks
        }
    }

    // MARK: Facts

    /// What happened, in the order of time: on all connections, or on one of `summaries`, counted
    /// from 1. Empty for a number that is none. What belongs to AUTH is hidden.
    package func events(ofStream number: Int? = nil) -> [TraceEvent] {
        let chosen = streams(number)
        let start = startedAt(ofStream: number) ?? 0
        let events = chosen.enumerated().flatMap { index, stream in
            CaptureTelling(stream, connection: index + 1, start: start).events
        }
        return events.enumerated().sorted {
            ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
        }.map(\.element)
    }

    /// When the first of these connections began, in microseconds since 1970-01-01 UTC; nil
    /// without one.
    package func startedAt(ofStream number: Int? = nil) -> Int64? {
        streams(number).map(\.openedAt).min()
    }

    private func streams(_ number: Int?) -> [CapturedStream] {
        guard let number else { return streams }
        return streams.indices.contains(number - 1) ? [streams[number - 1]] : []
    }
}

extension CapturedStream {
    fileprivate var summary: CaptureImport.Summary {
        CaptureImport.Summary(
            client: client.text, server: server.text, segments: segments,
            octets: chunks.reduce(0) { $0 + $1.piece.octets.count })
    }
}
