import SMTPCore

/// The fold of all facts of a session: rows to show, and what is known of each connection.
package struct Transcript: Sendable {
    /// What a row knows beyond its text; only few rows have it.
    package enum Detail: Sendable {
        /// The whole reply a server row ends, with its oddities.
        indirect case reply(Reply, to: Exchange?)
        indirect case tls(TLSReport)
        indirect case tlsFailure(TLSFailure)
        case connectFailure(ConnectFailure)
        case ending(Ending)
        case overdue(Wait, after: Duration)
        case injected(octets: [UInt8])
        case halfClosed
    }

    package internal(set) var rows = Ledger<TranscriptRow>()
    /// By row. A reply's detail stands at its first row, and only where there is an oddity.
    package internal(set) var details = RowTable<Detail>()
    package internal(set) var links = ByConnection<Link>()
    /// The number of the connection opened or written to last; 0 before the first.
    package internal(set) var current = 0
    /// The number of the connection opened last; 0 before the first.
    package internal(set) var newest = 0
    /// How many facts were folded.
    package internal(set) var facts = 0
    /// How many replies were failures (4yz, 5yz).
    package internal(set) var failures = 0

    var texts = TextStore()

    package init() {}

    package var link: Link? { links[current] }

    /// About how many octets two copies, of which the later one is this, do not share.
    package func cost(beside earlier: Transcript) -> Int {
        600_000 + min(links.turns - earlier.links.turns, newest) * 3_000
    }

    /// The text of a row, with its line ending where it came from the wire.
    package func text(of row: Int) -> ArraySlice<UInt8> { texts[rows[row].place] }

    /// The first row of the group a row belongs to.
    package func head(of row: Int) -> Int { row - Int(rows[row].behindHead) }

    /// The rows of the group that starts at `head`.
    package func group(at head: Int) -> Range<Int> {
        head..<(head + Int(rows[head].groupCount))
    }

    /// How long the reply whose first row this is took; nil if it answers nothing.
    package func latency(ofReplyAt head: Int) -> Duration? {
        let partner = Int(rows[head].partner)
        guard rows[head].kind == .server, partner >= 0 else { return nil }
        let end = group(at: head).upperBound - 1
        // Before its last piece nobody could answer a line.
        let asked = group(at: partner).upperBound - 1
        return .microseconds(rows[end].at - rows[asked].at)
    }

    /// The whole reply whose first row this is.
    package func reply(at head: Int) -> Reply {
        if case .reply(let reply, _)? = details[head] { return reply }
        return Reply(lines: group(at: head).map { ReplyLine(Array(text(of: $0))) })
    }

    /// The command a reply answers, or nil for the greeting and for unsolicited replies.
    package func command(answeredAt head: Int) -> Command? {
        let partner = Int(rows[head].partner)
        guard partner >= 0, rows[partner].kind == .client else { return nil }
        return Command(octets(ofGroupAt: partner))
    }

    /// What the rows of a group say, one behind the other: of a line that was sent in pieces, the
    /// whole line.
    package func octets(ofGroupAt head: Int) -> [UInt8] { group(at: head).flatMap { text(of: $0) } }

    @discardableResult
    mutating func append(
        _ kind: TranscriptRow.Kind, _ text: some Collection<UInt8>, _ event: TraceEvent,
        isSecure: Bool = false, head: Int? = nil
    ) -> Int {
        let row = rows.count
        rows.append(
            TranscriptRow(
                kind: kind, isSecure: isSecure, connection: UInt16(clamping: event.connection),
                code: 0, at: event.at.microseconds, place: texts.append(text),
                behindHead: UInt32(row - (head ?? row)), groupCount: 1, partner: -1))
        if let head { rows[head].groupCount += 1 }
        return row
    }
}

extension Duration {
    /// Whole microseconds.
    package var microseconds: Int64 {
        Int64(attoseconds / 1_000_000_000_000)
    }
}
