import SMTPCore
import SMTPTrace
import TerminalCore

extension Model {
    /// A line of the prompt, without ending. `isForced` sends an empty one too.
    mutating func submit(_ line: [UInt8], isForced: Bool) -> [Effect] {
        if typed != nil { return continueTyped(line) + nextQueued() }
        if !isForced, challenge == nil, holds(line) { return [] }
        if !isForced, challenge == nil, let effects = order(line) { return effects + nextQueued() }
        guard isLive() else {
            prompt.fill(line)
            return []
        }
        if let challenge { return answer(challenge, with: line) }
        // In a pasted script blank lines stand between DATA and the message.
        if line.isEmpty, !isForced, takesCommands || queue != nil && takesOrders {
            say("nothing typed, nothing sent; Alt-Enter sends an empty line")
            return nextQueued()
        }
        guard let octets = isForced ? line + ASCII.crlf : wire(line) else {
            prompt.fill(line)
            return []
        }
        if viewport.unread > 0 || !viewport.isFollowing { resumeFollowing() }
        var effects = [Effect.submit(.send(octets))]
        if takesCommands, let kept = prompt.history.entries.last, !kept.isEmpty,
            line.starts(with: kept)
        {
            effects.append(.saveHistory(kept))
        }
        return effects + nextQueued()
    }

    /// The next line of a paste or a fix into the input; it waits for Enter there.
    private mutating func nextQueued() -> [Effect] {
        // A line that was given back is to be mended first.
        guard var buffer = queue, prompt.editor.isEmpty else { return [] }
        if let next = buffer.popLine() {
            if buffer.isAdvice { fillStep(next) } else { prompt.fill(next) }
        }
        queue = buffer.remaining > 0 ? buffer : nil
        return []
    }

    private mutating func answer(_ challenge: Challenge, with line: [UInt8]) -> [Effect] {
        if challenge.isMasked { secrets.add(line) }
        let isCancel = line.elementsEqual("*".utf8)
        guard challenge.isEncoded, !isCancel else {
            return [.submit(.send(line + ASCII.crlf))]
        }
        guard challenge.isPlain else {
            return [.submit(.send(Base64.encode(line) + ASCII.crlf))]
        }
        guard let user = challenge.plainUser else {
            self.challenge?.take(user: line)
            syncMask()
            return []
        }
        return [.submit(.send(Base64.encode([0] + user + [0] + line) + ASCII.crlf))]
    }

    /// Follows what AUTH asks for.
    mutating func syncChallenge() {
        guard isSessionOpen, case .authenticating(let name) = conversation.phase,
            conversation.unanswered.isEmpty
        else {
            if challenge != nil {
                challenge = nil
                syncMask()
            }
            return
        }
        let mechanism = SASLMechanism(name)
        var wanted = Challenge(asks: "response", isSecret: mechanism != .external)
        let exchange = remarks.exchanges[transcript.current]
        switch mechanism {
        case .plain:
            wanted = Challenge(asks: "user", isSecret: false, isPlain: true)
        case .login:
            // Any base64 will do: only where it stands decides whether it is secret.
            let isSecret = exchange?.secret(inClient: Array("eA==".utf8)[...]) != nil
            wanted = Challenge(asks: isSecret ? "password" : "user", isSecret: isSecret)
        case .cramMD5, .digestMD5, .xoauth2, .oauthBearer, .external, .anonymous, .scram, .other:
            break
        }
        guard challenge == nil else { return }
        challenge = wanted
        syncMask()
    }

    /// Masks the input where a secret is wanted, and what is typed already with it.
    mutating func syncMask() {
        let isSecret = challenge?.isMasked == true
        guard isSecret != prompt.editor.isMasked else { return }
        let typed = isSecret ? prompt.editor.octets : []
        prompt.begin(isSecret ? Self.mask : .plain)
        if !typed.isEmpty { prompt.paste(typed) }
    }

    mutating func performSMTP(_ id: ActionID, _ argument: String) -> [Effect] {
        switch id {
        case .send: return argument.isEmpty ? openCommand("send ") : sendLine(argument)
        case .ehlo:
            return sendLine(
                conversation.helloVerb.name + " " + (argument.isEmpty ? greetingName : argument))
        case .helo: return sendLine("HELO " + (argument.isEmpty ? greetingName : argument))
        case .mail: return sendPath("MAIL FROM:", argument, command: "mail ")
        case .rcpt: return sendPath("RCPT TO:", argument, command: "rcpt ")
        case .data: return sendLine("DATA")
        case .rset: return sendLine("RSET")
        case .noop: return sendLine("NOOP")
        case .vrfy:
            return argument.isEmpty ? openCommand("vrfy ") : sendLine("VRFY " + argument)
        case .quitSMTP: return sendLine("QUIT")
        case .message: return sendMessage(argument)
        case .resend: return resend()
        default: return reuse()
        }
    }

    private mutating func sendLine(_ line: String) -> [Effect] {
        guard isLive() else { return [] }
        return [.submit(.send(Array(line.utf8) + ASCII.crlf))]
    }

    private mutating func sendPath(
        _ head: String, _ argument: String, command: String
    ) -> [Effect] {
        guard !argument.isEmpty else { return openCommand(command) }
        let words = argument.split(separator: " ", maxSplits: 1)
        let address = words[0].hasPrefix("<") ? String(words[0]) : "<\(words[0])>"
        return sendLine(head + address + (words.count > 1 ? " " + words[1] : ""))
    }

    private mutating func sendMessage(_ argument: String) -> [Effect] {
        let words = argument.split(separator: " ", maxSplits: 1).map(String.init)
        switch words.first {
        case "edit", nil: return [.edit(draft)]
        case "auto": return sendBody(draft)
        case "file":
            guard words.count > 1 else { return openCommand("message file ") }
            return [.readFile(path: words[1])]
        default:
            say("message takes edit, auto or file NAME, not \"\(words[0])\"", .error)
            return []
        }
    }

    private mutating func sendBody(_ text: [UInt8]) -> [Effect] {
        guard isLive() else { return [] }
        guard case .content = conversation.phase else {
            keptMessage = text
            say("kept: a message goes out after DATA and 354; F2 message auto sends it then")
            return []
        }
        keptMessage = nil
        return [.submit(.message(text))]
    }

    /// The message that was kept, or one to start from with the envelope's addresses.
    private var draft: [UInt8] {
        if let keptMessage { return keptMessage }
        let sender = senders.first ?? "sender@example.org"
        let recipient = recipients.first ?? "recipient@example.org"
        let text = """
            From: <\(sender)>
            To: <\(recipient)>
            Subject: Test from smtpscope
            Date: \(dateText)
            Message-ID: <\(options.startedAt).\(transcript.facts)@\(greetingName)>

            This is a test message.

            """
        return Array(text.utf8)
    }

    /// As RFC 5322 §3.3 wants it, in UTC.
    var dateText: String {
        let at = options.startedAt + now.components.seconds
        let day = at.dayText.split(separator: "-").map(String.init)
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let month = months[(Int(day[1]) ?? 1) - 1]
        let inDay = ((at % 86_400) + 86_400) % 86_400
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(day[2]) \(month) \(day[0]) "
            + "\(two(inDay / 3_600)):\(two(inDay / 60 % 60)):\(two(inDay % 60)) +0000"
    }

    mutating func finishEditing(_ text: [UInt8]?) -> [Effect] {
        guard let text, !text.isEmpty else {
            say("nothing sent")
            return [.redraw]
        }
        return [.redraw] + sendBody(text)
    }

    mutating func finishReading(_ path: String, _ octets: [UInt8]) -> [Effect] {
        say("\(path): \(octets.count.octetsText)")
        return sendBody(octets)
    }

    /// The client row that is selected, or that the selected reply answers.
    private var selectedCommand: Int? {
        guard !transcript.rows.isEmpty else { return nil }
        let row = min(viewport.selection, transcript.rows.count - 1)
        if transcript.rows[row].kind == .client { return row }
        let partner = Int(transcript.rows[transcript.head(of: row)].partner)
        guard partner >= 0, transcript.rows[partner].kind == .client else { return nil }
        return partner
    }

    private mutating func resend() -> [Effect] {
        guard let row = selectedCommand else {
            say("select a command or its answer first", .warning)
            return []
        }
        let line = Array(transcript.text(of: row))
        guard !isRedacted(row) else { return refuseRedacted() }
        guard isLive() else { return [] }
        return [.submit(.send(line))]
    }

    private mutating func reuse() -> [Effect] {
        guard let row = selectedCommand else {
            say("select a command or its answer first", .warning)
            return []
        }
        guard !isRedacted(row) else { return refuseRedacted() }
        let line = transcript.text(of: row)
        prompt.fill(Array(line.dropLast(ASCII.endingLength(of: line))))
        focus = .prompt
        return []
    }

    private func isRedacted(_ row: Int) -> Bool {
        let line = transcript.text(of: row)
        guard let response = AuthenticationCommand(line)?.response else { return false }
        return line[response].contains(UInt8(ascii: "["))
    }

    private mutating func refuseRedacted() -> [Effect] {
        say("the secret of that line was not kept: type it again, or use :auth", .warning)
        return []
    }
}
