import SMTPCore

/// Passwords that stand in a script, found before anything is sent: what is said aloud ahead of a
/// login must not tell them either. Wrong ones, where a refusal is expected, are words like others
/// until they are used.
struct WrittenSecrets {
    /// With the names they are shown as, in the order they stand there.
    private(set) var all: [(value: [UInt8], name: String)] = []
    /// What is known of variables before the run.
    private var variables: [String: [UInt8]]
    /// A login begun by hand, as far as its lines can be told.
    private var exchange: SASLExchange?
    private var challenges: ArraySlice<[UInt8]> = []
    private var numbered = 0

    /// The prompts of LOGIN, which say which line is the password; others are told by their place.
    private static let prompts = ["VXNlcm5hbWU6", "UGFzc3dvcmQ6"].map { Array($0.utf8) }

    /// `given` are the variables of the command line.
    init(_ program: ScriptProgram, given: [String: [UInt8]]) {
        variables = given
        for instruction in program.instructions {
            switch instruction.operation {
            case .step(let step): note(step)
            case .batch(let steps): for step in steps { note(step) }
            case .order(.variable(let name, let value)) where given[name] == nil:
                variables[name] = literal(value)
            case .order(.set(let name, let value)): variables[name] = literal(value)
            case .order, .say, .branch, .jump, .eachBegin, .repeatBegin, .loopEnd, .retryBegin,
                .retryEnd, .optionalBegin, .optionalEnd:
                break
            }
        }
    }

    private mutating func note(_ step: ExpectedStep) {
        switch step.step.action {
        case .authenticate(_, let options):
            exchange = nil
            guard !step.expectsRefusal else { return }
            for option in options where ["password", "token"].contains(option.name) {
                if let value = text(option.value) { all.append((value, option.name)) }
            }
        case .send(let template), .exact(let template), .raw(.string(let template)):
            guard let line = text(template) else {
                exchange = nil
                return
            }
            guard exchange != nil || ScriptRunner.mayLogIn(line) else { return }
            note(line, expectsRefusal: step.expectsRefusal)
        case .connect, .startTLS, .tls, .message, .chunk, .raw, .wait, .close, .abort, .halfClose:
            exchange = nil
        }
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
        all.append((secret.value, "auth\(numbered)"))
    }

    /// The octets, where they are known already.
    private func text(_ template: Template) -> [UInt8]? {
        var octets: [UInt8] = []
        for piece in template.pieces {
            switch piece {
            case .text(let text): octets += text
            case .variable(let name, _):
                guard let value = variables[name] else { return nil }
                octets += value
            }
        }
        return octets.isEmpty ? nil : octets
    }

    private func literal(_ expression: Expression) -> [UInt8]? {
        if case .string(let template) = expression { text(template) } else { nil }
    }
}
