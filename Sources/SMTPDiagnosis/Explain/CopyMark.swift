import SMTPCore

/// The line above the message that came back, in notices that are no report.
enum CopyMark {
    /// - Parameter isSure: Whether only words count that stand nowhere else.
    static func stands(in line: ArraySlice<UInt8>, isSure: Bool) -> Bool {
        guard mayStand(in: line) else { return false }
        let text = line.map { $0 &- 65 < 26 ? $0 | 0x20 : $0 }[...]
        let isDashed = line.first == ASCII.hyphen || line.starts(with: "   -")
        return isDashed && sure.contains { text.find($0) != nil }
            || !isSure && likely.contains { text.find($0) != nil }
    }

    /// Whether a line has the shape of one: dashes and the like in front, or a colon at its end.
    static func mayStand(in line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first, let last = line.last, line.count <= 160 else { return false }
        switch first {
        case ASCII.hyphen, UInt8(ascii: "="), UInt8(ascii: "_"), UInt8(ascii: "*"): return true
        default: return last == UInt8(ascii: ":") || line.starts(with: "   -")
        }
    }

    /// What qmail, Exim and Sendmail write, in lower case.
    private static let sure: [StaticString] = [
        "copy of the message", "copy of your message", "message follows",
    ]

    /// What others write, and mail programs above a letter that is passed on; in lower case, as far
    /// as the letters are ASCII.
    private static let likely: [StaticString] = [
        "copy of the message", "copy of your message", "copy of the original",
        "original message", "message follows", "headers follow", "message headers",
        "unsent message", "undelivered message", "returned message", "below this line",
        "kopie der nachricht", "kopie ihrer nachricht", "kopie der urspr", "rsprüngliche nachricht",
        "originalnachricht", "original-nachricht", "urspruengliche nachricht",
        "copie du message", "copie de votre message",
        "message d'origine", "message d’origine", "message original", "message initial",
        "copia del mensaje", "copia de su mensaje", "mensaje original", "encabezados de mensaje",
        "encabezados del mensaje", "mensagem original", "pia da mensagem", "pia da sua mensagem",
        "copia del messaggio", "messaggio originale", "kopie van het bericht",
        "kopie van uw bericht", "oorspronkelijk bericht", "oorspronkelijke bericht",
        "kopia wiadomo", "oryginalna wiadomo", "ursprungligt meddelande",
        "ursprungliga meddelandet", "oprindelig meddelelse", "vodní zpráva", "исходное сообщение",
        "Исходное сообщение", "сходного сообщения", "копия сообщения", "Копия сообщения",
        "元のメッセージ", "原始邮件",
    ]
}
