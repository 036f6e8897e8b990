import SMTPCore

/// Passwords that stand in a script, found before anything is sent: what is said aloud ahead of a
/// login must not tell them either. Wrong ones, where a refusal is expected, are words like others
/// until they are used.
struct WrittenSecrets {
    /// With the names they are shown as, in the order they stand there; each value once.
    private(set) var all: [(value: [UInt8], name: String)] = []
    private var foreseen: ForeseenValues
    /// A login begun by hand, as far as its lines can be told.
    private var exchange: SASLExchange?
    private var challenges: ArraySlice<[UInt8]> = []
    private var numbered = 0
    /// How many instructions may be gone through again for further rows of tables.
    private var againLeft = 20_000

    /// The prompts of LOGIN, which say which line is the password; others are told by their place.
    private static let prompts = ["VXNlcm5hbWU6", "UGFzc3dvcmQ6"].map { Array($0.utf8) }

    /// `given` are the variables of the command line.
    init(_ program: ScriptProgram, given: [String: [UInt8]]) {
        foreseen = ForeseenValues(given: given)
        walk(program.instructions[...])
    }

    /// Goes through instructions as they stand, and through a table's body with each row.
    private mutating func walk(_ instructions: ArraySlice<Instruction>) {
        var index = instructions.startIndex
        while index < instructions.endIndex {
            switch instructions[index].operation {
            case .eachBegin(let names, let source, let end):
                let body = instructions[(index + 1)..<min(end, instructions.endIndex)]
                for row in 0..<source.count {
                    if row > 0 { againLeft -= body.count }
                    guard row == 0 || againLeft > 0 else { break }
                    foreseen.enter(row, of: source, names)
                    walk(body)
                }
                index += body.count
            case .step(let step): note(step)
            case .batch(let steps): for step in steps { note(step) }
            case .order(let order): foreseen.note(order)
            case .say, .branch, .jump, .repeatBegin, .loopEnd, .retryBegin, .retryEnd,
                .optionalBegin, .optionalEnd:
                break
            }
            index += 1
        }
    }

    private mutating func note(_ step: ExpectedStep) {
        switch step.step.action {
        case .authenticate(_, let options):
            exchange = nil
            guard !expectsRefusal(step) else { return }
            for option in options where ["password", "token"].contains(option.name) {
                if let value = foreseen.text(option.value) { add(value, as: option.name) }
            }
        case .send(let template), .exact(let template), .raw(.string(let template)):
            guard let line = foreseen.text(template) else {
                exchange = nil
                return
            }
            guard exchange != nil || ScriptRunner.mayLogIn(line) else { return }
            note(line, expectsRefusal: expectsRefusal(step))
        case .connect, .startTLS, .tls, .message, .chunk, .raw, .wait, .close, .abort, .halfClose:
            exchange = nil
        }
    }

    private mutating func add(_ value: [UInt8], as name: String) {
        if !all.contains(where: { $0.value == value }) { all.append((value, name)) }
    }

    /// Whether the step takes a refusal, with what its names stand for in this row.
    private func expectsRefusal(_ step: ExpectedStep) -> Bool {
        let groups = step.groups.map { group in
            group.map { expectation in
                guard case .late(let template) = expectation.claim,
                    let text = foreseen.text(template),
                    case .expect(let settled)? =
                        ScriptParser.parse(line: Array("< ".utf8) + text).script.nodes.first
                else { return expectation }
                return settled
            }
        }
        return ExpectedStep(step: step.step, groups: groups).expectsRefusal
    }

    private mutating func note(_ line: [UInt8], expectsRefusal: Bool) {
        let secret: SASLSecret?
        if exchange != nil, case .other = Command(line).verb {
            _ = exchange?.server((challenges.popFirst() ?? [])[...])
            secret = exchange?.secret(inClient: line[...])
            _ = exchange?.client(line[...])
        } else if let command = AuthenticationCommand(line[...]) {
            secret = SASLExchange.secret(inCommand: line[...])
            exchange = SASLExchange(mechanism: command.mechanism)
            challenges = Self.prompts[...]
            if let range = command.response {
                _ = exchange?.client(line[range])
                challenges = challenges.dropFirst()
            }
        } else {
            secret = nil
            exchange = nil
        }
        guard let secret, !expectsRefusal, !all.contains(where: { $0.value == secret.value }) else {
            return
        }
        numbered += 1
        add(secret.value, as: "auth\(numbered)")
    }
}
