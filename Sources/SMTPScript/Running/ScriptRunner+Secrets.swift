import SMTPCore
import SMTPTrace

/// What must not be shown: values known as secret, and what stands where secrets stand, as in a
/// line that logs in by hand.
extension ScriptRunner {
    /// Text without secrets.
    func mask(_ text: String) -> String {
        hidesSecrets ? redactor.masked(text) : text
    }

    mutating func hide(_ secret: [UInt8], as name: String) {
        hidesSecrets = true
        redactor.know(secret, as: name)
    }

    /// The step as it may be shown, where it may hold a secret by its place; nil for nearly all.
    /// Every step that is sent is to come by here, once.
    mutating func disguise(_ octets: [UInt8], _ step: Step, on link: Int) -> String? {
        let isResponse = links[link].asksForResponse
        guard isResponse || watchesLogin || Self.mayLogIn(octets), step.action.isLine else {
            return nil
        }
        var shown: [UInt8] = []
        var isHidden = false
        for line in octets.lines {
            let command = Command(line)
            let isLogin = isResponse || command.verb == .auth
            let result = redactor.sent(line, part: isLogin ? .authentication : .command)
            shown += result.octets
            isHidden = isHidden || !result.hidden.isEmpty
            if isLogin { watchesLogin = true } else if command.verb.isKnown { watchesLogin = false }
        }
        guard isHidden else { return self.shown(step) }
        hidesSecrets = true
        return step.action.text(showing: shown).map(mask) ?? self.shown(step)
    }

    /// The step as it may be shown before it is sent.
    mutating func preview(_ step: Step) -> String {
        var ahead = self
        guard step.action.isLine, let current, let octets = try? ahead.wire(step),
            let text = ahead.disguise(octets, step, on: current)
        else { return shown(step) }
        return text
    }

    /// What the server wants to know decides what the answer is: a user's name, or a password.
    mutating func noteChallenge(_ reply: Reply) {
        if let line = reply.lines.last { _ = redactor.received(line.octets) }
    }

    /// Whether octets may hold what logs in; false at a glance for nearly all that are sent.
    static func mayLogIn(_ octets: [UInt8]) -> Bool {
        octets.withUnsafeBufferPointer { octets in
            guard octets.count > 4 else { return true }
            let word = octets[..<4].reduce(UInt32(0)) { $0 << 8 | UInt32($1 & 0xDF) }
            guard commonVerbs.contains(word) else { return true }
            let last = octets.count - 1
            for index in 4..<last {
                let octet = octets[index]
                let mayBeAUTH =
                    octet & 0xDF == UInt8(ascii: "A")
                    && octets[index + 1] & 0xDF == UInt8(ascii: "U")
                // Behind the first line stands anything.
                if mayBeAUTH || octet == ASCII.lf { return true }
            }
            return false
        }
    }

    /// Their first four letters.
    private static let commonVerbs = ["MAIL", "RCPT", "DATA", "RSET", "NOOP", "QUIT", "EHLO"].map {
        $0.utf8.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
}

/// Lines of a script as they may be shown before anything is known of a session.
enum SecretText {
    /// A line as written, its secrets taken out.
    static func line(_ line: [UInt8]) -> [UInt8] {
        let start = line.firstIndex { !LineScanner.isBlank($0) } ?? line.endIndex
        let indent = line[..<start]
        let text = Array(LineScanner.trimmedEnd(line[start...]))
        switch text.first {
        case UInt8(ascii: "@")? where text.starts(with: "@auth".utf8):
            guard case .step(let step)? = ScriptParser.parse(line: text).script.nodes.first,
                step.action.withoutSecrets != step.action
            else { return line }
            return indent + Array(ScriptText.step(step.action.withoutSecrets).utf8)
        case UInt8(ascii: "@")?, UInt8(ascii: "<")?, UInt8(ascii: "#")?, UInt8(ascii: "|")?, nil:
            return line
        default:
            guard let secret = SASLExchange.secret(inCommand: text[...]),
                !text[secret.range].contains(UInt8(ascii: "$"))
            else { return line }
            return indent + text[..<secret.range.lowerBound] + Array("[secret]".utf8)
                + text[secret.range.upperBound...]
        }
    }
}

extension Step.Action {
    /// Whether it is lines of the dialogue, and not of a message.
    fileprivate var isLine: Bool {
        switch self {
        case .send, .exact, .raw: true
        case .connect, .startTLS, .tls, .authenticate, .message, .chunk, .wait, .close, .abort,
            .halfClose:
            false
        }
    }

    /// The step with other octets; nil where it does not show them.
    fileprivate func text(showing octets: [UInt8]) -> String? {
        switch self {
        case .send: VisibleText.of(octets.dropLast(ASCII.endingLength(of: octets[...])))
        case .exact: "> " + VisibleText.of(octets.dropLast(ASCII.endingLength(of: octets[...])))
        case .raw(.string), .raw(.hexadecimal): "@raw \(ScriptText.quoted(octets.text))"
        case .raw(.here), .connect, .startTLS, .tls, .authenticate, .message, .chunk, .wait,
            .close, .abort, .halfClose:
            nil
        }
    }

    /// The same with `[password]` in the place of a password that is written out.
    var withoutSecrets: Step.Action {
        guard case .authenticate(let mechanism, var options) = self else { return self }
        for index in options.indices
        where ["password", "token"].contains(options[index].name)
            && options[index].value.literal?.isEmpty == false
        {
            options[index].value = Template("[\(options[index].name)]")
        }
        return .authenticate(mechanism: mechanism, options)
    }
}

extension Verb {
    fileprivate var isKnown: Bool { if case .other = self { false } else { true } }
}

extension [UInt8] {
    /// Each with its LF, but perhaps the last. None is empty.
    fileprivate var lines: [[UInt8]] {
        var lines: [[UInt8]] = []
        var start = 0
        while start < count {
            let end = self[start...].firstIndex(of: ASCII.lf) ?? count - 1
            lines.append(Array(self[start...end]))
            start = end + 1
        }
        return lines
    }
}
