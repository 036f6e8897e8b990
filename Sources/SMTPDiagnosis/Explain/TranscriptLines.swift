import SMTPCore

/// Finds replies among the lines of a session that some tool printed: our own transcript, swaks,
/// curl, msmtp, `openssl s_client`, `exim -v`, PHPMailer, a notice of Postfix, Python's smtplib, or
/// the bare dialogue.
struct TranscriptLines: Sendable {
    private var pending: [UInt8] = []
    private var pendingLines = 0

    /// Whether a reply of several lines has begun and not ended.
    var isMidReply: Bool { !pending.isEmpty }

    /// Whether any reply was seen.
    private(set) var sawReply = false
    /// Whether the last line was a program's own account of a reply, which it may have shown before.
    private(set) var isRepeat = false
    /// Whether the last line was a reply with nothing in front of it.
    private(set) var isBare = false

    /// A failing reply that this line completes, lines divided by LF; nil for anything else.
    mutating func receive(_ line: ArraySlice<UInt8>) -> [UInt8]? {
        isRepeat = line.prefix(40).find("server message: ") != nil
        isBare = Self.isReply(line)
        guard let text = Self.reply(in: line) ?? continuation(line) else {
            pending = []
            pendingLines = 0
            return nil
        }
        sawReply = true
        let isLast = text.count < 4 || text[text.startIndex + 3] != ASCII.hyphen
        if pendingLines < 64 { pending += text + [ASCII.lf] }
        pendingLines += 1
        return isLast ? finish() : nil
    }

    /// A reply that was left unfinished.
    mutating func finish() -> [UInt8]? {
        defer {
            pending = []
            pendingLines = 0
        }
        guard let first = pending.first, first == 52 || first == 53 else { return nil }
        return pending
    }

    /// Whether it is what our own transcript says below a reply: it is no reply again.
    static func isAnnotation(_ line: ArraySlice<UInt8>) -> Bool {
        let text = line.drop { $0 == ASCII.space }
        return text.startIndex - line.startIndex == annotationColumn
            && (text.starts(with: "! ") || text.starts(with: "| "))
    }

    private static let annotationColumn = 11

    /// What `exim -v` puts below the first line of a reply: blanks where its mark would be.
    private func continuation(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard isMidReply, line.first == ASCII.space else { return nil }
        let text = line.drop { $0 == ASCII.space }
        return Self.isReply(text) ? text : nil
    }

    /// The line from its code on; nil for a line that is no server's.
    private static func reply(in line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        if isReply(line) { return line }
        if let text = unwrapped(line) { return text }
        for mark in marks {
            guard let at = line.prefix(40).find(mark) else { continue }
            let text = line[(at + mark.utf8CodeUnitCount)...].drop { $0 == 32 }
            if isReply(text) {
                return text.find("\\r\\n").map { text[..<$0] } ?? text
            }
        }
        return nil
    }

    /// A reply that somebody put into quotes or brackets, or quoted in a letter; nil for anything
    /// else, such as a number in prose.
    private static func unwrapped(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let first = line.first, Octet.isWrapping(first) else { return nil }
        let text = line.drop(while: Octet.isWrapping)
        guard text.startIndex - line.startIndex <= 12,
            LogSigns.isFailure(at: text.startIndex, in: text)
        else { return nil }
        // Blanks alone are no wrapping: what is indented may go on in the next line.
        guard line[..<text.startIndex].contains(where: { $0 != ASCII.space && $0 != 9 }) else {
            return nil
        }
        var end = text
        while let last = end.last, Octet.isWrapping(last), last != UInt8(ascii: ">") {
            end.removeLast()
        }
        return end
    }

    private static let marks: [StaticString] = [
        "<** ", "<~* ", "<-  ", "<~  ", "<-- ", "<<< ", "S< ", "S! ", "S: ", "SMTP<< ", "reply: b'",
        "< ", "message: ", "Out: ", "CLIENT: ",
    ]

    private static func isReply(_ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first, first > 49, first < 54 else { return false }
        return ReplyHead.code(at: text.startIndex, in: text) != nil
    }
}
