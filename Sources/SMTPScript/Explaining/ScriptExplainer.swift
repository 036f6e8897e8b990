import SMTPCore

/// A script read aloud: what each line does, in plain words. All text is visible.
package struct ScriptExplainer {
    private var lines: [String] = []
    private var depth = 0

    private init() {}

    /// One sentence per line, indented by block, LF at the end of each.
    package static func explain(_ script: Script) -> String {
        var explainer = ScriptExplainer()
        explainer.explain(script.nodes)
        return explainer.lines.map { $0 + "\n" }.joined()
    }

    private mutating func explain(_ nodes: [ScriptNode]) {
        for node in nodes { explain(node) }
    }

    private mutating func say(_ text: String) {
        lines.append(String(repeating: "  ", count: depth) + VisibleText.of(text))
    }

    private mutating func explain(_ node: ScriptNode) {
        switch node {
        case .blank, .comment: break
        case .say(let text, _): say("Say aloud: \(text.plain)")
        case .step(let step): say(Self.words(step.action))
        case .expect(let expectation):
            depth += 1
            say(Self.words(expectation))
            depth -= 1
        case .order(let order): say(Self.words(order.action))
        case .block(let block): explain(block)
        }
    }

    private mutating func explain(_ block: Block) {
        switch block.kind {
        case .pipeline: say("Send all of this in one write:")
        case .condition(let condition, _): say("If \(ScriptText.condition(condition)):")
        case .eachRow(let table):
            say(
                "For each of \(table.rows.count) row\(table.rows.count == 1 ? "" : "s") of \(table.names.joined(separator: ", ")):"
            )
        case .eachIn(let name, let values): say("For each of \(values.count) values of \(name):")
        case .repeat(let count): say("\(count) times:")
        case .retry(let count, let every):
            say("Up to \(count) times\(every.map { ", every \($0)" } ?? ""), until nothing fails:")
        case .optional(let title):
            say("Without it the run still passes\(title.map { " (\($0.plain))" } ?? ""):")
        }
        inside(block.body)
        guard case .condition(_, let arms) = block.kind else { return }
        for arm in arms {
            say(arm.condition.map { "Otherwise, if \(ScriptText.condition($0)):" } ?? "Otherwise:")
            inside(arm.body)
        }
    }

    private mutating func inside(_ nodes: [ScriptNode]) {
        depth += 1
        explain(nodes)
        depth -= 1
    }

    // MARK: Steps

    private static func words(_ action: Step.Action) -> String {
        switch action {
        case .send(let text), .exact(let text): return "Send \(text.plain)"
        case .connect(let target, let name, _):
            let place = target.map { "to \($0.plain)" } ?? "to the server of the run"
            return "Connect \(place)\(name.map { " and call it \($0)" } ?? "")."
        case .startTLS: return "Send STARTTLS and, if it is granted, shake hands."
        case .tls: return "Shake hands for TLS at once."
        case .authenticate(let mechanism, let options):
            let user = options.first { $0.name == "user" }.map { " as \($0.value.plain)" } ?? ""
            return "Log in with \(mechanism.uppercased())\(user)."
        case .message(let options, let body):
            let open = options.contains { $0.name == "end" && $0.value.plain == "no" }
            return "Send \(words(body)) as the message\(open ? ", without ending it" : "")."
        case .chunk(let isLast, _, let body):
            return "Send \(words(body)) as \(isLast ? "the last chunk" : "a chunk")."
        case .raw(.string(let text)): return "Send exactly these octets: \(ScriptText.quoted(text))"
        case .raw(.hexadecimal(let octets)): return "Send exactly \(octets.count) octets."
        case .raw(.here(let text)): return "Send exactly \(text.lines.count) lines."
        case .wait(let time): return "Wait up to \(time)."
        case .close: return "Close the connection."
        case .abort: return "Reset the connection."
        case .halfClose: return "Say that we will send no more."
        }
    }

    private static func words(_ body: Body) -> String {
        switch body {
        case .here(let text): "\(text.lines.count) lines"
        case .string: "a short text"
        case .file(let path, _): "the file \(path)"
        case .auto: "a small valid letter"
        }
    }

    // MARK: Expectations

    private static func words(_ expectation: Expectation) -> String {
        let start = expectation.isWish ? "It would be nice: " : "Expect "
        return (expectation.opensNext ? "After that: " : "") + start + words(expectation.claim)
            + "."
    }

    private static func words(_ claim: Expectation.Claim) -> String {
        switch claim {
        case .events(let events): events.map(words).joined(separator: ", or ")
        case .property(let property): words(property)
        case .late(let text): "what \(text.plain) says"
        }
    }

    private static func words(_ event: EventClaim) -> String {
        switch event {
        case .reply(let claim): return words(claim)
        case .line(let code, let text): return "the line \(code)-\(text.plain) in the reply"
        case .any: return "any reply"
        case .nothing: return "nothing, and do not wait"
        case .silence(let time): return "silence for \(time)"
        case .closed(let time):
            return "the server to close\(time.map { " within \($0)" } ?? "")"
        case .fails(let cause, _):
            return cause == .any ? "it to fail" : "it to fail (\(cause.rawValue))"
        }
    }

    private static func words(_ claim: ReplyClaim) -> String {
        let code = claim.code.description
        let kind =
            switch code.first {
            case "2": "success"
            case "3": "go on"
            case "4": "not now"
            case "5": "no"
            default: "a reply"
            }
        let text = claim.matches.isEmpty ? "" : " with a certain text"
        return "\(code)\(claim.enhanced.map { " \($0)" } ?? "") (\(kind))\(text)"
    }

    private static func words(_ property: PropertyClaim) -> String {
        switch property {
        case .has(let keyword, let words, let comparison, let size):
            let list = ([keyword] + words.map(\.plain)).joined(separator: " ")
            let limit = comparison.flatMap { sign in size.map { " \(sign.rawValue) \($0)" } } ?? ""
            return "the server to offer \(list)\(limit)"
        case .lacks(let keyword, let words):
            return
                "the server not to offer \(([keyword] + words.map(\.plain)).joined(separator: " "))"
        case .within(let time): return "the answer within \(time)"
        case .after(let time): return "the answer no sooner than after \(time)"
        case .lines(let comparison, let count):
            return "the number of lines to be \(comparison.rawValue) \(count)"
        case .text: return "a certain text"
        case .bytes: return "certain octets"
        case .not(.reply(let claim)): return "anything but \(words(claim))"
        case .not(.property(let inner)): return "that this does not hold: \(words(inner))"
        case .tls(let field, let comparison, let value):
            return
                "the \(field.rawValue) of TLS to be \(comparison.map { $0.rawValue + " " } ?? "")"
                + value.plain
        case .tlsVerified(let wanted):
            return wanted
                ? "a certificate that can be trusted" : "a certificate that cannot be trusted"
        case .diagnosis(let id): return "the diagnosis \(id)"
        }
    }

    // MARK: Orders

    private static func words(_ action: Order.Action) -> String {
        switch action {
        case .format(let number): return "Written for version \(number) of the language."
        case .title(let text): return "This script: \(text.plain)"
        case .tag(let words): return "Marked as \(words.joined(separator: ", "))."
        case .requires(let words): return "Skipped without \(words.joined(separator: ", "))."
        case .server(let host): return "The server is \(host.plain), unless told otherwise."
        case .lab(let name, _): return "Made for the practice server \(name)."
        case .variable(let name, let value):
            return "Let \(name) be \(ScriptText.expression(value)), unless told otherwise."
        case .set(let name, let value): return "Let \(name) be \(ScriptText.expression(value))."
        case .secret(let secret):
            return "\(secret.name) is a secret\(secret.host.map { " for \($0)" } ?? "")."
        case .timeout(let time): return "From here on wait up to \(time) for an answer."
        case .pace(let rate):
            return rate.map { "From here on send \($0) octets per second." }
                ?? "Send at full speed."
        case .use(let name): return "Go on with the connection \(name)."
        case .early(let isAllowed):
            return isAllowed ? "Unread replies are let pass." : "Unread replies are an error."
        case .section(let text): return "Part: \(text.plain)"
        case .note(let text): return "Note: \(text.plain)"
        case .mark(let text): return "Mark this place: \(text.plain)"
        case .pause(let text): return "Pause\(text.map { ": \($0.plain)" } ?? ".")"
        case .ask(let name, let text): return "Ask for \(name): \(text.plain)"
        case .breakpoint: return "Stop and hand over to the prompt."
        case .include(let path): return "Do what \(path) says."
        case .stop: return "Stop here."
        case .skip(let text): return "Leave out the rest of this part: \(text.plain)"
        case .fail(let text): return "Fail: \(text.plain)"
        }
    }
}
