import SMTPCore

extension LabSession {
    /// Takes octets apart as the phase wants: lines, content, chunks.
    mutating func process(
        _ octets: ArraySlice<UInt8>, _ world: inout LabWorld, at now: Duration
    ) {
        var rest = octets
        while !rest.isEmpty {
            switch phase {
            case .over: return
            case .handshaking:
                keepInjected(rest, world)
                return
            case .commands:
                guard let line = reader.next(from: &rest) else { return }
                obey(line, &world, at: now)
            case .authenticating(let exchange):
                guard let line = reader.next(from: &rest) else { return }
                proceed(exchange, with: line, &world, at: now)
            case .content(var content):
                phase = .commands
                if content.read(&rest) {
                    finish(content, &world, at: now)
                } else {
                    phase = .content(content)
                }
            case .chunk(var chunk):
                phase = .commands
                chunk.take(from: &rest)
                if chunk.remaining == 0 {
                    finish(chunk, &world, at: now)
                } else {
                    phase = .chunk(chunk)
                }
            }
        }
    }

    /// Says the correct answer and does what goes with it. Too many refusals end it.
    mutating func perform(_ parts: [Part], _ world: LabWorld, _ now: Duration) {
        for part in parts {
            switch part {
            case .reply(let answer):
                say(answer, world, now)
                if answer.isRefusal { errors += 1 }
            case .startTLS: outbox.append(.startTLS, at: now)
            case .close:
                outbox.append(.close, at: now)
                phase = .over
            }
        }
        guard errors >= Self.errorLimit, parts.contains(where: \.isRefusal) else { return }
        if case .over = phase { return }
        say(Answer(421, "4.7.0", "lab.test Too many errors, closing the connection"), world, now)
        outbox.append(.close, at: now)
        phase = .over
    }

    mutating func say(_ answer: Answer, _ world: LabWorld, _ now: Duration) {
        let withEnhanced = world.scenario.knows("ENHANCEDSTATUSCODES")
        outbox.append(.octets(answer.octets(withEnhanced: withEnhanced)), at: now)
    }

    /// All that was learned about the client and the letter is void: RFC 3207 §4.2.
    mutating func forget() {
        helloName = nil
        user = nil
        forgetLetter()
    }

    mutating func forgetLetter() {
        envelope = nil
        chunks = nil
        chunksFailed = false
        letterNumber += 1
    }

    /// What follows STARTTLS in the clear was perhaps put there by somebody on the way
    /// (RFC 3207 §6). It is dropped, but for the flaw.
    private mutating func keepInjected(_ octets: ArraySlice<UInt8>, _ world: LabWorld) {
        guard world.scenario.flaws.contains(.starttlsInjection) else { return }
        injected += octets.prefix(max(0, 4096 - injected.count))
    }
}

extension LabSession.Part {
    var isRefusal: Bool {
        if case .reply(let answer) = self { return answer.isRefusal }
        return false
    }
}
