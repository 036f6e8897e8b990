import Glibc
import SMTPCore
import SMTPScript
import SMTPTrace

/// `smtpscope rec again`: sends a recorded session again and says what differs.
package struct Resend {
    package var path: String
    package var target: String
    package var plan: ConnectionPlan
    /// Whether messages are completed; without it all stops in front of the first final dot.
    package var delivers = false
    /// Addresses in place of the recorded recipients; empty keeps them.
    package var recipients: [String] = []
    /// Whether messages get a new Date and Message-ID.
    package var isFresh = false
    /// Whether pauses between connections are kept.
    package var waits = true
    /// Values of secrets, by name.
    package var variables: [String: [UInt8]] = [:]
    package var isStrict = false
    package var showsNoise = false

    package init(path: String, target: String, plan: ConnectionPlan) {
        self.path = path
        self.target = target
        self.plan = plan
    }

    /// Prints as it goes; gives the exit code: 0 nothing changed, 1 usage, 2 no connection, 4
    /// something changed.
    package func run() -> Int32 {
        signal(SIGPIPE, SIG_IGN)
        do throws(FileError) {
            if let problem = plan.badFile { throw FileError(problem) }
            let recording = try LoadedRecording(path: path)
            let remark = RecordingCommands.remark(path, recording)
            if !remark.isEmpty { complain(remark) }
            let resending = Resending(recording.events, name: "session", options: options)
            try refuseImpossible(resending)
            let secrets = try values(of: resending.secrets)
            say(introduction(of: resending))
            return try play(resending, secrets, recording.events)
        } catch {
            complain(error.description)
            return Verdict.Code.usage.rawValue
        }
    }

    private var options: ResendOptions {
        var options = ResendOptions()
        options.delivers = delivers
        options.recipients = recipients.map { Array($0.utf8) }
        options.tls = plan.tls.flatMap { ResendTLS(rawValue: $0) }
        options.verification = plan.verify.flatMap { word in
            word == "off" ? ScriptTLS.Verification.none : ScriptTLS.Verification(rawValue: word)
        }
        options.helloName = plan.hostName.map { Array($0.utf8) }
        options.waits = waits
        if isFresh {
            let id = String(UInt64.random(in: 0...UInt64.max), radix: 36)
            options.fresh = FreshFields(date: WallClock.mailDate, id: "smtpscope.\(id)")
        }
        return options
    }

    private func refuseImpossible(_ resending: Resending) throws(FileError) {
        guard resending.connections > 0 else {
            throw FileError("in \(path) nobody connects: there is nothing to send again")
        }
        guard resending.connectionsWithoutHello == 0 else {
            throw FileError("--tls starttls needs an EHLO to stand behind, and \(path) has none")
        }
        let needs = resending.secrets.map(\.name)
        if let stranger = variables.keys.sorted().first(where: { !needs.contains($0) }) {
            throw FileError(
                "--secret \(stranger): "
                    + (needs.isEmpty
                        ? "nothing that is hidden is sent again"
                        : "what is hidden is called \(needs.joined(separator: ", "))"))
        }
        guard !delivers || !resending.lacksContent else {
            throw FileError(
                "\(path) does not hold the message, so it cannot be delivered again: leave "
                    + "--deliver out")
        }
    }

    /// What is about to happen, before it does.
    private func introduction(of resending: Resending) -> String {
        let count = resending.connections
        var text = "To \(target), \(count == 1 ? "one connection" : "\(count) connections"):\n"
        for line in resending.envelopes.prefix(100) { text += "  \(line)\n" }
        if resending.envelopes.count > 100 {
            text += "  and \(resending.envelopes.count - 100) more\n"
        }
        for sentence in resending.omissions { text += "\(sentence)\n" }
        if waits, resending.longestPause > .zero {
            text +=
                "Waits up to \(resending.longestPause.brief) between connections, as recorded; "
                + "--no-wait does not.\n"
        }
        return text
            + (delivers
                ? "Messages are delivered.\n"
                : "Stops in front of the final dot; --deliver sends the message.\n")
    }

    private func play(
        _ resending: Resending, _ secrets: [String: [UInt8]], _ recorded: [TraceEvent]
    ) throws(FileError) -> Int32 {
        let (program, problems) = ScriptProgram.load(resending.script, file: "session") { name in
            resending.files.first { $0.name == name }?.octets
        }
        if let problem = problems.first(where: { $0.severity == .error }) {
            throw FileError("\(path) cannot be sent again: \(problem.message)")
        }
        let isAtTerminal = Question.canBeAsked
        var options = RunOptions()
        options.target = target(speakingAs: recorded)
        options.implicitTLS = plan.tls.map { $0 == "implicit" }
        options.secrets = secrets
        options.date = WallClock.mailDate
        options.isInteractive = isAtTerminal
        options.deliversMessages = delivers
        if let timeout = plan.timeLimit { options.timeout = timeout }
        let player = ScriptPlayer(
            program, options: options, plan: plan,
            recording: RecordingPlan(
                level: Configuration.withoutScreen.recording, file: plan.record, script: path),
            keepsHistory: true, asks: isAtTerminal, tell: { _ in })
        let result = player.play()
        if let refusal = result.refusal { throw FileError("cannot send \(path) again: \(refusal)") }
        report(result)
        return conclude(recorded, player.history ?? [], player.recording)
    }

    /// The target; one that says nothing else is spoken to as the recorded one was.
    func target(speakingAs recorded: [TraceEvent]) -> String {
        let spokeLMTP = recorded.contains { event in
            if case .connected(_, _, .lmtp) = event.fact { true } else { false }
        }
        guard spokeLMTP, let endpoint = try? Endpoint(parsing: target) else { return target }
        switch endpoint {
        case .host(let name, let port, .smtp):
            return Endpoint.host(name, port: port, .lmtp).description
        case .socket(let path, .smtp): return Endpoint.socket(path: path, .lmtp).description
        case .host, .socket, .program, .lab: return target
        }
    }

    /// The secrets that can be had without asking: by name from the command line, from
    /// `SMTP_NAME`, and `SMTP_PASSWORD` where only one is wanted. Throws where one is missing
    /// and nobody can be asked.
    private func values(
        of needs: [Resending.SecretNeed]
    ) throws(FileError) -> [String: [UInt8]] {
        var values: [String: [UInt8]] = [:]
        for need in needs {
            let names =
                ["SMTP_" + need.name.uppercased()] + (needs.count == 1 ? ["SMTP_PASSWORD"] : [])
            values[need.name] =
                variables[need.name]
                ?? names.lazy.compactMap { environment($0) }.first.map { Array($0.utf8) }
            guard values[need.name] == nil, !Question.canBeAsked else { continue }
            let user = need.user.isEmpty ? "" : " as \(need.user)"
            throw FileError(
                "AUTH \(need.mechanism)\(user) needs the secret \(need.name), which no recording "
                    + "holds: put it into the variable \(names[names.count - 1])")
        }
        return values
    }

    /// Where the session could not go on; refusals are told by the comparison.
    private func report(_ result: RunResult) {
        for section in result.sections {
            guard let check = section.failures.first else { continue }
            let name = result.sections.count > 1 ? "\(section.title) stopped" : "Stopped"
            let isNamed = !check.wanted.isEmpty && check.wanted != "any"
            say("\(name): \(isNamed ? "expected \(check.wanted), but " : "")\(check.found)\n")
        }
    }

    private func conclude(
        _ recorded: [TraceEvent], _ again: [TraceEvent], _ recording: String?
    ) -> Int32 {
        if let recording { say("recording: \(recording)\n") }
        let hasConnected = again.contains { event in
            if case .connected = event.fact { true } else { false }
        }
        guard hasConnected else { return Verdict.Code.connect.rawValue }
        let both = HeldBack(recorded, again, delivers: delivers)
        let comparison = Comparison(
            both.before, both.after, areRecipientsReplaced: !recipients.isEmpty,
            isTLSReplaced: plan.tls != nil)
        say(comparison.report(showsNoise: showsNoise))
        return comparison.hasChanged(strict: isStrict) ? 4 : 0
    }

    private func say(_ text: String) { Files.writeAll(Array(text.utf8), to: 1) }
}
