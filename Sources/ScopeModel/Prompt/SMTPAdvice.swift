import SMTPCore

/// One rule that a line about to be sent breaks. It is for showing: the line is sent all the same.
package struct SMTPAdvice: Hashable, Sendable {
    package enum Rule: Hashable, Sendable {
        /// Not legal now.
        case order
        /// Sent while earlier commands wait for their answers.
        case pipelining
        case emptyLine, unknownVerb, missingArgument, surplusArgument
        case greetingName, shortGreetingName
        case pathKeyword, blankAtColon, brackets, address
        case parameter, size
        case nonASCII, lineLength, bareLineEnd, trailingBlank
        case mechanism, clearText, response
        case chunk
    }

    package var rule: Rule
    /// One clause without a full stop, such as "a blank behind the colon is not allowed".
    package var clause: String
    /// The paragraph, such as `RFC 5321 §3.3`.
    package var source: String
    /// The line as it should be, without ending; nil where that is not known.
    package var suggestion: [UInt8]?

    init(_ rule: Rule, _ clause: String, _ source: String, suggestion: [UInt8]? = nil) {
        self.rule = rule
        self.clause = clause
        self.source = source
        self.suggestion = suggestion
    }

    /// What is wrong with a line, the weightiest first; empty if nothing is. `line` comes without
    /// its ending, CR LF is added to it on the wire.
    package static func advice(
        on line: [UInt8], in conversation: Conversation
    ) -> [SMTPAdvice] {
        switch conversation.phase {
        case .content: return contentAdvice(on: line)
        case .chunk: return []
        case .authenticating: return responseAdvice(on: line)
        case .awaitingGreeting, .greeted, .refusedAtGreeting, .ready, .transaction, .handshaking,
            .closing, .ended:
            if conversation.isAwaitingAUTH { return responseAdvice(on: line) }
        }
        let command = Command(line + ASCII.crlf)
        return orderAdvice(on: command, in: conversation)
            + wordAdvice(on: command, in: conversation)
            + argumentAdvice(on: command, in: conversation)
            + octetAdvice(on: command, in: conversation)
    }

    /// The same for lines that leave together, one entry for each line: what may only stand last
    /// in a group (RFC 2920 §3.1) is blamed at the line behind it.
    package static func advice(
        onGroup lines: [[UInt8]], in conversation: Conversation
    ) -> [[SMTPAdvice]] {
        var ahead = conversation
        return lines.map { line in
            defer { _ = ahead.submit(line + ASCII.crlf) }
            return advice(on: line, in: ahead)
        }
    }

    private static func contentAdvice(on line: [UInt8]) -> [SMTPAdvice] {
        var advice = lineEndAdvice(on: line)
        if line.count + 2 > 1_000 {
            advice.append(
                SMTPAdvice(
                    .lineLength,
                    "\(line.count + 2) octets: a text line has at most 1000 with CR LF",
                    "RFC 5321 §4.5.3.1.6"))
        }
        return advice
    }

    private static func responseAdvice(on line: [UInt8]) -> [SMTPAdvice] {
        var advice = lineEndAdvice(on: line)
        if !isHidden(line), !line.elementsEqual("*".utf8), Base64.decode(line) == nil {
            advice.append(
                SMTPAdvice(
                    .response, "the server waits for base64, or * to cancel", "RFC 4954 §4"))
        }
        if line.count + 2 > SASLClient.lineLimit {
            advice.append(
                SMTPAdvice(
                    .lineLength,
                    "\(line.count + 2) octets: servers need to take \(SASLClient.lineLimit)",
                    "RFC 4954 §4"))
        }
        return advice
    }

    static func lineEndAdvice(on line: [UInt8]) -> [SMTPAdvice] {
        guard line.contains(where: { $0 == ASCII.cr || $0 == ASCII.lf }) else { return [] }
        return [
            SMTPAdvice(
                .bareLineEnd, "CR or LF inside of the line: only CR LF together ends one",
                "RFC 5321 §2.3.8")
        ]
    }
}
