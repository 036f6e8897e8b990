import SMTPCore

extension SMTPAdvice {
    static func argumentAdvice(
        on command: Command, in conversation: Conversation
    ) -> [SMTPAdvice] {
        switch command.verb {
        case .ehlo, .helo, .lhlo: greetingAdvice(on: command)
        case .mail, .rcpt: pathAdvice(on: command, in: conversation)
        case .auth: authAdvice(on: command, in: conversation)
        case .bdat: chunkAdvice(on: command)
        case .data: bareAdvice(on: command, "RFC 5321 §4.1.1.4")
        case .rset: bareAdvice(on: command, "RFC 5321 §4.1.1.5")
        case .quit: bareAdvice(on: command, "RFC 5321 §4.1.1.10")
        case .starttls: bareAdvice(on: command, "RFC 3207 §4")
        case .vrfy: wantedAdvice(on: command, "an address or a name", "RFC 5321 §4.1.1.6")
        case .expn: wantedAdvice(on: command, "the name of a list", "RFC 5321 §4.1.1.7")
        case .etrn: wantedAdvice(on: command, "a host name", "RFC 1985 §5")
        case .help, .noop, .atrn, .burl, .xclient, .xforward, .turn, .send, .soml, .saml, .other:
            []
        }
    }

    private static func bareAdvice(on command: Command, _ source: String) -> [SMTPAdvice] {
        guard !command.argument.allSatisfy({ $0 <= ASCII.space }) else { return [] }
        return [
            SMTPAdvice(
                .surplusArgument, "\(command.verb.name) stands alone", source,
                suggestion: Array(command.text.prefix(command.verb.name.utf8.count)))
        ]
    }

    private static func wantedAdvice(
        on command: Command, _ wanted: String, _ source: String
    ) -> [SMTPAdvice] {
        guard command.words.isEmpty else { return [] }
        return [SMTPAdvice(.missingArgument, "\(command.verb.name) wants \(wanted)", source)]
    }

    private static func chunkAdvice(on command: Command) -> [SMTPAdvice] {
        guard command.chunk == nil else { return [] }
        return [SMTPAdvice(.chunk, "the form is BDAT octets, or BDAT octets LAST", "RFC 3030 §2")]
    }

    private static func greetingAdvice(on command: Command) -> [SMTPAdvice] {
        let verb = command.verb.name
        guard let name = command.words.first else {
            return [
                SMTPAdvice(
                    .greetingName, "\(verb) wants the client's name", "RFC 5321 §4.1.1.1")
            ]
        }
        if name.first == UInt8(ascii: "[") {
            return name.last == UInt8(ascii: "]") && name.count > 2
                ? []
                : [
                    SMTPAdvice(
                        .greetingName, "an address stands in brackets, as [192.0.2.1]",
                        "RFC 5321 §4.1.3")
                ]
        }
        if isAddress(name) {
            let prefix = name.contains(UInt8(ascii: ":")) ? "[IPv6:" : "["
            return [
                SMTPAdvice(
                    .greetingName, "an address stands in brackets, as [192.0.2.1]",
                    "RFC 5321 §4.1.3",
                    suggestion: Array("\(verb) \(prefix)\(name.text)]".utf8))
            ]
        }
        guard isHostName(name) else {
            return [
                SMTPAdvice(
                    .greetingName, "the name is no host name: letters, digits, hyphens and dots",
                    "RFC 5321 §4.1.2")
            ]
        }
        guard name.contains(ASCII.dot) else {
            return [
                SMTPAdvice(
                    .shortGreetingName,
                    "a short name: some servers insist on a full one, such as me.example.org",
                    "RFC 5321 §2.3.5")
            ]
        }
        return []
    }

    /// Whether it can only be an IP address: digits and dots, or hexadecimal and colons.
    private static func isAddress(_ name: ArraySlice<UInt8>) -> Bool {
        let colon = UInt8(ascii: ":")
        if name.contains(colon) {
            return name.allSatisfy {
                ASCII.isDigit($0) || ($0 | 0x20) &- 97 < 6 || $0 == colon || $0 == ASCII.dot
            }
        }
        return name.contains(ASCII.dot) && name.allSatisfy { ASCII.isDigit($0) || $0 == ASCII.dot }
    }

    private static func isHostName(_ name: ArraySlice<UInt8>) -> Bool {
        name.split(separator: ASCII.dot, omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty && label.count <= 63 && label.first != ASCII.hyphen
                && label.last != ASCII.hyphen
                && label.allSatisfy {
                    ASCII.isLetter($0) || ASCII.isDigit($0) || $0 == ASCII.hyphen || $0 >= 0x80
                }
        }
    }

    private static func authAdvice(
        on command: Command, in conversation: Conversation
    ) -> [SMTPAdvice] {
        guard let word = command.words.first else {
            return [SMTPAdvice(.mechanism, "AUTH wants a mechanism, such as PLAIN", "RFC 4954 §4")]
        }
        let mechanism = SASLMechanism(word)
        let offered = conversation.capabilities.mechanisms
        var advice: [SMTPAdvice] = []
        if !offered.isEmpty, !offered.contains(mechanism.name) {
            let list = offered.prefix(8).joined(separator: " ")
            let near = Spelling.nearest(to: word.text, among: offered)
            advice.append(
                SMTPAdvice(
                    .mechanism, "this mechanism is not offered, but \(list)", "RFC 4954 §4",
                    suggestion: near.map {
                        Array(command.text[..<word.startIndex]) + Array($0.utf8)
                            + command.text[word.endIndex...]
                    }))
        }
        if mechanism.revealsSecret, !conversation.isSecure {
            advice.append(
                SMTPAdvice(
                    .clearText, "without TLS everybody on the path can read the secret",
                    "RFC 4954 §4"))
        }
        if command.words.count > 1 {
            advice += initialResponseAdvice(on: command, mechanism)
        }
        return advice
    }

    private static func initialResponseAdvice(
        on command: Command, _ mechanism: SASLMechanism
    ) -> [SMTPAdvice] {
        let response = command.words[1]
        if mechanism == .cramMD5 || mechanism == .digestMD5 {
            return [
                SMTPAdvice(
                    .response, "the server speaks first: no response in the AUTH line",
                    "RFC 4954 §4", suggestion: Array("AUTH \(mechanism.name)".utf8))
            ]
        }
        guard !isHidden(response), !response.elementsEqual("=".utf8),
            Base64.decode(response) == nil
        else { return [] }
        return [SMTPAdvice(.response, "the response is not base64", "RFC 4954 §4")]
    }

    /// Whether a secret was replaced by its name in brackets, as in a trace: nothing can be said
    /// about it then.
    static func isHidden(_ response: some Collection<UInt8>) -> Bool {
        response.first == UInt8(ascii: "[")
    }
}
