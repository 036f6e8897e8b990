import SMTPScript

extension ScriptRun {
    /// Steps through one script on the screen, then prints and reports as a run without it does;
    /// gives the exit code. 2 where there is no screen, or the script cannot run.
    package func step(on screen: ScreenPlan) -> Int32 {
        guard Question.canBeAsked || screen.uiScript != nil else {
            complain("--step opens the screen and needs a terminal; leave it out to just run.")
            return 2
        }
        let programs: [ScriptProgram]
        do throws(Refusal) { programs = try load() } catch { return report(error) }
        guard programs.count == 1 else {
            complain("--step goes through one script, and \(programs.count) are named.")
            return 1
        }
        return step(programs[0], on: screen)
    }

    private func tell(_ result: RunResult, recording: String?) {
        Files.writeAll(Array(Self.text(of: result, recording: recording).utf8), to: outlet)
    }

    private func step(_ program: ScriptProgram, on screen: ScreenPlan) -> Int32 {
        var options = options(for: program)
        options.isInteractive = true
        // What is refused before anything is sent needs no screen.
        var trial = ScriptRunner(program: program, options: options)
        _ = trial.start(at: .zero)
        guard trial.result.refusal == nil else {
            tell(trial.result, recording: nil)
            return writeReports([trial.result])
        }
        let plans = recordings(of: [program])
        let earlier = Self.earlier(plans)
        let played = Screen.step(
            program, options, connection: plan, recording: plans[0], screen: screen)
        guard let result = played.result else { return played.exitCode }
        tell(result, recording: played.recording)
        tellReplaced(earlier, by: played.recording.map { [$0] } ?? [])
        let code = writeReports([result])
        return played.exitCode == 0 ? code : played.exitCode
    }
}
