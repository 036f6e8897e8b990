import SMTPCore

extension LabSession {
    /// AUTH with a mechanism and perhaps an initial response (RFC 4954 §4).
    mutating func beginAuth(_ command: Command, _ world: inout LabWorld, at now: Duration) {
        let words = command.words
        let mechanism = SASLMechanism(words.first ?? [])
        if let refusal = refusalOfAuth(mechanism, words, world.scenario) {
            conclude(mechanism, user: [], refusal, &world, at: now)
            return
        }
        var exchange = AuthExchange(mechanism: mechanism, awaited: .response)
        let challenge: [UInt8]
        switch mechanism {
        case .login:
            exchange.awaited = .loginUser
            challenge = Array("Username:".utf8)
        case .cramMD5:
            let number = UInt32.random(in: 1_000...UInt32.max, using: &world.random)
            challenge = Array("<\(number).\(now.components.seconds)@lab.test>".utf8)
            exchange.awaited = .cram(challenge)
        case .plain, .xoauth2, .oauthBearer, .digestMD5, .external, .anonymous, .scram, .other:
            challenge = []
        }
        guard words.count == 2 else {
            return ask(challenge, exchange, world, now)
        }
        let isEmpty = words[1].elementsEqual([UInt8(ascii: "=")])
        proceed(exchange, encoded: isEmpty ? [] : words[1], &world, at: now)
    }

    /// A line within the exchange.
    mutating func proceed(
        _ exchange: AuthExchange, with line: LineReader.Line, _ world: inout LabWorld,
        at now: Duration
    ) {
        phase = .commands
        let text = line.octets.dropLast(ASCII.endingLength(of: line.octets))
        if line.isTooLong {
            let answer = Answer(500, "5.5.6", "Line too long for an AUTH exchange")
            conclude(exchange.mechanism, user: [], answer, &world, at: now)
        } else if text.elementsEqual([UInt8(ascii: "*")]) {
            let answer = Answer(501, "5.7.0", "AUTH cancelled, as you wish")
            conclude(exchange.mechanism, user: [], answer, &world, at: now)
        } else {
            proceed(exchange, encoded: text, &world, at: now)
        }
    }

    private mutating func proceed(
        _ exchange: AuthExchange, encoded: ArraySlice<UInt8>, _ world: inout LabWorld,
        at now: Duration
    ) {
        let mechanism = exchange.mechanism
        guard let message = Base64.decode(encoded) else {
            let answer = Answer(501, "5.5.2", "That is not base64")
            return conclude(mechanism, user: [], answer, &world, at: now)
        }
        switch exchange.step(message, users: world.scenario.users, hmacMD5: world.hmacMD5) {
        case .challenge(let challenge, let awaited):
            ask(challenge, AuthExchange(mechanism: mechanism, awaited: awaited), world, now)
        case .success(let user):
            let answer = Answer(235, "2.7.0", "Welcome, you are logged in")
            conclude(mechanism, user: user, answer, &world, at: now)
        case .failure(let user):
            let answer = Answer(535, "5.7.8", "Login refused: no such user, or a wrong password")
            conclude(mechanism, user: user, answer, &world, at: now)
        case .malformed:
            let text = "That is not what \(mechanism.name) says at this point"
            conclude(mechanism, user: [], Answer(501, "5.5.2", text), &world, at: now)
        }
    }

    private mutating func ask(
        _ challenge: [UInt8], _ exchange: AuthExchange, _ world: LabWorld, _ now: Duration
    ) {
        phase = .authenticating(exchange)
        say(Answer(code: 334, enhanced: nil, lines: [Base64.encode(challenge)]), world, now)
    }

    /// The end of the exchange, which is where rules on AUTH come in.
    private mutating func conclude(
        _ mechanism: SASLMechanism, user: [UInt8], _ verdict: Answer, _ world: inout LabWorld,
        at now: Duration
    ) {
        let occasion = Occasion(auth: mechanism.name, user: user)
        answer(occasion, &world, at: now) { session, _, isForced in
            if isForced || verdict.code == 235 { session.user = user.text }
            return [.reply(verdict)]
        }
    }

    private func refusalOfAuth(
        _ mechanism: SASLMechanism, _ words: [ArraySlice<UInt8>], _ scenario: LabScenario
    ) -> Answer? {
        guard scenario.knows("AUTH") else {
            return Answer(502, "5.5.1", "AUTH is not implemented here")
        }
        if helloName == nil { return Self.helloFirst(scenario) }
        if user != nil { return Answer(503, "5.5.1", "You are logged in already") }
        if envelope != nil { return Answer(503, "5.5.1", "Not within a letter; RSET first") }
        guard (1...2).contains(words.count) else {
            return Answer(501, "5.5.4", "Syntax: AUTH mechanism, such as AUTH PLAIN")
        }
        guard scenario.allMechanisms.contains(mechanism), Self.isPerformed(mechanism) else {
            return Answer(504, "5.5.4", "Unknown mechanism; EHLO lists those there are")
        }
        if !scenario.mechanisms(isSecure: isSecure).contains(mechanism) {
            let text = "Not in the clear, where anybody could read it: STARTTLS first"
            return Answer(538, "5.7.11", text)
        }
        if words.count == 2, mechanism == .cramMD5 {
            return Answer(501, "5.7.0", "With CRAM-MD5 the server speaks first")
        }
        return nil
    }

    private static func isPerformed(_ mechanism: SASLMechanism) -> Bool {
        switch mechanism {
        case .plain, .login, .cramMD5, .xoauth2, .oauthBearer: true
        case .digestMD5, .external, .anonymous, .scram, .other: false
        }
    }
}
