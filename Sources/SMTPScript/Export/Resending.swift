import SMTPCore
import SMTPTrace

/// How the client's side of a recorded session is sent once more.
package struct ResendOptions: Sendable {
    /// Whether messages are completed. Without it each connection ends where its first message
    /// would.
    package var delivers = false
    /// Addresses that take the place of all recipients of a transaction; empty keeps them.
    package var recipients: [[UInt8]] = []
    /// Whether the pauses between connections are kept.
    package var waits = true
    /// What makes each message a new one; nil sends it as it was.
    package var fresh: FreshFields?
    /// How TLS begins; nil is as it did.
    package var tls: ResendTLS?
    /// What must hold of every certificate; nil demands what held then, where a password is sent.
    package var verification: ScriptTLS.Verification?
    /// The name in EHLO, HELO and LHLO; nil is that of then.
    package var helloName: [UInt8]?

    package init() {}
}

/// How TLS begins in a session that is sent again.
package enum ResendTLS: String, Hashable, Sendable {
    /// Not at all.
    case none
    /// Behind the first EHLO.
    case starttls
    /// With the first octet.
    case implicit
}

/// The client's side of a recorded session as a script that takes any answer: what follows from
/// the answers is left to a comparison. TLS and AUTH are negotiated anew, lines are pipelined only
/// if the server offers it now.
package struct Resending: Sendable {
    /// A secret that has to be given, since the recording does not hold it.
    package struct SecretNeed: Hashable, Sendable {
        package var name: String
        /// In upper case.
        package var mechanism: String
        /// May be empty.
        package var user: String
    }

    package private(set) var script: [UInt8] = []
    /// Messages kept beside the script.
    package private(set) var files: [ScriptExport.File] = []
    package private(set) var secrets: [SecretNeed] = []
    /// MAIL and RCPT as they will be sent, made visible, in order.
    package private(set) var envelopes: [String] = []
    /// What cannot be sent again, a sentence for each.
    package internal(set) var omissions: [String] = []
    /// Whether a message would be completed whose content the recording left out.
    package private(set) var lacksContent = false
    package private(set) var connections = 0
    /// The longest time in which nothing is said.
    package private(set) var longestPause = Duration.zero

    private var options: ResendOptions
    private var export: ScriptExport
    /// Whether a password is sent, so that a certificate that was good must be good again.
    private var hasSecrets = false
    /// Connections on which STARTTLS is wanted and nobody says EHLO.
    package internal(set) var connectionsWithoutHello = 0

    package init(_ events: [TraceEvent], name: String, options: ResendOptions) {
        self.options = options
        export = ScriptExport(name: name)
        var turns = SessionTurns()
        for event in events { turns.note(event) }
        let sendable = turns.sendable.map(Self.withoutHiddenContent)
        var wanted = withHelloName(withRecipients(sendable))
        if let tls = options.tls { wanted = secured(wanted, by: tls) }
        hasSecrets = wanted.contains {
            if case .authentication = $0.kind { true } else { false }
        }
        write(wanted)
        let early = ScriptNode.order(
            Order(action: .early(isAllowed: true), place: ScriptExport.place))
        script = ScriptPrinter.print(Script(nodes: export.head + [early] + export.nodes))
        files = export.files
    }

    private func withHelloName(_ turns: [SessionTurn]) -> [SessionTurn] {
        guard let name = options.helloName else { return turns }
        return turns.map { turn in
            guard case .command(let octets) = turn.kind, turn.isHello else { return turn }
            var turn = turn
            turn.kind = .command(Array("\(Command(octets).verb.name) ".utf8) + name + ASCII.crlf)
            return turn
        }
    }

    /// Nobody is asked for a secret that stood in a letter: another letter takes its place.
    private static func withoutHiddenContent(_ turn: SessionTurn) -> SessionTurn {
        var turn = turn
        turn.isLeftOut = turn.isHidden && turn.takesContent
        return turn
    }

    /// The turns with the recipients that are wanted, each in place of the first of its
    /// transaction.
    private func withRecipients(_ turns: [SessionTurn]) -> [SessionTurn] {
        guard !options.recipients.isEmpty else { return turns }
        var result: [SessionTurn] = []
        var isReplaced = false
        for turn in turns {
            guard case .command(let octets) = turn.kind, Command(octets).verb == .rcpt else {
                isReplaced = false
                result.append(turn)
                continue
            }
            guard !isReplaced else { continue }
            isReplaced = true
            result += options.recipients.map { address in
                var copy = turn
                copy.kind = .command(Self.recipient(address, like: Command(octets)))
                copy.isHidden = false
                copy.secrets = []
                return copy
            }
        }
        return result
    }

    /// RCPT for another address; its parameters stay, but for the one that names the old address
    /// (RFC 3461 §4.2).
    private static func recipient(_ address: [UInt8], like command: Command) -> [UInt8] {
        var line = Array("RCPT TO:<".utf8) + address + [UInt8(ascii: ">")]
        for parameter in command.path?.parameters ?? [] where parameter.name != "ORCPT" {
            line += Array(" \(parameter.name)".utf8)
            if let value = parameter.value { line += Array("=\(value)".utf8) }
        }
        return line + ASCII.crlf
    }

    // MARK: Writing

    private mutating func write(_ turns: [SessionTurn]) {
        var index = 0
        while index < turns.count {
            var end = index + 1
            while end < turns.count, turns[end].sharesWrite(with: turns[index]) { end += 1 }
            let group = turns[index..<end].filter { isSayable($0) }
            index = end
            var alone: [ScriptNode] = []
            for turn in group { alone += lines(of: turn) }
            guard group.count > 1 else {
                export.nodes += alone
                continue
            }
            let offered = Condition(
                groups: [
                    [.init(isNegated: false, question: .has(keyword: "PIPELINING", words: []))]
                ])
            export.nodes += choice(
                offered,
                [.block(Block(kind: .pipeline, body: alone, place: ScriptExport.place))],
                otherwise: alone)
        }
    }

    private func choice(
        _ condition: Condition, _ body: [ScriptNode], otherwise: [ScriptNode]
    ) -> [ScriptNode] {
        let place = ScriptExport.place
        let arms = otherwise.isEmpty ? [] : [Block.Arm(body: otherwise, place: place)]
        return [
            .block(Block(kind: .condition(condition, arms: arms), body: body, place: place))
        ]
    }

    /// Whether a line can be said again; what cannot is noted.
    private mutating func isSayable(_ turn: SessionTurn) -> Bool {
        guard turn.isHidden else { return true }
        switch turn.kind {
        case .command(let octets):
            omissions.append(
                "\(VisibleText.of(octets.dropLast(ASCII.endingLength(of: octets)))) is left out: "
                    + "the recording hides a part of it")
            return false
        case .message, .chunk:
            lacksContent = true
            return true
        case .connect, .authentication, .startTLS, .handshake, .silence, .halfClose, .close,
            .abort:
            return true
        }
    }

    private mutating func lines(of turn: SessionTurn) -> [ScriptNode] {
        switch turn.kind {
        case .connect: return connection(turn)
        case .startTLS:
            let step = export.step(.startTLS(verification(of: turn)))
            // What was said inside TLS is not said in clear.
            let isWanted = turn.report != nil || options.tls == .starttls
            return [step] + (isWanted ? [success()] : answers(to: turn))
        case .handshake: return [export.step(.tls(verification(of: turn)))]
        case .authentication(let mechanism, let user, let secret):
            noteSecret(mechanism, user, secret)
            return [export.step(export.action(of: turn))] + answers(to: turn)
        case .command(let octets):
            note(Command(octets))
            return [export.step(export.action(of: turn))] + answers(to: turn)
        case .message: return message(turn)
        case .silence:
            longestPause = max(longestPause, turn.pause)
            return options.waits ? [export.step(export.action(of: turn))] + answers(to: turn) : []
        case .close, .abort: return [export.step(export.action(of: turn))]
        case .halfClose where turn.replies.isEmpty && !turn.isClosedByServer:
            return [export.step(export.action(of: turn))]
        case .chunk, .halfClose: return [export.step(export.action(of: turn))] + answers(to: turn)
        }
    }

    private mutating func noteSecret(_ mechanism: String, _ user: String?, _ secret: String?) {
        guard let secret, !secrets.contains(where: { $0.name == secret }) else { return }
        secrets.append(
            SecretNeed(
                name: secret, mechanism: VisibleText.of(Array(mechanism.uppercased().utf8)),
                user: VisibleText.of(Array((user ?? "").utf8))))
    }

    private mutating func note(_ command: Command) {
        guard command.verb == .mail || command.verb == .rcpt else { return }
        envelopes.append(VisibleText.of(command.text))
    }

    /// A section of its own, so that a later connection is opened whatever became of this one.
    private mutating func connection(_ turn: SessionTurn) -> [ScriptNode] {
        connections += 1
        let title = Order.Action.section(Template("connection \(connections)"))
        var nodes: [ScriptNode] = [.order(Order(action: title, place: ScriptExport.place))]
        if options.waits, turn.pause >= .seconds(1) {
            longestPause = max(longestPause, turn.pause)
            nodes.append(export.step(export.wait(turn)))
        }
        let wasImplicit = turn.report != nil || turn.hasHandshakeFailed
        let isImplicit = options.tls.map { $0 == .implicit } ?? wasImplicit
        let tls =
            isImplicit
            ? [export.option("tls", Template("implicit"))] + verification(of: turn) : []
        nodes.append(export.step(.connect(target: nil, name: nil, tls)))
        var answers = answers(to: turn)
        // A greeting that is a refusal now ends the section.
        if turn.replies.first?.outcome == .completion { answers[0] = success() }
        return nodes + answers
    }

    private func verification(of turn: SessionTurn) -> [Option] {
        if let wanted = options.verification {
            return [export.option("verify", Template(wanted.rawValue))]
        }
        let isDemanded = hasSecrets && turn.report?.isVerified == true
        return isDemanded
            ? export.verification(of: turn) : [export.option("verify", Template("none"))]
    }

    /// Only where the server asks for it: elsewhere its lines would be taken for commands.
    private mutating func message(_ turn: SessionTurn) -> [ScriptNode] {
        var turn = turn
        if var fresh = options.fresh {
            turn.content = fresh.replaced(in: turn.content)
            options.fresh = fresh
        }
        if turn.replies.count > 1, !options.recipients.isEmpty {
            // LMTP answers once for each recipient.
            let count = max(1, options.recipients.count)
            turn.replies = (0..<count).map { turn.replies[min($0, turn.replies.count - 1)] }
        }
        let body = [export.step(export.action(of: turn))] + answers(to: turn)
        let reason = "the server wants no message now"
        let skip = ScriptNode.order(
            Order(action: .skip(Template(reason)), place: ScriptExport.place))
        guard let code = CodePattern("354".utf8) else { return body }
        let wanted = Condition(groups: [[.init(isNegated: false, question: .reply(code))]])
        return choice(wanted, body, otherwise: options.delivers ? [] : [skip])
    }

    private func success() -> ScriptNode {
        let claim = CodePattern("2xx".utf8).map { EventClaim.reply(ReplyClaim(code: $0)) }
        return .expect(export.expect(.events([claim ?? .any])))
    }

    /// As many answers as there were, whatever they say.
    private func answers(to turn: SessionTurn) -> [ScriptNode] {
        var claims: [Expectation] = []
        for index in 0..<max(1, turn.replies.count) {
            claims.append(export.expect(.events([.any]), opensNext: index > 0))
        }
        let isUnanswered = !turn.isClosedByServer && turn.mayStayUnanswered
        if turn.replies.isEmpty, turn.isLeft || isUnanswered {
            claims = [export.expect(.events([.nothing]))]
        }
        if turn.isClosedByServer, !turn.replies.isEmpty {
            let limit = ScriptDuration(5, .seconds)
            claims.append(
                export.expect(.events([.closed(within: limit)]), opensNext: true, isWish: true))
        }
        return claims.map { .expect($0) }
    }
}

extension SessionTurn {
    /// Whether it is a line of ours that nobody need wait behind.
    fileprivate var mayStayUnanswered: Bool {
        switch kind {
        case .command, .message, .chunk: true
        case .connect, .startTLS, .handshake, .authentication, .silence, .halfClose, .close,
            .abort:
            false
        }
    }
}
