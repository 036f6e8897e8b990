import SMTPCore

/// Turns facts into the lines of a recording. It keeps the running digest; the caller writes what
/// it gives, in that order and unchanged.
package struct RecordingWriter: Sendable {
    /// A `sum` line follows so many events.
    static let sumInterval = 64
    private static let rememberedCertificates = 1_024

    /// Lines that tell an event, so far: all but header, `sum` and `end`.
    package private(set) var events = 0
    private var digest = SHA256()
    private var certificates: Set<String> = []
    private var totals = RecordingTotals()
    private var omitter: ContentOmitter?

    /// With `.dialogue` message content is left out.
    package init(level: RecordingLevel = .all) {
        omitter = level == .all ? nil : ContentOmitter()
    }

    /// Goes on behind a file that was read to its end with its sums checked.
    package init(continuing reader: RecordingReader, _ totals: RecordingTotals) {
        self.totals = totals
        events = reader.events
        digest = reader.digest ?? SHA256()
        certificates = Set(reader.certificates.keys)
    }

    /// The first line, with LF.
    package mutating func begin(_ header: RecordingHeader) -> [UInt8] { finish(header.json) }

    /// The lines of one fact: certificates not shown before, the fact, and a sum when one is due.
    /// Empty while content that is left out is being counted. Time never goes back in the file.
    package mutating func write(_ event: TraceEvent) -> [UInt8] {
        guard omitter != nil else { return lines(of: event) }
        var lines: [UInt8] = []
        for kept in omitter?.take(event) ?? [] { lines += self.lines(of: kept) }
        return lines
    }

    /// The lines of a remark that is made later.
    package mutating func write(_ note: LaterNote) -> [UInt8] {
        let line = finish(note.json(at: totals.latest))
        events += 1
        return line + dueSum(totals.latest)
    }

    /// The last line: how much was said, and the digest of all before it. The file is complete
    /// with it; further events may follow, with another `end`.
    package mutating func end() -> [UInt8] {
        var lines: [UInt8] = []
        for kept in omitter?.finish() ?? [] { lines += self.lines(of: kept) }
        var line = JSONLine()
        line.add("t", totals.latest.microseconds)
        line.add("e", "end")
        line.add("bytes", ["C": totals.sent, "S": totals.received])
        line.add("events", events)
        line.add("sha256", ascii: digest.hex)
        return lines + finish(line.finished())
    }

    private mutating func lines(of event: TraceEvent) -> [UInt8] {
        var event = event
        totals.count(event)
        event.at = totals.latest
        var lines: [UInt8] = []
        for certificate in newCertificates(of: event.fact) {
            lines += finish(certificate.json(at: event))
            events += 1
            lines += dueSum(event.at)
        }
        var line = event.json
        line.append(ASCII.lf)
        digest.update(line[...])
        events += 1
        if lines.isEmpty, !events.isMultiple(of: Self.sumInterval) { return line }
        return lines + line + dueSum(event.at)
    }

    private mutating func newCertificates(of fact: Fact) -> [Certificate] {
        let chain: [Certificate]
        switch fact {
        case .secured(let report): chain = report.chain
        case .tlsFailed(_, let report): chain = report?.chain ?? []
        default: return []
        }
        return chain.filter {
            certificates.count < Self.rememberedCertificates
                && certificates.insert($0.fingerprint).inserted
        }
    }

    private mutating func dueSum(_ time: Duration) -> [UInt8] {
        guard events.isMultiple(of: Self.sumInterval) else { return [] }
        var line = JSONLine()
        line.add("t", time.microseconds)
        line.add("e", "sum")
        line.add("n", events)
        line.add("sha256", ascii: digest.hex)
        return finish(line.finished())
    }

    private mutating func finish(_ line: [UInt8]) -> [UInt8] {
        let line = line + [ASCII.lf]
        digest.update(line[...])
        return line
    }
}
