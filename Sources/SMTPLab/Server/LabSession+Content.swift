import SMTPCore

extension LabSession {
    /// The dot came, or the last chunk.
    mutating func finish(_ content: ContentReader, _ world: inout LabWorld, at now: Duration) {
        let copies = world.scenario.isLMTP ? envelope?.recipients.count ?? 1 : 1
        let refuse: (inout LabSession) -> Void = { $0.forgetLetter() }
        answer(Occasion(content), &world, at: now, copies: copies, refused: refuse) {
            session, world, _ in
            let answer = session.take(content, &world, at: now)
            session.forgetLetter()
            return Array(repeating: .reply(answer), count: copies)
        }
    }

    /// Takes responsibility for a letter (RFC 5321 §4.2.5), if it is not too big.
    private func take(
        _ content: ContentReader, _ world: inout LabWorld, at now: Duration
    ) -> Answer {
        if content.isTooBig { return Self.tooBig(world.scenario) }
        guard let envelope else { return Answer(503, "5.5.1", "No letter has begun") }
        let letter = Letter(
            number: 0, connection: connection, at: now, sender: envelope.sender,
            recipients: envelope.recipients, content: content.content, isSecure: isSecure,
            user: user)
        return Answer(250, "2.0.0", "Ok, queued as LAB\(world.deliver(letter))")
    }

    /// The size line of BDAT; the octets behind it belong to the chunk even when it is refused.
    mutating func beginChunk(_ command: Command, _ world: inout LabWorld, at now: Duration) {
        let scenario = world.scenario
        guard scenario.knows("CHUNKING") else {
            answer(Occasion(command), &world, at: now) { _, _, _ in
                [.reply(Self.missing(command))]
            }
            return
        }
        guard let size = command.chunk else {
            perform(
                [.reply(Answer(501, "5.5.4", "Syntax: BDAT octets, or BDAT octets LAST"))], world,
                now)
            return
        }
        let chunk = Chunk(
            command, octets: size.octets, isLast: size.isLast,
            content: chunks ?? ContentReader(limit: scenario.sizeLimit),
            refusal: refusalOfChunk(scenario))
        chunks = nil
        if chunk.remaining == 0 {
            finish(chunk, &world, at: now)
        } else {
            phase = .chunk(chunk)
        }
    }

    private func refusalOfChunk(_ scenario: LabScenario) -> Answer? {
        if helloName == nil { return Self.helloFirst(scenario) }
        guard let envelope else {
            return Answer(503, "5.5.1", "Name the sender first: MAIL FROM:<address>")
        }
        if envelope.recipients.isEmpty {
            return Answer(554, "5.5.1", "No valid recipients: RCPT TO:<bob@lab.test>")
        }
        guard chunksFailed else { return nil }
        return Answer(503, "5.5.1", "An earlier chunk was refused; RSET begins anew")
    }

    mutating func finish(_ chunk: Chunk, _ world: inout LabWorld, at now: Duration) {
        let occasion = Occasion(chunk.command)
        guard chunk.isLast, chunk.refusal == nil else {
            let refuse: (inout LabSession) -> Void = { $0.chunksFailed = $0.envelope != nil }
            answer(occasion, &world, at: now, refused: refuse) { session, world, _ in
                [.reply(session.keep(chunk, world.scenario))]
            }
            return
        }
        let rule = firstRule(for: occasion, &world, at: now) { $0.event == .verb(.bdat) }
        guard let rule else { return finish(chunk.content, &world, at: now) }
        let refuse: (inout LabSession) -> Void = { $0.forgetLetter() }
        play(rule, occasion, &world, at: now, refused: refuse) { session, world, _ in
            let answer = session.take(chunk.content, &world, at: now)
            session.forgetLetter()
            return [.reply(answer)]
        }
    }

    private mutating func keep(_ chunk: Chunk, _ scenario: LabScenario) -> Answer {
        if let refusal = chunk.refusal {
            chunksFailed = envelope != nil
            return refusal
        }
        if chunk.content.isTooBig {
            chunksFailed = true
            return Self.tooBig(scenario)
        }
        chunks = chunk.content
        return Answer(250, "2.0.0", "Ok, \(chunk.content.size) octets so far")
    }

    private static func tooBig(_ scenario: LabScenario) -> Answer {
        Answer(552, "5.3.4", "Too big: \(scenario.sizeLimit) octets are the limit")
    }
}
