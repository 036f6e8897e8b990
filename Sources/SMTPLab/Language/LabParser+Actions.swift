import SMTPCore

extension LabParser {
    private static let actionWords = [
        "reply", "raw", "delay", "pace", "split", "close", "abort", "hang", "pass", "note",
    ]

    /// Words that only the proxy understands, and why.
    private static let proxyWords = [
        "hold": "the lab passes nothing on that could be held",
        "drop": "the lab passes nothing on that could be dropped; 'hang' says nothing more",
        "replace": "the lab passes nothing on; 'reply' or 'raw' says something else",
        "edit": "the lab passes nothing on; 'reply' or 'raw' says something else",
        "hide": "in a lab '@hide KEYWORD' on a line of its own does it",
        "offer": "in a lab '@offer KEYWORD' on a line of its own does it",
    ]

    mutating func action() throws(LabFault) -> LabRule.Action {
        let (text, place) = try word("an action")
        switch text {
        case "reply": return try reply()
        case "raw":
            let place = token.place
            let octets = try string("what to send")
            guard !octets.isEmpty else { throw LabFault(place, "there is nothing to send") }
            return .raw(octets)
        case "delay": return .delay(try duration("a time"))
        case "pace": return try pace()
        case "split": return .split(try number("octets", in: 1...65_536))
        case "close": return .close
        case "abort": return .abort
        case "hang": return .hang
        case "pass": return .pass
        case "note": return .note(try line("the remark").text)
        default:
            if let reason = Self.proxyWords[text] {
                throw LabFault(place, "'\(text)' is a word of the proxy", reason)
            }
            throw Self.unknown(text, "an action", among: Self.actionWords, place)
        }
    }

    private mutating func reply() throws(LabFault) -> LabRule.Action {
        let place = token.place
        let code = try number("a reply code", in: 200...599)
        var enhanced: EnhancedStatus?
        if case .word(let text) = token.kind {
            enhanced = try enhancedStatus(text, code: code)
            try advance()
        }
        var lines = [try line("the reply's text")]
        while case .string = token.kind { lines.append(try line("the reply's text")) }
        guard lines.allSatisfy({ $0.count <= 490 }) else {
            throw LabFault(
                place, "a reply line has at most 512 octets", "'raw' sends any octets")
        }
        return .reply(code: code, enhanced: enhanced, lines: lines)
    }

    private func enhancedStatus(
        _ text: String, code: Int
    ) throws(LabFault) -> EnhancedStatus {
        guard let status = EnhancedStatus(startOf: Array(text.utf8)[...]),
            status.description == text
        else {
            throw LabFault(
                token.place, "'\(text)' is no enhanced status code",
                "write it as 4.7.1, and the text in quotes")
        }
        guard status.class == code / 100 else {
            throw LabFault(
                token.place, "\(code) and \(text) contradict each other",
                "both begin with the same digit")
        }
        return status
    }

    private mutating func pace() throws(LabFault) -> LabRule.Action {
        let octets = try number("octets in a second", in: 1...1_000_000_000)
        let (unit, place) = try word("'bytes/s'")
        guard unit == "bytes/s" else {
            throw LabFault(place, "'\(unit)' is not a pace", "write it as: pace 40 bytes/s")
        }
        return .pace(octets)
    }
}
