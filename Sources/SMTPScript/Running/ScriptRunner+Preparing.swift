import SMTPCore

extension ScriptRunner {
    /// What must be settled before anything is sent.
    mutating func prepare() {
        if let missing = program.requirements.first(where: { !isProvided($0) }) {
            result.isSkipped = true
            result.refusal = "it requires \(missing)"
            return finish()
        }
        missingSecrets = program.secrets.filter { !values.knows(secret: $0.name) }
        if let secret = missingSecrets.first {
            guard options.isInteractive else {
                return refuse(secret.absence)
            }
            state = .asking(name: secret.name, isSecret: true)
            intents.append(
                .ask(name: secret.name, question: "The value of \(secret.name)", isSecret: true))
            return
        }
        if !options.isInteractive,
            let question = program.questions.first(where: { options.variables[$0.name] == nil })
        {
            return refuse(
                "nobody is there to answer for `\(question.name)`: give it with --var")
        }
        if let refusal = refusalOfTargets() { return refuse(refusal) }
        state = .running
        openSection("", at: ScriptPlace(file: program.file, line: 1))
    }

    private func isProvided(_ requirement: String) -> Bool {
        requirement == "deliver" ? options.deliversMessages : options.provides.contains(requirement)
    }

    private mutating func refuse(_ reason: String) {
        result.refusal = reason
        finish()
    }

    /// A server must be known, and the host each secret is meant for must be among those used.
    private func refusalOfTargets() -> String? {
        guard program.stepCount > 0 else { return nil }
        var hosts = Set(links.map(\.host))
        var needsDefault = false
        var hasUnknown = false
        for instruction in program.instructions {
            switch instruction.operation {
            case .step(let step):
                guard case .connect(let target, _, _) = step.step.action else {
                    let isFirst = hosts.isEmpty && !hasUnknown
                    if isFirst, step.step.action.needsConnection { needsDefault = true }
                    continue
                }
                if let literal = target?.literal {
                    hosts.insert(Link.host(of: literal.text))
                } else if target == nil {
                    needsDefault = true
                } else {
                    hasUnknown = true
                }
            case .batch: if hosts.isEmpty, !hasUnknown { needsDefault = true }
            default: break
            }
        }
        if needsDefault, links.isEmpty {
            guard let target = defaultTarget?.literal?.text else {
                return defaultTarget == nil
                    ? "no server is named: use --to HOST:PORT, :connect HOST, @server or @lab" : nil
            }
            hosts.insert(Link.host(of: target))
        }
        guard !hasUnknown else { return nil }
        for secret in program.secrets {
            if let host = secret.host, !hosts.contains(host) {
                return "the secret `\(secret.name)` is for \(host), which this run never talks to"
            }
        }
        return nil
    }

    /// Where `@connect` without a host goes.
    var defaultTarget: Template? {
        if let target = options.target { return Template(target) }
        return program.server ?? program.lab.map { Template("lab:" + $0) }
    }
}

extension Secret {
    /// Why there is no value.
    fileprivate var absence: String {
        let reasons = sources.map { source in
            switch source {
            case .environment(let name): "the environment variable \(name) is not set"
            case .file(let path): "\"\(path)\" cannot be read"
            case .keychain: "keychains are not read"
            case .prompt: "nobody is there to be asked"
            }
        }
        let why =
            reasons.isEmpty
            ? "add `from env NAME` or `from file \"NAME\"` to its line"
            : reasons.joined(separator: ", and ")
        let at = place.map { "\($0.file):\($0.line): " } ?? ""
        return at + "there is no value for the secret `\(name)`: \(why)"
    }
}

extension Step.Action {
    var needsConnection: Bool {
        switch self {
        case .wait, .connect: false
        case .send, .exact, .startTLS, .tls, .authenticate, .message, .chunk, .raw, .close,
            .abort, .halfClose:
            true
        }
    }
}
