import SMTPCore

extension Comparison {
    /// Compares two recordings: the n-th connection of one with the n-th of the other, steps paired
    /// by what they ask for, not by their number. Where recipients were replaced, one RCPT is like
    /// another, and that there are more or fewer says nothing. Where TLS was made to begin
    /// otherwise, how it begins says nothing, nor what is offered in front of it. What is missing
    /// behind a stop is no change.
    package init(
        _ one: [TraceEvent], _ other: [TraceEvent], areRecipientsReplaced: Bool = false,
        isTLSReplaced: Bool = false,
        stops: (one: RecordingStop, other: RecordingStop) = (.none, .none)
    ) {
        let (left, right) = (Self.talks(of: one), Self.talks(of: other))
        matchedSteps = 0
        var names = (VolatileValues(), VolatileValues())
        for index in 0..<max(left.count, right.count) {
            let (before, after) = (
                index < left.count ? left[index].turns : [],
                index < right.count ? right[index].turns : []
            )
            let first = steps.count
            let key: (Turn) -> String = { turn in
                areRecipientsReplaced && turn.command?.verb == .rcpt ? Verb.rcpt.name : turn.key
            }
            for pair in Alignment.pairs(before.map(key), after.map(key)) {
                let (old, new) = (pair.left.map { before[$0] }, pair.right.map { after[$0] })
                let isOfOne = old == nil || new == nil
                if areRecipientsReplaced, isOfOne, (old ?? new)?.command?.verb == .rcpt { continue }
                if isTLSReplaced, isOfOne, (old ?? new)?.isPartOfUpgrade == true { continue }
                if areRecipientsReplaced, old?.kind == .message, let new {
                    // LMTP answers once for each recipient.
                    compare(old?.answered(as: new), new.answered(as: old), &names)
                } else {
                    compare(old, new, &names, isTLSReplaced: isTLSReplaced)
                }
            }
            let connections = (
                index < left.count ? left[index].connection : nil,
                index < right.count ? right[index].connection : nil
            )
            forgive(
                from: first,
                (stops.one.concerns(connections.0), stops.other.concerns(connections.1)))
            foldTail()
        }
    }

    /// Where a talk stopped early, the first step that is gone stands for all behind it.
    private mutating func foldTail() {
        let differing = steps.indices.filter {
            steps[$0].differences.contains { $0.kind != .stopped }
        }
        let start = differing.lastIndex { steps[$0].after != nil }.map { $0 + 1 } ?? 0
        let others = differing.count - start - 1
        guard others > 1 else { return }
        for index in differing[(start + 1)...] { steps[index].differences = [] }
        steps[differing[start]].differences[0].text =
            "\(Self.gone), and so are the \(others) steps behind it"
    }

    private static let gone = "is gone"

    private mutating func compare(
        _ before: Turn?, _ after: Turn?, _ names: inout (VolatileValues, VolatileValues),
        isTLSReplaced: Bool = false
    ) {
        switch (before, after) {
        case (let before?, let after?):
            matchedSteps += 1
            var step = StepComparison(before, after, names)
            step.isTLSReplaced = isTLSReplaced
            step.run()
            names = step.names
            steps.append(Step(before: before, after: after, differences: step.differences))
        case (let gone?, nil):
            let difference = Difference(kind: .breaking, step: gone.label, text: Self.gone)
            steps.append(Step(before: gone, after: nil, differences: [difference]))
        case (nil, let new?):
            let difference = Difference(kind: .breaking, step: new.label, text: "is new")
            steps.append(Step(before: nil, after: new, differences: [difference]))
        case (nil, nil): break
        }
    }

    /// The steps of each connection that can be compared, connections in order. A reply that was
    /// cut short says nothing.
    private static func talks(
        of events: [TraceEvent]
    ) -> [(connection: Int, turns: [Turn])] {
        var transcript = Transcript()
        for event in events { transcript.note(event) }
        var talks: [Int: [Turn]] = [:]
        for var turn in transcript.turns where !turn.key.isEmpty {
            turn.answers.removeAll { !$0.isWhole }
            if turn.kind == .greeting, turn.answers.isEmpty { continue }
            talks[turn.connection, default: []].append(turn)
        }
        return talks.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

extension Turn {
    /// Whether it is a step that TLS takes: STARTTLS, a handshake that succeeded, EHLO.
    fileprivate var isPartOfUpgrade: Bool {
        if case .tls? = detail { return true }
        return command.map { $0.verb == .starttls || $0.verb.isHello } ?? false
    }

    /// The turn with no more answers than another one has.
    fileprivate func answered(as other: Turn?) -> Turn {
        guard let other else { return self }
        var turn = self
        turn.answers = Array(answers.prefix(other.answers.count))
        return turn
    }

    /// What the step is, for pairing: verb and normal argument; empty for what is not compared.
    var key: String {
        switch kind {
        case .greeting: "greeting"
        case .authentication: "authentication line"
        case .message: "message"
        case .command: command.map(Self.key) ?? ""
        case .event: event?.key ?? ""
        }
    }

    /// The step for people, one line.
    var label: String {
        switch kind {
        case .greeting: "greeting"
        case .message: "message"
        case .authentication: "AUTH line"
        case .command: ExportText.visible(command?.text ?? [])
        case .event: event?.label ?? ""
        }
    }

    /// How the event is paired and called; nil for those that are not compared.
    private var event: (key: String, label: String)? {
        switch detail {
        case .tls, .tlsFailure: ("tls", "TLS")
        case .ending: ("end", "end")
        case .connectFailure: ("connect", "connecting")
        case .halfClosed: ("half-close", "the end of our side")
        case .injected: ("injected", "plaintext behind STARTTLS")
        case .reply, .overdue, nil: nil
        }
    }

    static func key(_ command: Command) -> String {
        switch command.verb {
        case .ehlo, .helo, .lhlo, .data, .rset, .noop, .quit, .starttls: return command.verb.name
        case .auth: return "AUTH " + (command.words.first?.map(ASCII.upper).text ?? "")
        case .mail, .rcpt:
            guard let path = command.path else { break }
            return command.verb.name + " " + normal(path.address)
        case .bdat: return "BDAT"
        case .vrfy, .expn, .help, .etrn, .atrn, .burl, .xclient, .xforward, .turn, .send, .soml,
            .saml, .other:
            break
        }
        return command.verb.name + " " + command.argument.text
    }

    /// The domain in lower case; the local part as it is.
    private static func normal(_ address: some Collection<UInt8>) -> String {
        let text = address.text
        guard let at = text.lastIndex(of: "@") else { return text }
        return text[..<at] + text[at...].lowercased()
    }
}
