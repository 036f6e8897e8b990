import SMTPCore
import SMTPTrace

/// A session as a script that passes again on the same server. What was hidden in the facts
/// becomes a `@secret`.
package struct ScriptExport {
    /// A message too large or too odd for the script's own text, to be kept beside it.
    package struct File: Hashable, Sendable {
        /// Such as `session-1.eml`.
        package var name: String
        package var octets: [UInt8]
    }

    var files: [File] = []
    let name: String
    var nodes: [ScriptNode] = []
    var secrets = SavedSecrets()
    private var connections = ConnectionNames()
    private var servers = SavedServers()
    /// Comments in `nodes` that say what may differ.
    private var doubts = 0
    /// Connections on which something was not answered before the next line was sent.
    private var owing: Set<Int> = []
    private var isEarly = false
    static let place = ScriptPlace(file: "", line: 1)

    init(name: String) {
        self.name = name
    }

    /// `name` is the script's file without its ending. The text is formatted; `doubts` counts its
    /// comments on what may differ from what was sent.
    package static func script(
        from events: [TraceEvent], name: String
    ) -> (text: [UInt8], files: [File], doubts: Int) {
        var turns = SessionTurns()
        for event in events { turns.note(event) }
        var export = ScriptExport(name: name)
        export.write(turns.all, remarks: turns.remarks[...])
        let script = Script(nodes: export.head + export.nodes)
        let doubts = export.doubts + export.secrets.doubts
        return (ScriptPrinter.print(script), export.files, doubts)
    }

    /// What to say of a script with so many doubts in it, without a full stop; nil where there are
    /// none.
    package static func remark(on doubts: Int) -> String? {
        guard doubts > 0 else { return nil }
        return "\(doubts) \(doubts == 1 ? "thing" : "things") in it may differ, see its comments"
    }

    var head: [ScriptNode] {
        let title = Order(action: .title(Template("Recorded session \(name)")), place: Self.place)
        return [.order(Order(action: .format(1), place: Self.place)), .order(title)]
            + servers.head + secrets.declarations + [.blank]
    }

    private mutating func write(
        _ turns: [SessionTurn], remarks: ArraySlice<(turn: Int, remark: SessionRemark)>
    ) {
        var remarks = remarks
        var index = 0
        while index < turns.count {
            while let next = remarks.first, next.turn <= index {
                nodes.append(next.remark.node(at: Self.place))
                remarks.removeFirst()
            }
            var end = index + 1
            while end < turns.count, turns[end].sharesWrite(with: turns[index]) { end += 1 }
            if let name = connections.change(to: turns[index]) {
                nodes.append(.order(Order(action: .use(name), place: Self.place)))
            }
            if !isEarly, turns[index].isSaid, owing.contains(turns[index].connection) {
                nodes.append(.order(Order(action: .early(isAllowed: true), place: Self.place)))
                isEarly = true
            }
            if end - index > 1 {
                var body: [ScriptNode] = []
                for turn in turns[index..<end] { body += lines(of: turn) }
                nodes.append(.block(Block(kind: .pipeline, body: body, place: Self.place)))
                nodes.append(.blank)
            } else {
                nodes += lines(of: turns[index])
                nodes.append(.blank)
            }
            index = end
        }
        nodes += remarks.map { $0.remark.node(at: Self.place) }
    }

    private mutating func lines(of turn: SessionTurn) -> [ScriptNode] {
        var lines: [ScriptNode] = []
        if case .connect = turn.kind, turn.pause >= .seconds(1) { lines.append(step(wait(turn))) }
        if let doubt = doubt(about: turn) {
            lines.append(doubt.comment)
            doubts += 1
        }
        let action = action(of: turn)
        lines.append(step(action))
        var expectations: [Expectation] = []
        for (index, reply) in turn.replies.enumerated() {
            expectations += self.expectations(of: reply, turn, opensNext: index > 0)
        }
        expectations += turn.held
        if turn.isLeft || turn.isUnanswered && action.awaitsReply {
            expectations.append(expect(.events([.nothing])))
            owing.insert(turn.connection)
        }
        if let report = turn.report { expectations += self.expectations(of: report) }
        if turn.hasHandshakeFailed { expectations.append(expect(.events([.fails(.tls, nil)]))) }
        if turn.isClosedByServer {
            expectations.append(
                expect(.events([.closed(within: nil)]), opensNext: !turn.replies.isEmpty))
        }
        return lines + expectations.map { .expect($0) }
    }

    func step(_ action: Step.Action) -> ScriptNode {
        .step(Step(action: action, place: Self.place))
    }

    mutating func action(of turn: SessionTurn) -> Step.Action {
        switch turn.kind {
        case .connect:
            let options = turn.report == nil ? [] : [option("tls", Template("implicit"))]
            return .connect(
                target: servers.target(of: turn).map { Template($0) },
                name: connections.name(of: turn), options + verification(of: turn))
        case .startTLS: return .startTLS(verification(of: turn))
        case .handshake: return .tls(verification(of: turn))
        case .authentication(let mechanism, let user, let secret):
            if let secret { note(secret: secret, in: turn) }
            var options: [Option] = []
            if let user { options.append(option("user", Template(user))) }
            if let secret {
                var value = Template()
                value.append(variable: secret, at: Self.place)
                let isToken = ["xoauth2", "oauthbearer"].contains(mechanism)
                options.append(option(isToken ? "token" : "password", value))
            }
            if let identity = turn.identity { options.append(option("as", Template(identity))) }
            if turn.waitsWithFirstResponse { options.append(option("initial", Template("no"))) }
            return .authenticate(mechanism: mechanism, options)
        case .command(let octets): return line(octets, turn)
        case .silence: return wait(turn, longer: true)
        case .halfClose: return .halfClose
        case .close: return .close
        case .abort: return .abort
        case .message: return message(turn)
        case .chunk(let announced, let isLast):
            return chunk(turn, announced: announced, isLast: isLast)
        }
    }

    private func doubt(about turn: SessionTurn) -> SavedDoubt? {
        switch turn.kind {
        case .connect: servers.doubt(about: turn)
        case .message, .chunk:
            turn.isLeftOut ? .letterLeftOut : turn.isHidden ? .secretInSomeForm : nil
        case .command: turn.isHidden ? .secretInSomeForm : nil
        case .authentication: turn.hurriesFirstResponse ? .responseTooEarly : nil
        case .startTLS, .handshake, .silence, .halfClose, .close, .abort: nil
        }
    }

    /// Remembers that a secret is sent, and where to.
    mutating func note(secret: String, in turn: SessionTurn) {
        secrets.note(secret, sentTo: servers.foreignHost(of: turn))
    }

    /// The pause in whole seconds; somewhat longer where something is to happen in it.
    func wait(_ turn: SessionTurn, longer: Bool = false) -> Step.Action {
        let seconds = Int(clamping: turn.pause.components.seconds)
        let spare = longer ? 1 + seconds / 10 : 0
        return .wait(ScriptDuration(min(seconds, 900_000_000) + spare, .seconds))
    }

    /// What makes the handshake pass again: the TLSA records it was held against, or nothing asked.
    func verification(of turn: SessionTurn) -> [Option] {
        guard let report = turn.report else { return [] }
        let records = report.dane.map { $0.records.map(\.description).joined(separator: ", ") }
        let given = records.map { [option("tlsa", Template($0))] } ?? []
        guard report.isVerified else { return [option("verify", Template("none"))] + given }
        return records == nil ? [] : [option("verify", Template("dane"))] + given
    }

    func option(_ name: String, _ value: Template) -> Option {
        Option(name: name, value: value, place: Self.place)
    }

    func expect(_ claim: Expectation.Claim, opensNext: Bool = false, isWish: Bool = false)
        -> Expectation
    {
        Expectation(opensNext: opensNext, isWish: isWish, claim: claim, place: Self.place)
    }

    /// Code and enhanced code; capabilities behind EHLO; the queue's id as a capture.
    private func expectations(
        of reply: Reply, _ turn: SessionTurn, opensNext: Bool
    ) -> [Expectation] {
        guard let code = reply.code,
            let pattern = CodePattern(Array(String(1_000 + code).utf8)[1...])
        else { return [expect(.events([.any]), opensNext: opensNext)] }
        var claim = ReplyClaim(code: pattern)
        claim.enhanced = reply.enhanced.flatMap { EnhancedPattern(Array($0.description.utf8)[...]) }
        if reply.plainText.containsIgnoringCase(Array("queued as ".utf8)) {
            claim.matches = [
                .pattern(
                    PatternText(
                        template: Template("queued as (?<qid>[0-9A-Za-z]+)"), ignoresCase: true,
                        place: Self.place))
            ]
        }
        let first = expect(.events([.reply(claim)]), opensNext: opensNext)
        guard turn.isHello, reply.outcome == .completion else { return [first] }
        return [first] + capabilities(of: reply)
    }

    private func capabilities(of reply: Reply) -> [Expectation] {
        let keywords = Capabilities(reply).keywords.filter { keyword in
            keyword.name.utf8.allSatisfy { LineScanner.isNameOctet($0) || $0 == ASCII.hyphen }
        }
        return keywords.sorted { $0.name < $1.name }.map { keyword in
            let words = keyword.parameters.filter { Int($0) == nil }.filter { word in
                word.utf8.allSatisfy { $0 > 32 && $0 < 127 && !"<>=!#".utf8.contains($0) }
            }
            // Numbers change with a setting; the rest is what clients rely on.
            let numbers = keyword.parameters.filter { Int($0) != nil }
            return expect(
                .property(
                    .has(
                        keyword: keyword.name, words: (words + numbers).map { Template($0) }, nil,
                        nil)), isWish: !numbers.isEmpty)
        }
    }

    private func expectations(of report: TLSReport) -> [Expectation] {
        var result: [Expectation] = []
        if report.version.hasPrefix("TLSv") {
            let version = Template(String(report.version.dropFirst(4)))
            result.append(expect(.property(.tls(.version, .atLeast, version))))
        }
        if report.nameMatches, !report.checkedName.isEmpty {
            result.append(expect(.property(.tls(.name, nil, Template(report.checkedName)))))
        }
        return result
    }
}
