import SMTPCore
import SMTPTrace

/// Connections: opening them, logging in, leaving.
extension ScriptRunner {
    mutating func connect(
        _ step: ExpectedStep, _ target: Template?, _ name: String, _ options: [Option]
    ) throws(RunFault) {
        guard let template = target ?? defaultTarget else {
            throw RunFault("no server is named", help: "--to HOST:PORT, @server or @lab")
        }
        let text = try values.expand(template).text
        let endpoint = try endpoint(text)
        if target != nil, let agreed = self.options.agreedHosts,
            !agreed.contains(Link.host(of: text))
        {
            throw RunFault(
                "the script wants to talk to \(text), which nobody agreed to",
                help: "name the host on the command line", isOfScript: false)
        }
        var connection = ScriptConnection(name: name, endpoint: endpoint)
        connection.seed = program.labSeed
        let wanted = target == nil ? self.options.implicitTLS : nil
        var isImplicit = wanted ?? endpoint.wantsImplicitTLS
        for option in options {
            let value = try values.expand(option.value).text
            switch option.name {
            case "tls": isImplicit = value == "implicit"
            case "family": connection.family = Int(value)
            case "source": connection.source = value
            default: break
            }
        }
        connection.implicitTLS = isImplicit ? try tls(options) : nil
        if let old = links.firstIndex(where: { $0.name == name }),
            !settle(old, at: step.step.place)
        {
            return leave()
        }
        links.removeAll { $0.name == name }
        links.append(Link(name: name, target: text))
        current = links.count - 1
        intents.append(.connect(connection))
        expect(step, .connection(connection.implicitTLS), links.count - 1)
    }

    private func endpoint(_ text: String) throws(RunFault) -> Endpoint {
        let endpoint: Endpoint
        do throws(EndpointError) {
            endpoint = try Endpoint(parsing: text)
        } catch {
            throw RunFault(VisibleText.of(error.description))
        }
        if case .program = endpoint, text != options.target {
            throw RunFault(
                "a script starts no programs", help: "name it on the command line: --to pipe:...")
        }
        return endpoint
    }

    func tls(_ options: [Option]) throws(RunFault) -> ScriptTLS {
        var tls = ScriptTLS()
        var values = values
        for option in options {
            let value = try values.expand(option.value).text
            switch option.name {
            case "verify":
                guard let verification = ScriptTLS.Verification(rawValue: value) else {
                    throw RunFault("verify= cannot be `\(VisibleText.of(value))`")
                }
                tls.verification = verification
            case "sni": tls.serverName = value
            case "min": tls.minimum = value
            case "max": tls.maximum = value
            case "ciphers": tls.ciphers = value
            case "cert": tls.certificate = try file(value, option)
            case "key": tls.key = try file(value, option)
            case "alpn":
                guard let names = ScriptTLS.applicationProtocols(Array(value.utf8)) else {
                    throw RunFault(
                        "alpn= cannot be `\(VisibleText.of(value))`", help: "such as alpn=smtp")
                }
                tls.applicationProtocols = names
            case "tlsa":
                do throws(TLSARecordError) {
                    tls.records = try ScriptTLS.records(Array(value.utf8))
                } catch {
                    throw RunFault(VisibleText.of(error.description))
                }
            default: break
            }
        }
        return tls
    }

    /// Where a file is that an option names.
    private func file(_ path: String, _ option: Option) throws(RunFault) -> String {
        guard ScriptParser.staysBelow(path) else {
            throw RunFault(
                "\(option.name)= cannot be `\(VisibleText.of(path))`",
                help: ScriptParser.pathHelp)
        }
        return options.folder + program.path(path, namedIn: option.place.file)
    }

    mutating func end(_ step: ExpectedStep) throws(RunFault) {
        guard let current else {
            throw RunFault("there is no connection to end", isOfScript: false)
        }
        if case .close = step.step.action, step.groups.isEmpty,
            !settle(current, at: step.step.place)
        {
            return leave()
        }
        switch step.step.action {
        case .halfClose:
            guard links[current].state == .open else {
                throw RunFault("the connection is closed", isOfScript: false)
            }
            intents.append(.halfClose)
            links[current].state = .halfClosed
        case .abort:
            intents.append(.abort)
            links[current].state = .closed
            links[current].unasked = []
        default:
            intents.append(.close)
            links[current].state = .closed
        }
        expect(step, .event, current)
    }

    mutating func wait(_ step: ExpectedStep, _ time: Duration) {
        intents.append(.wait(until: now - skipped + time))
        guard !step.groups.isEmpty, let current else {
            state = .sleeping(until: now + time)
            return
        }
        links[current].sentAt = now
        expect(step, .event, current, patience: time)
    }

    mutating func authenticate(
        _ step: ExpectedStep, _ mechanism: String, _ options: [Option]
    ) throws(RunFault) {
        let link = try openLink(step.step)
        var credentials = Credentials(user: [])
        var initial = SASLClient.InitialResponse.whereAllowed
        for option in options {
            let value = try values.expand(option.value)
            switch option.name {
            case "user": credentials.user = value
            case "password": credentials.password = value
            case "token": credentials.token = value
            case "as": credentials.authorizationIdentity = value
            case "initial": initial = value == Array("no".utf8) ? .never : .always
            default: break
            }
        }
        try checkSecrets(link)
        if let password = credentials.password { hide(password, as: "password") }
        if let token = credentials.token { hide(token, as: "token") }
        let name = SASLMechanism(mechanism)
        let client = SASLClient(
            mechanism: name, credentials: credentials, hmacMD5: { _, _ in [] },
            scram: SASLClient.Means(
                hashing: SCRAM.Hashing(hmac: { _, _, _ in [] }, digest: { _, _ in [] }), nonce: []))
        guard client != nil else {
            let missing = name == .xoauth2 || name == .oauthBearer ? "token=" : "password="
            throw RunFault("\(name) needs \(missing)")
        }
        intents.append(.authenticate(name, credentials, initialResponse: initial))
        links[link].sentAt = now
        links[link].isSilent = false
        expect(step, .exchange, link, command: Array("AUTH \(name)\r\n".utf8))
    }
}
