import SMTPCore

/// The text of a bounce message as it is put together, and what of it waits for the report.
struct BounceText: Sendable {
    /// A paragraph, or a failing reply of a transcript; lines divided by LF.
    struct Passage: Sendable {
        var octets: [UInt8] = []
        /// The line it began with; of a reply, the one it ended with.
        var line = 0
        var isReply = false
        /// Whether the line before it says that the reply follows.
        var isAnnounced = false
        /// Whose failure it tells of; empty where it names nobody.
        var recipient: [UInt8] = []
        /// Whether it stands in a list of recipients that failed.
        var isListed = false
    }

    private static let paragraphLimit = 8_192
    private static let heldLimit = 256
    private static let bareLimit = 256

    var parts = BounceParts()
    /// Whose fields are being read; nil between recipients.
    var recipient: ReportedRecipient?
    /// Recipients of whom a report told only the status (RFC 3464 §2.3.4), at most `bareLimit`.
    private(set) var bare: [ReportedRecipient] = []
    var sendmail = SendmailNotice()
    /// Whether the notice said that a list of recipients follows.
    private var listsRecipients = false
    /// Whether the report said why.
    var hasReason = false
    /// The last failing reply of a transcript.
    var lastReply: [UInt8] = []
    /// The last line that told of a TLS failure: what it meant, its number, its first octets.
    var lastTLS: (id: String, line: Int, start: [UInt8])?
    /// Whether a reply stands in the paragraph so far.
    var hasReply = false
    /// The name of the message that a queue's listing told of last.
    var queued: [UInt8] = []
    /// Whether the paragraph before said that the reply follows.
    private var isAnnounced = false
    /// Whether a program spoke of STARTTLS.
    var saidSTARTTLS = false
    /// The line of the last failing reply that a transcript showed behind a mark.
    var markedReplyLine = 0
    private var paragraph = Passage()
    private var held: [Passage] = []

    mutating func add(prose line: ArraySlice<UInt8>, number: Int) {
        listsRecipients = listsRecipients || Self.announcesList(line)
        guard paragraph.octets.count + line.count < Self.paragraphLimit else { return }
        if paragraph.octets.isEmpty { paragraph.line = number }
        paragraph.octets += line
        paragraph.octets.append(ASCII.lf)
    }

    /// The paragraph so far; nil if there is none.
    mutating func takeParagraph() -> Passage? {
        guard !paragraph.octets.isEmpty else {
            paragraph.recipient = []
            return nil
        }
        defer {
            isAnnounced = Self.announces(paragraph.octets[...].trimmed)
            paragraph = Passage()
            hasReply = false
        }
        paragraph.isAnnounced = isAnnounced
        return paragraph
    }

    /// Whether the paragraph is about a recipient of a list, as Exim writes it: the address behind
    /// two blanks, below it the reason behind four.
    var isInList: Bool { !paragraph.recipient.isEmpty }

    /// Whether a line belongs to the reason of a recipient of a list.
    func takesReason(_ line: ArraySlice<UInt8>) -> Bool {
        isInList && line.starts(with: "    ")
    }

    /// The recipient that a line of a list names; nil for any other line.
    static func listedAddress(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let name = line.dropFirst(2)
        guard line.starts(with: "  "), name.count <= 320, name.contains(UInt8(ascii: "@")),
            name.allSatisfy({ $0 > 32 })
        else { return nil }
        return name
    }

    mutating func beginListed(_ address: ArraySlice<UInt8>) {
        paragraph = Passage(recipient: Array(address), isListed: listsRecipients)
    }

    /// Exim's words above the recipients.
    private static func announcesList(_ line: ArraySlice<UInt8>) -> Bool {
        line.find("address(es) failed") != nil || line.find("not yet been delivered") != nil
    }

    /// Gmail's words above what a server said.
    private static func announces(_ text: ArraySlice<UInt8>) -> Bool {
        text.last == UInt8(ascii: ":")
            && (text.find("response was:") ?? text.find("server was:") ?? text.find("returned was:"))
                != nil
    }

    /// Whether a line begins as the paragraph does, as lines of a log do.
    func beginsLike(_ line: ArraySlice<UInt8>) -> Bool {
        line.count > 6 && line.first != ASCII.space && paragraph.octets.starts(with: line.prefix(6))
    }

    /// Exchange tells of a server's answer twice, the second time with the hour; Node.js shows the
    /// parts of an error below its words.
    func repeats(_ line: ArraySlice<UInt8>, _ reply: ArraySlice<UInt8>) -> Bool {
        (line.first == ASCII.space || line.find("Remote Server") != nil)
            && ReplyText(paragraph.octets[...]).reply.starts(with: reply.trimmed)
    }

    /// Keeps a passage of the notice until the end of the message.
    mutating func hold(_ passage: Passage) {
        if held.count < Self.heldLimit { held.append(passage) }
    }

    /// Keeps a recipient without a reason until the end of the message.
    mutating func hold(_ recipient: ReportedRecipient) {
        if bare.count < Self.bareLimit { bare.append(recipient) }
    }

    /// What the notice told, and the recipients without a reason; nothing is left of the message.
    mutating func endMessage() -> (notice: [Passage], bare: [ReportedRecipient]) {
        defer {
            held = []
            bare = []
            hasReason = false
            listsRecipients = false
        }
        return (held, bare)
    }

    /// Whether a program only says again what the server said: `RCPT failed: 450`.
    func repeatsReply(_ text: ArraySlice<UInt8>) -> Bool {
        guard !lastReply.isEmpty else { return false }
        let line = text.prefix { $0 != ASCII.lf }.trimmed
        if line.count == 3 { return lastReply.starts(with: line) }
        // Exim's log has `\n` between the lines of a reply.
        let told = lastReply[...].trimmed.flatMap { $0 == ASCII.lf ? Array("\\n".utf8) : [$0] }
        return told.elementsEqual(line) || lastReply[...].trimmed == line
    }
}
