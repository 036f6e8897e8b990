import SMTPCore

/// What one recorded connection lets a server say: its steps with their answers.
package struct ServedTalk: Sendable {
    struct Step: Sendable {
        var kind: Turn.Kind
        var verb: Verb?
        /// As in a comparison: the address of MAIL and RCPT, the mechanism of AUTH, or empty.
        var key: String
        var isSecure: Bool
        /// Each answer as it came, with line endings. Empty where the server never answered.
        var answers: [[UInt8]]
        var isAccepted: Bool
        /// From the step to its last answer.
        var latency: Duration
        /// The argument as sent.
        var argument: [UInt8]
        /// Of a message, as it was on the wire; nil where the recording left content out.
        var digest: [UInt8]?
    }

    /// Steps beyond these are not served: each command looks at all of them.
    private static let stepLimit = 20_000

    var steps: [Step] = []
    var greeting: [UInt8]?
    /// Whether TLS came before the greeting.
    package private(set) var isImplicitTLS = false
    /// Whether a handshake followed STARTTLS.
    var hasTLS = false
    /// How the server ended the talk in the middle of something; nil if it did not.
    var abruptEnd: Ending.How?
    /// The address of the recorded client, without port; may be empty.
    var clientAddress: [UInt8] = []

    /// All connections of a recording on which something was said, in order.
    package static func all(in events: [TraceEvent]) -> [ServedTalk] {
        var transcript = Transcript()
        for event in events { transcript.note(event) }
        var talks: [Int: ServedTalk] = [:]
        for turn in transcript.turns { talks[turn.connection, default: ServedTalk()].add(turn) }
        for connection in talks.keys {
            let host = transcript.links[connection]?.local.split(separator: ":").first ?? ""
            talks[connection]?.clientAddress = Array(host.utf8)
        }
        return talks.sorted { $0.key < $1.key }.map(\.value).filter {
            !$0.steps.isEmpty || $0.greeting != nil
        }
    }

    private mutating func add(_ turn: Turn) {
        switch turn.kind {
        case .event:
            if turn.tls != nil {
                hasTLS = true
                if steps.isEmpty, greeting == nil { isImplicitTLS = true }
            }
            if case .ending(let ending)? = turn.detail, ending.midCommand, !ending.isOrderly {
                abruptEnd = ending.how
            }
        case .greeting:
            // What was never asked for is said only at the start.
            if steps.isEmpty, greeting == nil { greeting = turn.answers.first?.reply.octets }
        case .command, .authentication, .message:
            guard steps.count < Self.stepLimit else { return }
            let last = turn.answers.last
            steps.append(
                Step(
                    kind: turn.kind, verb: turn.command?.verb, key: turn.key,
                    isSecure: turn.isSecure, answers: turn.answers.map(\.reply.octets),
                    isAccepted: last.map { !$0.reply.isFailure } ?? false,
                    latency: last?.latency ?? .zero,
                    argument: Array(turn.command?.argument ?? []),
                    digest: turn.kind == .message ? Self.digest(of: turn.octets) : nil))
        }
    }
}

extension ServedTalk {
    private static func digest(of content: [UInt8]) -> [UInt8]? {
        guard !content.starts(with: "[content".utf8) else { return nil }
        var digest = SHA256()
        digest.update(content[...])
        return digest.hex
    }
}

extension ServedTalk.Step {
    /// Whether a command that is about the same, as the log shows it, says the same too. Of words
    /// that are no verbs the log tells nothing.
    func isWhole(_ command: String) -> Bool {
        if case .other? = verb { return true }
        return ASCII.equalIgnoringCase(command.utf8, shown.utf8)
    }

    /// The step for the log, made visible. Of AUTH only the mechanism is told.
    var shown: String {
        switch kind {
        case .command where verb == .auth: key
        case .command where argument.isEmpty: verb?.name ?? ""
        case .command: ExportText.visible(Array((verb?.name ?? "").utf8) + [ASCII.space] + argument)
        case .greeting, .authentication, .message, .event: kind.rawValue
        }
    }
}
