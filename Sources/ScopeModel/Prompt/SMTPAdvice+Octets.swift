import SMTPCore

extension SMTPAdvice {
    /// What holds for every command line, whatever it says.
    static func octetAdvice(
        on command: Command, in conversation: Conversation
    ) -> [SMTPAdvice] {
        let text = Array(command.text)
        return lineEndAdvice(on: text) + nonASCIIAdvice(on: command, in: conversation)
            + lengthAdvice(on: command, in: conversation) + blankAdvice(on: text)
    }

    private static func nonASCIIAdvice(
        on command: Command, in conversation: Conversation
    ) -> [SMTPAdvice] {
        guard command.text.contains(where: { $0 >= 0x80 }) else { return [] }
        switch command.verb {
        case .mail, .rcpt, .vrfy, .expn:
            if !conversation.capabilities.contains("SMTPUTF8") {
                return [
                    SMTPAdvice(
                        .nonASCII, "not ASCII, and SMTPUTF8 is not offered", "RFC 6531 §3.2")
                ]
            }
            guard let path = command.path, command.verb == .mail,
                !path.parameters.contains(where: { $0.name == "SMTPUTF8" })
            else { return [] }
            return [
                SMTPAdvice(
                    .nonASCII, "an address beyond ASCII wants the parameter SMTPUTF8",
                    "RFC 6531 §3.4", suggestion: Array(command.text) + Array(" SMTPUTF8".utf8))
            ]
        case .ehlo, .helo, .data, .rset, .help, .noop, .quit, .starttls, .auth, .bdat, .lhlo, .etrn,
            .atrn, .burl, .xclient, .xforward, .turn, .send, .soml, .saml, .other:
            return [SMTPAdvice(.nonASCII, "commands are ASCII", "RFC 5321 §2.4")]
        }
    }

    /// What extensions add to the 512 octets of a line: SIZE 26 (RFC 1870 §3), 8BITMIME 17
    /// (RFC 6152 §2), AUTH 500 (RFC 4954 §3), SMTPUTF8 10 (RFC 6531 §3.1), DSN 107 for MAIL and
    /// 500 for RCPT (RFC 3461).
    private static let room: [Verb: [String: Int]] = [
        .mail: ["SIZE": 26, "8BITMIME": 17, "AUTH": 500, "SMTPUTF8": 10, "DSN": 107],
        .rcpt: ["DSN": 500],
    ]

    /// An initial response counts as part of its line (RFC 4954 §4).
    private static func lengthAdvice(
        on command: Command, in conversation: Conversation
    ) -> [SMTPAdvice] {
        let added = (room[command.verb] ?? [:])
            .filter { conversation.capabilities.contains($0.key) }.values.reduce(0, +)
        let limit = 512 + added
        guard command.octets.count > limit else { return [] }
        let count = "\(command.octets.count) octets with CR LF, at most \(limit) here"
        if command.verb == .auth {
            return [
                SMTPAdvice(
                    .lineLength, count + ": send the response after 334", "RFC 4954 §4",
                    suggestion: command.words.first.map { Array("AUTH ".utf8) + $0 })
            ]
        }
        return [SMTPAdvice(.lineLength, count, "RFC 5321 §4.5.3.1.4")]
    }

    private static func blankAdvice(on text: [UInt8]) -> [SMTPAdvice] {
        guard let last = text.lastIndex(where: { $0 != ASCII.space && $0 != 9 }),
            last + 1 < text.count
        else { return [] }
        return [
            SMTPAdvice(
                .trailingBlank, "a blank at the end: servers should bear it, some do not",
                "RFC 5321 §4.1.1", suggestion: Array(text[...last]))
        ]
    }
}
