import SMTPCore

extension ServedSession {
    /// What waits for a rule's word.
    enum Judged: Sendable {
        case greeting
        case secured
        case command(Command)
        /// The last answer of an AUTH exchange.
        case verdict(mechanism: String, [UInt8])
        case chunk(Command)
        case lastChunk(Command)
        case message
    }

    /// What a command gets if nobody has a better idea.
    enum Proposal: Sendable {
        case recorded(Match)
        /// Without line ending.
        case usual(String)
    }

    /// Asks whoever has the rules, or goes on where there are none.
    mutating func judge(_ kind: ServedOccasion.Kind, as judged: Judged) {
        guard options.isJudged else { return resume(judged, nil) }
        state = .judging(judged)
        actions.append(
            .judge(
                ServedOccasion(
                    kind: kind, isSecure: isSecure, isLoggedIn: isLoggedIn, helloName: helloName,
                    sender: sender ?? [], recipient: recipient ?? [], letter: letter)))
    }

    /// What a rule says to the occasion it was asked about; nil where no rule fits. `receive` goes
    /// on with what came since.
    package mutating func judged(_ judgement: ServedJudgement?) -> [ServedAction] {
        guard case .judging(let judged) = state else { return [] }
        state = .commands
        isForced = judgement == .accepted
        resume(judged, judgement)
        isForced = false
        return take()
    }

    private mutating func resume(_ judged: Judged, _ judgement: ServedJudgement?) {
        let isRefused = judgement == .refused
        switch judged {
        case .greeting: if isRefused { isTurnedAway = true } else { greet() }
        case .secured: break
        case .command(let command): if !isRefused { obey(command) }
        case .verdict(_, let answer):
            guard !isRefused else { return }
            write(answer)
            isLoggedIn = isForced || ReplyLine(answer).code == 235
        case .chunk(let command):
            let isLast = command.chunk?.isLast == true
            if judgement == nil, isLast, options.isJudged { return judgeLastChunk(command) }
            if !isRefused { endChunk(command) } else if isLast { forgetLetter() }
        case .lastChunk(let command): if isRefused { forgetLetter() } else { endChunk(command) }
        case .message: if isRefused { forgetLetter() } else { endMessage() }
        }
    }

    /// Where a rule said yes, what the recording refuses happens all the same.
    private mutating func obey(_ command: Command) {
        let before = recipient
        self.command(command)
        guard isForced else { return }
        switch command.verb {
        case .mail: if sender == nil { sender = Array(command.path?.address ?? []) }
        case .rcpt: if recipient == before { recipient = Array(command.path?.address ?? []) }
        case .data: if case .commands = state { beginContent() }
        case .starttls: if case .commands = state, !isSecure { beginTLS() }
        default: break
        }
    }

    // MARK: Asking

    mutating func ask(_ command: Command?, _ shown: String, _ proposal: Proposal) {
        let usual =
            switch proposal {
            case .usual(let text): text
            case .recorded(let match):
                ExportText.lines(of: talk.steps[match.step].answers.first ?? []).first
                    .map { ExportText.visible($0) } ?? ""
            }
        actions.append(.ask(command: shown, usual: usual))
        state = .asking(command, proposal)
    }

    /// What the command gets that somebody was asked about, without line ending; empty for what
    /// was proposed; and what follows from what came since.
    package mutating func answered(_ reply: [UInt8]) -> [ServedAction] {
        guard case .asking(let command, let proposal) = state else { return [] }
        state = .commands
        let isAccepted: Bool
        switch proposal {
        case .recorded(let match) where reply.isEmpty:
            isAccepted = give(match, to: command.map(Self.shown) ?? "message")
        case .usual(let usual) where reply.isEmpty:
            write(Array((usual + "\r\n").utf8))
            isAccepted = !Self.isRefusal(Array(usual.utf8))
        case .recorded, .usual:
            write(reply + ASCII.crlf)
            isAccepted = !Self.isRefusal(reply)
        }
        if isAccepted, let command { note(accepted: command) }
        return receive([])
    }

    private static func isRefusal(_ reply: [UInt8]) -> Bool {
        let outcome = Reply(lines: [ReplyLine(reply + ASCII.crlf)]).outcome
        return outcome != .completion && outcome != .intermediate
    }

    /// The effect of a yes.
    mutating func note(accepted command: Command) {
        switch command.verb {
        case .mail: sender = Array(command.path?.address ?? [])
        case .rcpt: recipient = Array(command.path?.address ?? [])
        case .data: if case .commands = state { beginContent() }
        default: break
        }
    }
}
