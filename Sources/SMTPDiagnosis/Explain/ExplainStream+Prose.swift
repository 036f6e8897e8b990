import SMTPCore

/// Prose, such as the notice of a bounce message, is read in paragraphs.
extension ExplainStream {
    mutating func read(prose line: ArraySlice<UInt8>) {
        endRecipient()
        if line.isEmpty { return endParagraph() }
        if read(listed: line) { return }
        if read(tls: line) || read(reason: line) || Self.isStackFrame(line) { return }
        let reply = ReplyText(line).reply
        let isReply = reply.startIndex > line.startIndex
        // Each line of an unknown log tells for itself.
        if bounce.hasReply, isReply ? !bounce.repeats(line, reply) : bounce.beginsLike(line) {
            endParagraph()
        }
        bounce.add(prose: line, number: self.line)
        bounce.hasReply = bounce.hasReply || isReply
    }

    /// False for a line that belongs to no list of recipients.
    private mutating func read(listed line: ArraySlice<UInt8>) -> Bool {
        if bounce.takesReason(line) {
            // `(generated from info@example.org)`
            let isOrigin = line.find("generated from ") != nil
            if !isOrigin { bounce.add(prose: line.trimmed, number: self.line) }
            return true
        }
        if bounce.isInList { endParagraph() }
        guard let address = BounceText.listedAddress(line) else { return false }
        endParagraph()
        bounce.beginListed(address)
        return true
    }

    /// What a notice of Sendmail tells; false for any other line.
    mutating func read(sendmail line: ArraySlice<UInt8>) -> Bool {
        guard let told = bounce.sendmail.receive(line) else { return false }
        endParagraph()
        if case .reason(let recipient, let words) = told {
            take(
                BounceText.Passage(
                    octets: Array(words), line: self.line, recipient: recipient, isListed: true))
        }
        return true
    }

    /// `(host x said: 450 …)`: why a message waits, as `mailq` and `postqueue -p` tell it.
    private mutating func read(reason line: ArraySlice<UInt8>) -> Bool {
        if let id = QueueLine.message(line) { bounce.queued = Array(id) }
        guard !bounce.parts.isMessage, let reason = QueueLine.reason(line) else { return false }
        endParagraph()
        var occurrence = here(line)
        occurrence.message = bounce.queued[...]
        foundAnything = explain(reason, occurrence, orNothing: true) || foundAnything
        return true
    }

    /// `   at System.Net.Mail.SmtpClient.Send(…)`: the names in it say nothing of the mail.
    private static func isStackFrame(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first, first == ASCII.space || first == 9 else { return false }
        let text = line.trimmed
        guard text.starts(with: "at ") else { return false }
        let name = text.dropFirst(3).prefix { $0 > 32 }
        let rest = text[name.endIndex...].drop { $0 == 32 }
        return name.contains(ASCII.dot)
            && (name.contains(UInt8(ascii: "(")) || rest.first == UInt8(ascii: "("))
    }

    /// What a program says of a TLS failure; false for any other line. Programs say it twice.
    private mutating func read(tls line: ArraySlice<UInt8>) -> Bool {
        guard !bounce.parts.isMessage else { return false }
        bounce.saidSTARTTLS = bounce.saidSTARTTLS || line.find("STARTTLS") != nil
        let isOpening = !transcript.sawReply && !bounce.saidSTARTTLS
        guard let id = TLSWords.finding(ofLine: line, isOpening: isOpening) else { return false }
        endParagraph()
        let start = Array(line.prefix(4))
        let coarse = Category.tlsFailed.rawValue
        if let last = bounce.lastTLS, self.line - last.line <= 3,
            id == last.id ? start != last.start : id == coarse
        {
            return true
        }
        bounce.lastTLS = (id, self.line, start)
        foundAnything = true
        record(id, line, here(line))
        return true
    }

    mutating func endParagraph() {
        if let paragraph = bounce.takeParagraph() { take(paragraph) }
    }

    /// A failing reply of a transcript.
    mutating func take(reply: [UInt8]) {
        take(BounceText.Passage(octets: reply, line: line, isReply: true))
    }

    /// What the notice of a bounce message tells counts only if the report behind it does not.
    private mutating func take(_ passage: BounceText.Passage) {
        guard bounce.parts.isMessage else { return explain(passage) }
        var passage = passage
        let text = passage.octets[...]
        if passage.recipient.isEmpty, let reason = NoticeText.reason(in: text) {
            passage.recipient = Array(reason.recipient)
        }
        if passage.isReply || passage.isListed || ReplyText(text).reply.startIndex > 0
            || ReplyHead.enhanced(anywhereIn: text) != nil
        {
            bounce.parts.hasReason = true
        }
        bounce.hold(passage)
    }

    mutating func explain(_ passage: BounceText.Passage) {
        let text = passage.octets[...]
        var occurrence = Occurrence(line: passage.line, text: text)
        occurrence.recipient = passage.recipient[...]
        if passage.isListed {
            foundAnything = explain(text, occurrence) || foundAnything
            return
        }
        if passage.isReply {
            foundAnything = true
            bounce.lastReply = passage.octets
            explain(text, occurrence)
            return
        }
        if let refusal = PythonRefusal(text) {
            foundAnything = true
            explain(refusal.words, prefix: refusal.code, occurrence)
            return
        }
        let reason = NoticeText.reason(in: text)
        if let reason { occurrence.recipient = reason.recipient }
        let inner = ReplyText(text).reply
        let isReply = inner.startIndex > text.startIndex
        guard
            isReply || ReplyHead.enhanced(anywhereIn: text) != nil || passage.isAnnounced
                || reason != nil || !passage.recipient.isEmpty,
            !bounce.repeatsReply(inner)
        else { return }
        let words = isReply ? inner : reason?.words ?? inner
        foundAnything = explain(words, occurrence, orNothing: true) || foundAnything
    }

    /// Short text without a code: perhaps a reply whose code was left out.
    mutating func readAsOne() {
        guard !bounce.parts.isMessage || bounce.parts.part == .header else { return }
        let text = opening[...].trimmed
        guard text.count < 4_000, !text.isEmpty, !text.contains(0) else { return }
        explain(text, here(text), orNothing: true)
    }
}
