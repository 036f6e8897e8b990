import SMTPCore

/// An AUTH exchange with a client of a served recording (RFC 4954 §4).
struct ServedLogin: Sendable {
    enum Course: Sendable {
        /// Lines still to be asked for, as whole replies; the first is out.
        case challenges([[UInt8]])
        case scram(SCRAMServer)
        /// SCRAM is proven on both sides; the client has one empty line to say.
        case proven
    }

    /// In upper case.
    var mechanism: String
    var course: Course
    /// What the recorded server said in the end, a whole reply.
    var verdict: [UInt8]

    /// Whether the recorded verdict is a yes.
    var isAccepted: Bool { ReplyLine(verdict).code == 235 }
}

extension ServedSession {
    /// Any credentials get the recorded verdict; the n-th attempt that of the n-th.
    mutating func authenticate(_ command: Command) {
        let mechanism = command.words.first?.map(ASCII.upper).text ?? ""
        guard let match = find(.auth, key: "AUTH " + mechanism) else {
            return refuse(.unknown, command, "504 5.5.4 No AUTH in the recording")
        }
        var answers = talk.steps[match.step].answers.prefix(1).map { $0 }
        for step in talk.steps[(match.step + 1)...] {
            guard step.kind == .authentication, let answer = step.answers.first else { break }
            answers.append(answer)
        }
        guard let verdict = answers.last else {
            give(match, to: Self.shown(command))
            return
        }
        let response = command.words.dropFirst().first.map { Array($0) }
        let code = Self.code(verdict)
        // Not for what the client said: there is none, not here, not now.
        let isRefusedAtOnce = answers.count == 1 && code >= 500 && code != 535
        if case .scram(let hash, let isPlus) = SASLMechanism(mechanism), !isRefusedAtOnce {
            let known = isPlus ? nil : SCRAM.Hash(rawValue: hash)
            return beginSCRAM(command, known, match, verdict, response)
        }
        use(match, Self.shown(command))
        let challenges =
            isRefusedAtOnce
            ? []
            : match.isExact
                ? Self.challenges(recorded: answers, hasResponse: response != nil)
                : Self.challenges(of: SASLMechanism(mechanism), hasResponse: response != nil)
        ask(ServedLogin(mechanism: mechanism, course: .challenges(challenges), verdict: verdict))
    }

    /// A line of the client within the exchange.
    mutating func proceed(_ login: ServedLogin, with line: [UInt8]) {
        state = .commands
        let text = line.dropLast(ASCII.endingLength(of: line))
        if text.elementsEqual([UInt8(ascii: "*")]) {
            return conclude(login, Array("501 5.7.0 AUTH cancelled\r\n".utf8))
        }
        switch login.course {
        case .challenges(let challenges):
            var next = login
            next.course = .challenges(Array(challenges.dropFirst()))
            ask(next)
        case .scram(let server): proceed(login, server, with: text)
        case .proven: conclude(login, login.verdict)
        }
    }

    /// Asks for the next line, or says the verdict where none is missing.
    private mutating func ask(_ login: ServedLogin) {
        guard case .challenges(let challenges) = login.course, let next = challenges.first else {
            return conclude(login, login.verdict)
        }
        write(next)
        state = .authenticating(login)
    }

    private mutating func conclude(_ login: ServedLogin, _ verdict: [UInt8]) {
        judge(
            .authenticated(mechanism: login.mechanism),
            as: .verdict(mechanism: login.mechanism, verdict))
    }

    /// The recorded challenges, one less where the client's first words came with AUTH.
    private static func challenges(recorded: [[UInt8]], hasResponse: Bool) -> [[UInt8]] {
        let challenges = recorded.dropLast().filter { code($0) == 334 }
        let hadResponse = recorded.first.map(code) != 334
        if hasResponse { return Array(challenges.dropFirst(hadResponse ? 0 : 1)) }
        return (hadResponse ? [Array("334 \r\n".utf8)] : []) + challenges
    }

    /// What a mechanism asks for that was not recorded.
    private static func challenges(
        of mechanism: SASLMechanism, hasResponse: Bool
    ) -> [[UInt8]] {
        let texts: [String] =
            switch mechanism {
            case .login: ["Username:", "Password:"]
            case .cramMD5: ["<1.1@recording.example>"]
            case .plain, .digestMD5, .xoauth2, .oauthBearer, .external, .anonymous, .scram, .other:
                [""]
            }
        return texts.dropFirst(hasResponse ? 1 : 0).map {
            Array("334 ".utf8) + Base64.encode(Array($0.utf8)) + ASCII.crlf
        }
    }

    private static func code(_ answer: [UInt8]) -> Int { ReplyLine(answer).code ?? 0 }

    // MARK: SCRAM

    private mutating func beginSCRAM(
        _ command: Command, _ hash: SCRAM.Hash?, _ match: Match, _ verdict: [UInt8],
        _ response: [UInt8]?
    ) {
        guard let hash else {
            return refuse(.unproven, command, "504 5.5.4 A recording cannot do this kind of SCRAM")
        }
        guard let known = options.login else {
            return refuse(
                .unproven, command,
                "454 4.7.0 With SCRAM the server proves that it knows the password: start with "
                    + "--password")
        }
        use(match, Self.shown(command))
        let server = SCRAMServer(
            hash, password: known.password, salt: known.salt, nonce: known.makeNonce(),
            hashing: known.hashing)
        let login = ServedLogin(
            mechanism: "SCRAM-" + hash.rawValue, course: .scram(server), verdict: verdict)
        if let response { return proceed(login, server, with: response[...]) }
        write(Array("334 \r\n".utf8))
        state = .authenticating(login)
    }

    private mutating func proceed(
        _ login: ServedLogin, _ server: SCRAMServer, with text: ArraySlice<UInt8>
    ) {
        var server = server
        var login = login
        switch Base64.decode(text).map({ server.receive($0) }) ?? .malformed {
        case .challenge(let challenge):
            login.course = .scram(server)
            wait(login, for: challenge)
        case .proven(let proof) where login.isAccepted:
            login.course = .proven
            wait(login, for: proof)
        case .proven: conclude(login, login.verdict)
        case .refused where login.isAccepted:
            actions.append(
                .decided(.anotherPassword, command: "AUTH " + login.mechanism, like: ""))
            conclude(login, Array("535 5.7.8 Not the password this server knows\r\n".utf8))
        case .refused: conclude(login, login.verdict)
        case .malformed:
            conclude(login, Array("501 5.5.2 That is not what SCRAM says here\r\n".utf8))
        }
    }

    private mutating func wait(_ login: ServedLogin, for challenge: [UInt8]) {
        write(Array("334 ".utf8) + Base64.encode(challenge) + ASCII.crlf)
        state = .authenticating(login)
    }
}
