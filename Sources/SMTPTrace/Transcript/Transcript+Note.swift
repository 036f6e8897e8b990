import SMTPCore

extension Transcript {
    /// Folds one more fact. Its cost does not depend on how many came before.
    package mutating func note(_ event: TraceEvent) {
        facts += 1
        guard event.connection > 0 else {
            append(kind(of: event.fact), event.fact.sentence.utf8, event)
            return
        }
        if event.connection > newest {
            newest = event.connection
            current = newest
        }
        // The link is taken out while it changes, so that nothing is copied.
        var link = links.take(event.connection) ?? Link()
        switch event.fact {
        case .sent(let sent):
            current = event.connection
            noteSent(sent, event, &link)
        case .received(let received): noteReceived(received, event, &link)
        case .resolving, .resolved, .connecting, .connected, .connectFailed, .handshaking,
            .secured, .tlsFailed, .injected, .overdue, .flooded, .halfClosed, .ended,
            .diagnostics, .clockMoved, .note, .script:
            noteEvent(event, &link)
        }
        links.put(link)
    }

    /// What follows concerns this connection, of those there are.
    package mutating func use(_ connection: Int) {
        if links[connection] != nil { current = connection }
    }

    private mutating func noteSent(_ sent: SentOctets, _ event: TraceEvent, _ link: inout Link) {
        link.octetsSent += sent.octets.count
        if let user = sent.user { link.user = user }
        var start = sent.octets.startIndex
        while start < sent.octets.endIndex {
            let end = sent.octets[start...].firstIndex(of: ASCII.lf).map { $0 + 1 }
            let line = sent.octets[start..<(end ?? sent.octets.endIndex)]
            start = line.endIndex
            noteSentLine(line, sent, event, &link)
        }
        if !link.conversation.unanswered.isEmpty { startWaiting(event.at, &link) }
    }

    private mutating func noteSentLine(
        _ line: ArraySlice<UInt8>, _ sent: SentOctets, _ event: TraceEvent, _ link: inout Link
    ) {
        let isContent = sent.part == .content
        if link.conversation.isMidLine, !isContent { return noteRest(line, sent, event, &link) }
        let before = link.conversation.unanswered.count
        _ = link.conversation.submit(Array(line))
        let expected = link.conversation.unanswered.count - before
        let head = isContent ? link.openGroup.flatMap(contentHead).flatMap(open) : nil
        let row = append(
            isContent ? .content : .client, line, event, isSecure: sent.isSecure, head: head)
        link.openGroup = isContent && expected == 0 ? head ?? row : nil
        if expected > 0 { link.openRows.append((row, event.at)) }
    }

    /// One more piece of a line: it belongs to the rows before it, unless something else came in
    /// between. An answer is waited for anew.
    private mutating func noteRest(
        _ piece: ArraySlice<UInt8>, _ sent: SentOctets, _ event: TraceEvent, _ link: inout Link
    ) {
        _ = link.conversation.submit(Array(piece))
        let head = link.openRows.popLast()?.row
        let row = append(
            .client, piece, event, isSecure: sent.isSecure, head: head.flatMap(open))
        link.openGroup = nil
        link.openRows.append((head ?? row, event.at))
        if link.conversation.unanswered.count == 1 { link.waiting = nil }
    }

    /// The same group, where a row that comes now is its next one: nothing else came in between.
    private func open(_ head: Int) -> Int? { group(at: head).upperBound == rows.count ? head : nil }

    private func contentHead(_ head: Int) -> Int? { rows[head].kind == .content ? head : nil }

    private mutating func noteReceived(
        _ received: ReceivedOctets, _ event: TraceEvent, _ link: inout Link
    ) {
        link.octetsReceived += received.octets.count + received.omitted
        let isInside = link.conversation.isMidReply
        let actions = link.conversation.receive(received.octets[...])
        let head = isInside ? link.openGroup.flatMap(open) : nil
        link.isTorn = isInside && (link.isTorn || head == nil)
        let row = append(
            .server, received.octets, event, isSecure: received.isSecure, head: head)
        rows[row].code = Int16(ReplyLine(received.octets).code ?? 0)
        link.openGroup = head ?? row
        for case .report(let reply, let exchange) in actions {
            finish(reply, to: exchange, at: head ?? row, event, &link)
            link.openGroup = nil
        }
    }

    private mutating func finish(
        _ reply: Reply, to exchange: Exchange?, at head: Int, _ event: TraceEvent,
        _ link: inout Link
    ) {
        if reply.isFailure { failures += 1 }
        link.replyRow = head
        if !reply.oddities.isEmpty || link.isTorn { details[head] = .reply(reply, to: exchange) }
        if let exchange, exchange.number > 0, let asked = link.openRows.first {
            // In LMTP one line is answered once per recipient.
            if link.conversation.awaited?.number != exchange.number {
                _ = link.openRows.popFirst()
            }
            rows[head].partner = Int32(asked.row)
            if rows[asked.row].partner < 0 { rows[asked.row].partner = Int32(head) }
            link.lastLatency = event.at - asked.at
        }
        link.waiting = nil
        link.isOverdue = false
        if !link.conversation.unanswered.isEmpty { startWaiting(event.at, &link) }
    }

    /// The clock shown is that of the oldest unanswered command.
    func startWaiting(_ now: Duration, _ link: inout Link) {
        guard link.waiting == nil, let awaited = link.conversation.awaited else { return }
        link.waiting =
            awaited.number == 0
            ? (.greeting, now) : (.reply(to: awaited.name), now)
    }
}
