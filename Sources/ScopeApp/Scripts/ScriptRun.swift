import Glibc
import SMTPDiagnosis
import SMTPScript
import Synchronization

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
    /// The folder for recordings; nil for the shelf.
    package var recordings: String?
    package var plan: ConnectionPlan

    package init(paths: [String], plan: ConnectionPlan) {
        self.paths = paths
        self.plan = plan
    }

    /// Runs everything, prints as it goes, writes the reports; gives the exit code: 0 passed,
    /// 1 usage, 2 a script cannot run, 3 transport, 4 an expectation did not hold.
    package func run() -> Int32 {
        signal(SIGPIPE, SIG_IGN)
        let programs: [ScriptProgram]
        do throws(Refusal) { programs = try load() } catch { return error.exitCode }
        let results = play(programs)
        if programs.count > 1 {
            let text = RunReport.plain.render(results).split(separator: 10).last ?? []
            Files.writeAll(Array(text) + [10], to: 1)
        }
        return writeReports(results)
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

    private struct Desk: Sendable {
        var next = 0
        var results: [Int: RunResult] = [:]
        var hasFailed = false

        /// The index of the next script; nil if there is none, or one failed.
        mutating func take(of count: Int, _ keepsGoing: Bool) -> Int? {
            guard next < count, keepsGoing || !hasFailed else { return nil }
            defer { next += 1 }
            return next
        }
    }

    private func play(_ programs: [ScriptProgram]) -> [RunResult] {
        let desk = Shared(Desk())
        let work: @Sendable () -> Void = {
            while let index = desk.state.withLock({ $0.take(of: programs.count, keepsGoing) }) {
                let (result, recording) = play(programs[index])
                desk.state.withLock { desk in
                    desk.results[index] = result
                    if result.exitCode != 0 { desk.hasFailed = true }
                }
                tell(result, recording: recording)
            }
        }
        let others = (1..<max(1, min(jobs, programs.count, 64))).map { _ in Worker(work) }
        work()
        for other in others { other.join() }
        return desk.state.withLock { desk in
            desk.results.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    /// The result, and where a session that did not pass is recorded.
    func tell(_ result: RunResult, recording: String?) {
        var text = RunReport.plainText(of: result)
        if result.exitCode != 0, let recording { text += "  recording: \(recording)\n" }
        Files.writeAll(Array(text.utf8), to: 1)
    }

    /// The result, and where the session is recorded.
    private func play(_ program: ScriptProgram) -> (RunResult, recording: String?) {
        var ask: ScriptPlayer.Ask?
        if Question.canBeAsked, jobs == 1 { ask = { Question.ask($0, isSecret: $1) } }
        var options = options(for: program)
        options.isInteractive = ask != nil
        let player = ScriptPlayer(
            program, options: options, plan: plan, recording: recording(of: program), ask: ask,
            tell: { [isAlone = jobs == 1] line in
                // What several scripts say at once helps nobody.
                if isAlone { Files.writeAll(Array((line + "\n").utf8), to: 1) }
            })
        return (player.play(), player.recording)
    }

    func options(for program: ScriptProgram) -> RunOptions {
        var options = RunOptions()
        options.target = target
        options.variables = variables
        options.secrets = Self.secrets(of: program, variables)
        options.date = WallClock.mailDate
        options.folder = ScriptFiles.folder(of: program.file)
        options.seed = UInt64.random(in: 0...UInt64.max)
        options.deliversMessages = delivers
        options.until = until
        options.diagnose = { Diagnostician.names(of: $0) }
        let place = target ?? (program.lab.map { "lab:" + $0 } ?? "")
        if place.hasPrefix("lab:") { options.provides.insert("lab") }
        if let timeout = plan.timeLimit { options.timeout = timeout }
        return options
    }

    func recording(of program: ScriptProgram) -> RecordingPlan {
        var plan = RecordingPlan(
            level: Configuration.recordingWithoutScreen, script: program.file)
        guard let recordings else { return plan }
        let name = program.file.split(separator: "/").last.map(String.init) ?? "script"
        plan.file =
            recordings + "/" + (name.hasSuffix(".smtp") ? String(name.dropLast(5)) : name)
            + ".smtprec"
        return plan
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

/// A value several threads change, one at a time.
private final class Shared<Value: Sendable>: Sendable {
    let state: Mutex<Value>

    init(_ value: sending Value) {
        state = Mutex(value)
    }
}
