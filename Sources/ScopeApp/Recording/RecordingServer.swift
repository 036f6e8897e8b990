import Glibc
import SMTPTrace
import ScopeEngine

/// Serves a recording without a screen.
package struct RecordingServer {
    package var path: String
    /// host:port, or a port on loopback.
    package var address: String
    package var options = ServedOptions()
    /// How many times as fast as then the answers come; nil is at once.
    package var pace: Double?
    /// The recorded connection every client gets, counted from 1; nil gives the n-th the n-th.
    package var each: Int?
    /// Whether dates in the server's text are moved, as if the recording began now.
    package var refreshesDates = true
    /// Where what clients do is recorded; nil for nowhere.
    package var record: String?
    /// Whether a recording that is there already is replaced.
    package var replacesRecording = false
    /// Rules of the lab to lay over the recording: files, or a rule's own text.
    package var rules: [String] = []
    /// Whether clients may log in with SCRAM, for which the password must be known.
    package var knowsPassword = false

    package init(path: String, address: String) {
        self.path = path
        self.address = address
    }

    /// Takes the words of the command line; gives what is wrong with them, as one sentence. Without
    /// `unknown`, whoever wants to be asked about what is nearly known is asked about the rest.
    package mutating func configure(pace: String, match: String, unknown: String?) -> String? {
        self.pace = Self.factor(pace)
        guard self.pace != nil || pace == "fast" else {
            return "--pace \(pace) is unknown: use fast, recorded or 4x."
        }
        guard let matching = ServedOptions.Matching(rawValue: match) else {
            return "--match \(match) is unknown: use loose, strict or ask."
        }
        options.matching = matching
        options.unknown = matching == .asked ? .asked : .usual
        if let unknown {
            guard let answer = ServedOptions.Unknown(rawValue: unknown) else {
                return "--unknown \(unknown) is unknown: use default, 502, close or ask."
            }
            options.unknown = answer
        }
        return nil
    }

    /// How many times as fast as then; nil for `fast` and for what is no pace.
    private static func factor(_ pace: String) -> Double? {
        if pace == "recorded" { return 1 }
        guard pace.hasSuffix("x"), let factor = Double(pace.dropLast()),
            (0.01...1_000).contains(factor)
        else { return nil }
        return factor
    }

    /// Plays the server's side to other programs until a signal ends it; gives the exit code.
    /// Every answer is told with its reason.
    package func run() -> Int32 {
        guard let place = LabRuns.place(address) else {
            complain("--listen \(address): use host:port, as in 127.0.0.1:2525.")
            return 1
        }
        do throws(FileError) {
            if options.unknown == .asked || options.matching == .asked, !Question.canBeAsked {
                throw FileError(
                    "ask needs somebody at a terminal: --match loose and --unknown default do "
                        + "without")
            }
            if let problem = RecordingPlan.refusal(of: record, replaces: replacesRecording) {
                throw FileError(problem)
            }
            let recording = try LoadedRecording(path: path)
            let talks = try talks(of: recording)
            var plan = try plan(for: recording)
            plan.rules = try LaidRules.read(rules)
            return serve(talks, plan, recording, place)
        } catch {
            complain(error.description)
            return 1
        }
    }

    private func talks(of recording: LoadedRecording) throws(FileError) -> [ServedTalk] {
        let talks = ServedTalk.all(in: recording.events)
        guard !talks.isEmpty else {
            throw FileError("in \(path) no server says anything: there is nothing to serve.")
        }
        guard let each else { return talks }
        guard talks.indices.contains(each - 1) else {
            throw FileError("--each \(each) is none of the connections 1 to \(talks.count).")
        }
        return [talks[each - 1]]
    }

    private func plan(
        for recording: LoadedRecording
    ) throws(FileError) -> RecordingListener.Plan {
        var plan = RecordingListener.Plan { connection, sentence in
            LabRuns.say("connection \(connection): \(sentence)")
        }
        plan.options = options
        if refreshesDates, let then = recording.header.flatMap({ EpochTime(rfc3339: $0.created) }),
            let now = EpochTime(rfc3339: WallClock.now)
        {
            plan.options.dateShift = (now.microseconds - then.microseconds) / 1_000_000
        }
        plan.pace = pace
        plan.certificate = Self.certificate(in: recording.events)
        if options.unknown == .asked || options.matching == .asked {
            let moderator = Moderator()
            plan.ask = { moderator.ask($0, $1, $2, $3) }
        }
        if knowsPassword { plan.options.login = try login() }
        return plan
    }

    /// From `SMTP_PASSWORD`, or asked for.
    private func login() throws(FileError) -> ServedOptions.Login {
        let password =
            environment("SMTP_PASSWORD")
            ?? (Question.canBeAsked ? Question.ask("Password", isSecret: true) : nil)
        guard let password else {
            throw FileError("--password: put the password into the variable SMTP_PASSWORD")
        }
        return ServedOptions.Login(
            password: Array(password.utf8),
            salt: (0..<16).map { _ in UInt8.random(in: 0...255) },
            makeNonce: { Digest.nonce },
            hashing: Digest.scram)
    }

    private func serve(
        _ talks: [ServedTalk], _ plan: RecordingListener.Plan, _ recording: LoadedRecording,
        _ place: (host: String, port: Int)
    ) -> Int32 {
        var plan = plan
        let ending = EndingSignals()
        let recorder = record.map { Recorder(RecordingPlan(file: $0, script: path)) }
        if let recorder {
            plan.note = { event in
                if let problem = recorder.note(event) { complain(problem) }
            }
        }
        defer { recorder?.close() }
        do throws(EngineError) {
            let listener = try RecordingListener(talks, plan, host: place.host, port: place.port)
            ending.whenOneComes { listener.stop() }
            let count = talks.count == 1 ? "one connection" : "\(talks.count) connections"
            LabRuns.say("\(path): \(count), \(recording.condition)")
            for rule in plan.rules { LabRuns.say("laid over it: \(rule.name)") }
            LabRuns.say("listening on \(listener.address); ^C ends it")
            listener.wait()
            listener.shutDown()
            return 0
        } catch {
            complain(error.description)
            return 1
        }
    }

    /// The first one that a server showed.
    private static func certificate(in events: [TraceEvent]) -> Certificate? {
        events.lazy.compactMap { event in
            if case .secured(let report) = event.fact { report.chain.first } else { nil }
        }.first
    }
}
