import Glibc
import SMTPScript
import ScopeModel

/// Scripts without a screen: files in, results out.
package struct ScriptRun: Sendable {
    package struct Report: Sendable {
        package var kind: RunReport
        package var path: String

        /// Reads `junit=FILE` and the like; nil where it is nothing of the kind.
        package init?(_ text: String) {
            let parts = text.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let kind = RunReport(rawValue: String(parts[0])) else {
                return nil
            }
            self.kind = kind
            path = String(parts[1])
        }
    }

    /// Files and folders, as named.
    package var paths: [String]
    package var target: String?
    package var variables: [String: [UInt8]] = [:]
    /// Scripts at the same time.
    package var jobs = 1
    /// Whether the scripts behind one that failed are run too.
    package var keepsGoing = false
    package var delivers = true
    package var until: String?
    /// Only scripts with one of these tags; empty for all.
    package var tags: Set<String> = []
    package var reports: [Report] = []
    /// The folder for recordings; nil for the shelf. What an earlier run left there of the same
    /// script is replaced, and told.
    package var recordings: String?
    package var plan: ConnectionPlan

    package init(paths: [String], plan: ConnectionPlan) {
        self.paths = paths
        self.plan = plan
    }

    /// Runs everything, prints as it goes, writes the reports; gives the exit code: 0 passed,
    /// 1 usage, 2 a script cannot run, 3 transport, 4 an expectation did not hold, 130 Ctrl-C.
    package func run() -> Int32 {
        signal(SIGPIPE, SIG_IGN)
        let programs: [ScriptProgram]
        do throws(Refusal) { programs = try load() } catch { return report(error) }
        let desk = play(programs)
        if programs.count > 1 { desk.summarise() }
        let code = writeReports(desk.results)
        return desk.signal.map { 128 + $0 } ?? code
    }

    /// Writes the reports that are wanted; gives the exit code.
    func writeReports(_ results: [RunResult]) -> Int32 {
        for report in reports {
            do throws(FileError) {
                let octets = report.kind.render(results)
                if report.path == "-" {
                    Files.writeAll(octets, to: 1)
                } else {
                    try Files.write(octets, to: report.path, mode: 0o644)
                }
            } catch {
                complain(error.description)
                return 1
            }
        }
        return RunReport.exitCode(of: results)
    }

    // MARK: Playing

    /// Where it is told how the run goes: a report that goes to standard output has it to itself.
    var outlet: Int32 { reports.contains { $0.path == "-" } ? 2 : 1 }

    private func play(_ programs: [ScriptProgram]) -> ScriptDesk {
        let desk = ScriptDesk(programs.map(\.file), keepsGoing: keepsGoing, outlet: outlet)
        let interrupts = Interrupts { desk.stop(by: $0) }
        defer { interrupts.end() }
        let recordings = recordings(of: programs)
        let earlier = Self.earlier(recordings)
        let work: @Sendable () -> Void = {
            while let index = desk.take() {
                guard !programs[index].doesNothing else {
                    desk.finish(index, .empty(programs[index].file), recording: nil)
                    continue
                }
                let player = player(of: programs[index], recording: recordings[index], at: desk)
                desk.begin(index, player)
                desk.finish(index, player.play(), recording: player.recording)
            }
        }
        let others = (1..<max(1, min(jobs, programs.count, 64))).map { _ in Worker(work) }
        work()
        for other in others { other.join() }
        tellReplaced(earlier, by: desk.recordings)
        return desk
    }

    /// The result, and where a session that did not pass is recorded.
    static func text(of result: RunResult, recording: String?) -> String {
        let text = RunReport.plainText(of: result)
        guard result.exitCode != 0, let recording else { return text }
        return text + "  recording: \(recording)\n"
    }

    private func player(
        of program: ScriptProgram, recording: RecordingPlan, at desk: ScriptDesk
    ) -> ScriptPlayer {
        var options = options(for: program)
        options.isInteractive = Question.canBeAsked && jobs == 1
        return ScriptPlayer(
            program, options: options, plan: plan, recording: recording,
            asks: options.isInteractive
        ) { [isAlone = jobs == 1] line in
            // What several scripts say at once helps nobody.
            if isAlone { desk.say(line + "\n") }
        }
    }

    func options(for program: ScriptProgram) -> RunOptions {
        var options = RunOptions()
        options.target = target
        options.implicitTLS = plan.tls.map { $0 == "implicit" }
        options.variables = variables
        options.secrets = Self.secrets(of: program, variables)
        options.date = WallClock.mailDate
        options.folder = ScriptFiles.folder(of: program.file)
        options.seed = UInt64.random(in: 0...UInt64.max)
        options.deliversMessages = delivers
        options.until = until
        options.investigation = SessionInvestigation()
        let place = target ?? (program.lab.map { "lab:" + $0 } ?? "")
        if place.hasPrefix("lab:") { options.provides.insert("lab") }
        if let timeout = plan.timeLimit { options.timeout = timeout }
        return options
    }

    /// The values of a script's secrets that can be had without asking: given by name, from the
    /// environment, from files. Those that are nowhere are left out.
    static func secrets(
        of program: ScriptProgram, _ variables: [String: [UInt8]]
    ) -> [String: [UInt8]] {
        var values: [String: [UInt8]] = [:]
        let folder = ScriptFiles.folder(of: program.file)
        for secret in program.secrets {
            if let value = variables[secret.name] { values[secret.name] = value }
            for source in secret.sources where values[secret.name] == nil {
                switch source {
                case .environment(let name):
                    values[secret.name] = environment(name).map { Array($0.utf8) }
                case .file(let path):
                    values[secret.name] = ScriptFiles.read(path, below: folder).map { octets in
                        Array(octets.prefix { $0 != 10 && $0 != 13 })
                    }
                case .keychain, .prompt: break
                }
            }
        }
        return values
    }
}
