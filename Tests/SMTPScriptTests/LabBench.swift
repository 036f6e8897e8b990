import SMTPCore
import SMTPLab
import SMTPTrace

@testable import SMTPScript

/// A script played against the lab, in memory and on a clock of its own: hours take no time.
struct LabBench {
    private var lab: Lab
    private(set) var runner: ScriptRunner
    private var now = Duration.zero
    private var connection = 0
    private var writes = 0
    private var handshakes: Set<Int> = []
    private var ended: Set<Int> = []
    private var exchanges: [Int: SASLClient] = [:]
    private var conversations: [Int: Conversation] = [:]
    private var names: [String: Int] = [:]
    private var current = 0
    private var redactor = Redactor()
    private var identities: [Int: ActedIdentity] = [:]
    /// The name of the secret that the login which is done now needs.
    private var loginSecret: String?
    private var facts: [TraceEvent] = []
    /// Every fact, in order.
    private(set) var history: [TraceEvent] = []
    /// Everything the runner wanted, in order.
    private(set) var intents: [ScriptIntent] = []
    /// Whether the certificate is good.
    var report = LabBench.report(isGood: true)

    init(_ program: ScriptProgram, lab scenario: LabScenario, options: RunOptions = RunOptions()) {
        lab = Lab(scenario: scenario, seed: 1, hmacMD5: Self.fakeHMAC)
        var options = options
        options.target = options.target ?? "lab.test"
        options.provides.insert("lab")
        runner = ScriptRunner(program: program, options: options)
    }

    /// Not HMAC-MD5, but the same function on both sides.
    static let fakeHMAC: Lab.KeyedHash = { key, data in
        var digest = [UInt8](repeating: 0, count: 16)
        for (index, octet) in (key + [0] + data).enumerated() {
            digest[index % 16] = digest[index % 16] &* 31 &+ octet
        }
        return digest
    }

    static func report(isGood: Bool) -> TLSReport {
        let certificate = Certificate(
            subject: "CN=lab.test", issuer: "CN=Lab CA", names: ["lab.test"], notBefore: 0,
            notAfter: 90 * 86_400, key: "EC prime256v1", signature: "", fingerprint: "",
            keyFingerprint: "", pem: "")
        return TLSReport(
            version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384", cipherBits: 256,
            group: "X25519", serverName: "lab.test", chain: [certificate],
            chainProblem: isGood
                ? nil : VerifyProblem(kind: .selfSigned, code: 18, text: "self-signed", depth: 0),
            checkedName: "lab.test", nameMatches: true, isResumed: false,
            asksForCertificate: false, checkedAt: 0)
    }

    /// Plays to the end; gives up after very many turns.
    mutating func run() -> RunResult {
        perform(runner.start(at: now))
        var turns = 0
        while !runner.isDone, !runner.waitsForUser, turns < 200_000 {
            turns += 1
            if !facts.isEmpty {
                perform(runner.receive(facts.removeFirst()))
                continue
            }
            let times = [lab.nextDeadline, runner.nextDeadline].compactMap { $0 }
            guard let next = times.min() else { break }
            now = max(now, next)
            obey(lab.advance(to: now))
            if facts.isEmpty { perform(runner.tick(at: now)) }
        }
        return runner.result
    }

    private mutating func fact(_ fact: Fact, on number: Int) {
        facts.append(TraceEvent(at: now, connection: number, fact: fact))
        history.append(facts[facts.count - 1])
    }

    private mutating func perform(_ new: [ScriptIntent]) {
        intents += new
        for intent in new { perform(intent) }
    }

    private mutating func perform(_ intent: ScriptIntent) {
        switch intent {
        case .connect(let request):
            if let old = names[request.name], !ended.contains(old) { end(old, .closedByUs) }
            connection += 1
            current = connection
            names[request.name] = connection
            fact(.connecting(to: request.endpoint.description, attempt: 1, of: 1), on: connection)
            fact(.connected(local: "", peer: "192.0.2.25"), on: connection)
            obey(lab.accept(connection: connection, client: "192.0.2.1", at: now))
            if request.implicitTLS != nil { shakeHands() }
        case .use(let name): current = names[name] ?? current
        case .send(let octets):
            loginSecret = nil
            send(octets)
        case .authenticate(let mechanism, let credentials, let initial):
            var client = SASLClient(
                mechanism: mechanism, credentials: credentials, hmacMD5: Self.fakeHMAC)
            if let secret = client?.secret { noteLogin(with: secret) }
            if let line = client?.command(initial) {
                exchanges[current] = client
                send(line)
            }
        case .handshake: shakeHands()
        case .close: end(current, .closedByUs)
        case .abort: end(current, .resetByUs)
        case .overdue(let wait, let time): fact(.overdue(wait, after: time), on: current)
        case .know(let secret, let name): redactor.know(secret, as: name)
        case .adopt, .halfClose, .tellUnfinished, .wait, .ask, .pause, .breakpoint, .standing,
            .say, .note, .record, .done:
            break
        }
    }

    private mutating func noteLogin(with secret: [UInt8]) {
        redactor.know(secret, as: "password")
        loginSecret = redactor.knownName(of: secret)
    }

    private mutating func send(_ octets: [UInt8]) {
        guard !ended.contains(current) else { return }
        writes += 1
        for line in octets.split(after: ASCII.lf) {
            for action in conversations[current, default: Conversation()].submit(line) {
                guard case .write(let piece, let part) = action else { continue }
                let redacted = redactor.sent(piece, part: part)
                var sent = SentOctets(
                    octets: redacted.octets, part: part, isSecure: false, write: writes,
                    hidden: redacted.hidden, user: redacted.user)
                if part == .authentication {
                    sent.identity = identities[current, default: ActedIdentity()].sent(piece)
                    sent.noteOrigin(loginSecret)
                }
                fact(.sent(sent), on: current)
            }
        }
        obey(lab.receive(octets[...], on: current, at: now))
    }

    private mutating func shakeHands() {
        fact(.handshaking(serverName: nil), on: current)
        guard handshakes.remove(current) != nil else {
            fact(.tlsFailed(TLSFailure(kind: .notTLS, text: "no TLS"), nil), on: current)
            return
        }
        fact(.secured(report), on: current)
        conversations[current]?.secured()
        obey(lab.secured(current, at: now))
    }

    private mutating func end(_ number: Int, _ how: Ending.How) {
        guard ended.insert(number).inserted else { return }
        lab.ended(number)
        fact(.ended(Ending(how: how)), on: number)
    }

    private mutating func obey(_ actions: [LabAction]) {
        for action in actions {
            switch action {
            case .write(let number, let octets):
                for line in octets.split(after: ASCII.lf) {
                    _ = conversations[number, default: Conversation()].receive(line[...])
                    let shown = redactor.received(line).octets
                    fact(
                        .received(ReceivedOctets(octets: shown, isSecure: false, read: 1)),
                        on: number)
                    respond(to: line, on: number)
                }
            case .startTLS(let number): handshakes.insert(number)
            case .close(let number): end(number, .closedByServer)
            case .abort(let number): end(number, .reset)
            case .note: break
            }
        }
    }

    private mutating func respond(to line: [UInt8], on number: Int) {
        guard exchanges[number] != nil else { return }
        guard line.starts(with: "334".utf8) else {
            exchanges[number] = nil
            return
        }
        let text = line.dropFirst(4).dropLast(2)
        if let answer = exchanges[number]?.line(answering: text) { send(answer) }
    }
}

extension [UInt8] {
    /// Pieces that each end behind the octet, but perhaps the last.
    fileprivate func split(after octet: UInt8) -> [[UInt8]] {
        var pieces: [[UInt8]] = [[]]
        for value in self {
            pieces[pieces.count - 1].append(value)
            if value == octet { pieces.append([]) }
        }
        return pieces.filter { !$0.isEmpty }
    }
}
