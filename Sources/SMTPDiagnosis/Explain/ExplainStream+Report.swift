import SMTPCore

/// A delivery report is read by recipient (RFC 3464); where it gives no reason, the notice may.
extension ExplainStream {
    mutating func read(report line: ArraySlice<UInt8>) {
        endParagraph()
        if line.isEmpty { return endRecipient() }
        if bounce.recipient == nil { bounce.recipient = ReportedRecipient() }
        bounce.recipient?.receive(line)
    }

    mutating func endRecipient() {
        guard let recipient = bounce.recipient else { return }
        bounce.recipient = nil
        guard recipient.hasFailed else { return }
        if recipient.diagnosis.isEmpty {
            bounce.hold(recipient)
        } else {
            bounce.hasReason = true
            explain(recipient, recipient.diagnosis)
        }
    }

    /// The end of a message, and of all that is none.
    mutating func endMessage() {
        endParagraph()
        endRecipient()
        let isReasoned = bounce.hasReason
        let (notice, bare) = bounce.endMessage()
        let before = foundAnything
        foundAnything = before && !bounce.parts.isMessage
        if !isReasoned { for passage in notice { explain(passage) } }
        // A notice that names nobody means all recipients.
        let isTold = !isReasoned && foundAnything && !notice.contains { !$0.recipient.isEmpty }
        if !isTold {
            for recipient in bare { explain(recipient, notice, isNoticeRead: !isReasoned) }
        }
        foundAnything = foundAnything || before
    }

    /// A recipient of whom the report told only the status: the notice may say more.
    private mutating func explain(
        _ recipient: ReportedRecipient, _ notice: [BounceText.Passage], isNoticeRead: Bool
    ) {
        guard let passage = notice.first(where: { $0.recipient == recipient.address }) else {
            return explain(recipient, recipient.status)
        }
        if !isNoticeRead { explain(passage) }
    }

    private mutating func explain(_ recipient: ReportedRecipient, _ words: [UInt8]) {
        var occurrence = Occurrence(line: line, text: words[...])
        occurrence.recipient = recipient.address[...]
        foundAnything =
            explain(words[...], prefix: recipient.status, occurrence) || foundAnything
    }
}
