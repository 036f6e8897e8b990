import SMTPCore

/// Looks at a whole program for what can be known before it runs: names nobody defines,
/// patterns that are refused, lines that are never reached, and slips.
struct ScriptChecker {
    let program: ScriptProgram
    let known: KnownNames
    var problems: [ScriptProblem] = []
    /// Whether a name asks for what was heard.
    private(set) var usesHeard = false
    /// Whether a `<` line asks for a diagnosis, or may once its words are known.
    var asksForDiagnosis = false
    /// Whether the line that is looked at follows DATA.
    var isBehindData = false
    /// Variables that a line gives a value to or asks for.
    private(set) var variables: Set<String> = []
    /// The known EHLO keywords, once they were asked for.
    var keywordNames: [String]?
    /// Names that have a value at some time.
    private var defined: Set<String>
    /// Names of connections that are opened at some time.
    private(set) var connections: Set<String> = ["main"]
    /// Names that always have a value.
    private static let builtIn: Set<String> = ["date", "uuid"]
    /// Names of what was heard, with a dot behind.
    private static let heard = ["reply", "ehlo", "tls"]
    private static let replyParts: Set<String> = ["code", "enhanced", "text", "ms", "lines"]
    private static let tlsParts: Set<String> = ["version", "cipher", "name", "days"]

    init(
        program: ScriptProgram, variables: Set<String>, connections: Set<String>,
        known: KnownNames
    ) {
        self.program = program
        self.known = known
        self.connections.formUnion(connections)
        defined = variables.union(Self.builtIn)
    }

    mutating func check() {
        for secret in program.secrets {
            defined.insert(secret.name)
            variables.insert(secret.name)
        }
        for instruction in program.instructions { define(instruction.operation) }
        for instruction in program.instructions {
            checkNames(instruction)
            checkOutsideNames(instruction)
            lintKeywords(instruction)
            lint(instruction)
        }
        checkSections()
        checkReach()
        lintSections()
        lintMessages()
        lintServers()
        for source in program.sources.values { lintBlanks(source) }
    }

    mutating func report(
        _ message: String, at place: ScriptPlace, help: String? = nil,
        severity: ScriptProblem.Severity = .error
    ) {
        problems.append(ScriptProblem(message, at: place, help: help, severity: severity))
    }

    // MARK: Names

    private mutating func define(_ operation: Operation) {
        switch operation {
        case .step(let step): define(step)
        case .batch(let steps): for step in steps { define(step) }
        case .order(.variable(let name, _)), .order(.set(let name, _)), .order(.ask(let name, _)):
            defined.insert(name)
            variables.insert(name)
        case .eachBegin(let names, _, _): defined.formUnion(names)
        case .order, .say, .branch, .jump, .repeatBegin, .loopEnd, .retryBegin, .retryEnd,
            .optionalBegin, .optionalEnd:
            break
        }
    }

    private mutating func define(_ step: ExpectedStep) {
        if case .connect(_, let name?, _) = step.step.action { connections.insert(name) }
        for expectation in step.worded {
            for pattern in expectation.claim.patterns {
                let text = ScriptText.bare(pattern.template)
                defined.formUnion(PatternScan.names(in: text))
            }
            // Its patterns are known only when it runs, but their text stands there.
            if case .late(let template) = expectation.claim {
                defined.formUnion(PatternScan.names(in: ScriptText.bare(template)))
            }
        }
    }

    private mutating func checkNames(_ instruction: Instruction) {
        let names: [(name: String, place: ScriptPlace)]
        switch instruction.operation {
        case .step(let step): names = self.names(of: step)
        case .batch(let steps): names = steps.flatMap(self.names)
        case .order(let order): names = order.names
        case .say(let template): names = template.names
        case .branch(let condition, _, _): names = condition.names
        case .eachBegin(_, .rows(let rows), _): names = rows.joined().flatMap(\.names)
        case .eachBegin(_, .values(let values), _): names = values.flatMap(\.names)
        case .optionalBegin(let title, _): names = title?.names ?? []
        case .jump, .repeatBegin, .loopEnd, .retryBegin, .retryEnd, .optionalEnd: names = []
        }
        for use in names { check(use.name, at: use.place) }
    }

    private func names(of step: ExpectedStep) -> [(name: String, place: ScriptPlace)] {
        step.step.action.names + step.worded.flatMap(\.claim.names)
    }

    private mutating func check(_ name: String, at place: ScriptPlace) {
        guard let dot = name.firstIndex(of: ".") else {
            variables.insert(name)
            guard !defined.contains(name) else { return }
            let near = Spelling.nearest(to: name, among: defined.sorted())
            report(
                "nothing defines `\(name)`", at: place,
                help: near.map { "did you mean \($0)?" }
                    ?? "use @var, @secret, @set, @ask or a capture (?<\(name)>...)")
            return
        }
        usesHeard = true
        let part = String(name[name.index(after: dot)...])
        switch name[..<dot] {
        case "ehlo": lint(keyword: part, at: place)
        case "reply" where Self.replyParts.contains(part),
            "tls" where Self.tlsParts.contains(part):
            return
        case "reply":
            report(
                "a reply has no `\(part)`", at: place,
                help: "reply.\(Self.replyParts.sorted().joined(separator: ", reply."))")
        case "tls":
            report(
                "TLS has no `\(part)`", at: place,
                help: "tls.\(Self.tlsParts.sorted().joined(separator: ", tls."))")
        default:
            report(
                "nothing defines `\(name)`", at: place,
                help: "dots belong behind reply, ehlo and tls")
        }
    }

    // MARK: Structure

    /// Sections stand at the top or inside @each and @repeat only: nothing may end half of one.
    private mutating func checkSections() {
        var enclosing: [(word: String, end: Int)] = []
        for (index, instruction) in program.instructions.enumerated() {
            enclosing.removeAll { $0.end <= index }
            switch instruction.operation {
            case .retryBegin(_, _, let end): enclosing.append(("@retry", end))
            case .optionalBegin(_, let end): enclosing.append(("@optional", end))
            case .branch(_, _, let end): enclosing.append(("@if", end))
            case .order(.section):
                guard let block = enclosing.last else { continue }
                report(
                    "a section cannot begin inside \(block.word)", at: instruction.place,
                    help: "put \(block.word) inside the section")
            default: break
            }
        }
    }

    /// Lines behind @stop, @skip or @fail that nothing leads to.
    private mutating func checkReach() {
        var targets: Set<Int> = []
        for instruction in program.instructions {
            switch instruction.operation {
            case .branch(_, let otherwise, let end): targets.formUnion([otherwise, end])
            case .eachBegin(_, _, let end), .repeatBegin(_, let end), .retryBegin(_, _, let end),
                .optionalBegin(_, let end):
                targets.formUnion([end, end - 1])
            default: break
            }
        }
        var dead: String?
        for (index, instruction) in program.instructions.enumerated() {
            if targets.contains(index) { dead = nil }
            switch instruction.operation {
            case .order(.section): if dead != "@stop" { dead = nil }
            case .loopEnd, .retryEnd, .optionalEnd, .jump: continue
            default: break
            }
            if let word = dead {
                report(
                    "this is never reached", at: instruction.place,
                    help: "\(word) above ends it", severity: .lint)
                dead = nil
                continue
            }
            switch instruction.operation {
            case .order(.stop): dead = "@stop"
            case .order(.skip): dead = "@skip"
            case .order(.fail): dead = "@fail"
            default: break
            }
        }
    }
}
