import SMTPCore
import SMTPTrace
import TerminalCore

extension Model {
    /// Folds facts; the cost of each does not depend on how many came before.
    mutating func note(_ events: [TraceEvent]) {
        let before = transcript.rows.count
        for event in events {
            if case .connecting = event.fact { isShowingFailures = false }
            let newest = transcript.newest
            fold(event)
            if transcript.newest > newest { connections.add(transcript.newest) }
            // An answer ends its challenge, even where the next one is in the same batch.
            if case .sent(let sent) = event.fact, sent.part == .authentication { syncChallenge() }
        }
        follow(added: transcript.rows.count - before)
        syncChallenge()
        if queue != nil, !isSessionOpen { queue = nil }
    }

    /// Folds one fact. What comes out depends on nothing but the facts before it, so that a
    /// recording shows what the session showed.
    mutating func fold(_ event: TraceEvent) {
        advise(on: event)
        let first = transcript.rows.count
        transcript.note(event)
        now = max(now, event.at)
        remark(on: event, from: first)
        diagnosis.note(event, transcript, from: first)
    }

    /// Stays at the newest row, or counts what came below.
    mutating func follow(added rows: Int) {
        if viewport.isFollowing {
            viewport.selection = max(0, lastVisibleRow)
        } else {
            viewport.unread += rows
        }
    }

    /// Which rule a line breaks, as seen before it was sent.
    private mutating func advise(on event: TraceEvent) {
        if case .received = event.fact { nameRecipient(of: event) }
        // A piece of a line is no line that rules speak of.
        guard case .sent(let sent) = event.fact, sent.part == .command,
            sent.octets.last == ASCII.lf,
            let conversation = transcript.links[event.connection]?.conversation,
            !conversation.isMidLine
        else { return }
        let row = transcript.rows.count
        let line = Array(sent.octets.dropLast(ASCII.endingLength(of: sent.octets)))
        for advice in SMTPAdvice.advice(on: line, in: conversation).prefix(2) {
            // A short name is what every first attempt has; most servers take it.
            let isWarning = advice.rule != .shortGreetingName
            remarks.add(
                Remarks.Remark(isWarning: isWarning, text: advice.clause, source: advice.source),
                to: row)
        }
    }

    /// Each reply behind a message is about one recipient in LMTP (RFC 2033 §4.2).
    private mutating func nameRecipient(of event: TraceEvent) {
        guard let conversation = transcript.links[event.connection]?.conversation,
            !conversation.isMidReply,
            case .endOfMessage(let recipient?)? = conversation.unanswered.first?.request
        else { return }
        let address = Visible.text(of: recipient.prefix(320))
        remarks.add(
            Remarks.Remark(
                isWarning: false, text: "this is about \(address)", source: "RFC 2033 §4.2",
                isAddition: true),
            to: transcript.rows.count)
    }

    private mutating func remark(on event: TraceEvent, from row: Int) {
        switch event.fact {
        case .sent(let sent): remark(onSent: sent, event, row)
        case .received: remark(onReply: event, row)
        case .connected:
            remarks.capabilities[event.connection] = nil
            remarks.exchanges[event.connection] = nil
        case .resolving, .resolved, .connecting, .connectFailed, .handshaking, .secured,
            .tlsFailed, .injected, .overdue, .flooded, .halfClosed, .ended, .diagnostics,
            .clockMoved, .note, .script:
            break
        }
    }

    private mutating func remark(onSent sent: SentOctets, _ event: TraceEvent, _ row: Int) {
        guard sent.part != .content, row < transcript.rows.count else { return }
        let command = Command(sent.octets)
        remember(command)
        guard sent.part == .authentication else { return }
        var exchange: SASLExchange
        let response: ArraySlice<UInt8>?
        if command.verb == .auth {
            exchange = SASLExchange(mechanism: SASLMechanism(command.words.first ?? []))
            response = command.words.dropFirst().first
        } else {
            exchange =
                remarks.exchanges[event.connection]
                ?? SASLExchange(mechanism: SASLMechanism([]))
            response = command.text
        }
        if let response {
            for field in exchange.client(response) where field.name != "hidden" {
                let value =
                    field.isSecret
                    ? "" : " \"" + String(decoding: field.value, as: UTF8.self) + "\""
                remarks.add(
                    Remarks.Remark(
                        isWarning: false, text: "\(field.name)\(value): \(field.meaning)",
                        source: nil),
                    to: row)
            }
            if let user = sent.user, exchange.user == nil {
                remarks.add(
                    Remarks.Remark(
                        isWarning: false, text: "user \"\(user)\"; what is secret is not shown",
                        source: nil), to: row)
            }
        }
        remarks.exchanges[event.connection] = exchange
    }

    /// Only what cannot be told later: offers are compared, challenges are decoded.
    private mutating func remark(onReply event: TraceEvent, _ row: Int) {
        guard row < transcript.rows.count else { return }
        let head = transcript.head(of: row)
        let isOffer = transcript.rows[row].code == 250 && row > head
        guard isOffer || transcript.rows[row].code == 334,
            let link = transcript.links[event.connection], !link.conversation.isMidReply
        else { return }
        if transcript.rows[row].code == 334, var exchange = remarks.exchanges[event.connection] {
            let line = ReplyLine(Array(transcript.text(of: row)))
            for field in exchange.server(line.text) {
                let value =
                    field.value.isEmpty
                    ? "" : " \"" + String(decoding: field.value.prefix(200), as: UTF8.self) + "\""
                remarks.add(
                    Remarks.Remark(
                        isWarning: false, text: "\(field.name)\(value): \(field.meaning)",
                        source: nil), to: head)
            }
            remarks.exchanges[event.connection] = exchange
            return
        }
        guard transcript.rows[head].groupCount > 1, transcript.rows[row].code == 250,
            transcript.command(answeredAt: head)?.verb.isHello == true
        else { return }
        let offers = link.conversation.capabilities
        for remark in Self.remarks(
            on: offers, after: remarks.capabilities[event.connection],
            isSecure: link.conversation.isSecure)
        {
            remarks.add(remark, to: head)
        }
        remarks.capabilities[event.connection] = offers
    }

    /// What a person looks for first in an answer to EHLO.
    private static func remarks(
        on offers: Capabilities, after earlier: Capabilities?, isSecure: Bool
    ) -> [Remarks.Remark] {
        let count = offers.keywords.count
        var parts = [count == 1 ? "1 extension" : "\(count) extensions"]
        let mechanisms = offers.mechanisms.joined(separator: " ")
        if !isSecure {
            parts.append(offers.contains("STARTTLS") ? "STARTTLS offered" : "no STARTTLS offered")
        }
        if mechanisms.isEmpty {
            parts.append(isSecure ? "no AUTH" : "no AUTH before TLS")
        } else {
            parts.append("AUTH with \(mechanisms)")
        }
        if let limit = offers.sizeLimit { parts.append("messages up to \(limit.octetsText)") }
        var remarks = [
            Remarks.Remark(isWarning: false, text: parts.joined(separator: ", "), source: nil)
        ]
        if let earlier {
            let (added, removed) = offers.difference(from: earlier)
            let changes =
                added.map { "+" + $0.text } + removed.map { "-" + $0.text }
            if !changes.isEmpty {
                remarks.append(
                    Remarks.Remark(
                        isWarning: false, text: "changed: " + changes.joined(separator: ", "),
                        source: nil))
            }
        }
        return remarks
    }

    /// Keeps addresses for completion.
    private mutating func remember(_ command: Command) {
        guard let address = command.path?.address.text, !address.isEmpty, address.utf8.count < 255
        else { return }
        if command.verb == .mail {
            senders = ([address] + senders.filter { $0 != address }).prefix(20).map { $0 }
        } else {
            recipients = ([address] + recipients.filter { $0 != address }).prefix(20).map { $0 }
        }
    }
}

extension Capabilities.Keyword {
    /// As on the wire.
    package var text: String {
        usesEquals
            ? name + "=" + parameters.joined(separator: " ")
            : ([name] + parameters).joined(separator: " ")
    }
}

extension Int {
    /// A size for people: `10.2 MB`, `512 octets`.
    package var octetsText: String {
        if self < 10_000 { return "\(self) octets" }
        if self < 1_000_000 { return "\(self / 1_000) kB" }
        let tenths = self / 100_000
        return tenths % 10 == 0 ? "\(tenths / 10) MB" : "\(tenths / 10).\(tenths % 10) MB"
    }
}
