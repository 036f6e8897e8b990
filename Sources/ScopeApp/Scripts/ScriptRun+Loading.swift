import SMTPCore
import SMTPScript

extension ScriptRun {
    /// Why nothing is run; it was told already.
    struct Refusal: Error {
        /// 1 where the command is wrong, 2 where a script cannot be read or cannot run.
        var exitCode: Int32
        /// For the reports: every script, in the order of the files.
        var results: [RunResult]
    }

    /// All scripts, read before anything is sent. Tells everything that is wrong with any of them.
    func load() throws(Refusal) -> [ScriptProgram] {
        var programs: [ScriptProgram] = []
        var refusal = Refusal(exitCode: 0, results: [])
        var known: Set<String> = []
        do throws(FileError) {
            for path in try ScriptFiles.expand(paths) {
                guard let program = read(path, &refusal) else { continue }
                known.formUnion(program.variables)
                if tags.isEmpty || !tags.isDisjoint(with: program.tags) { programs.append(program) }
            }
        } catch {
            complain(error.description)
            refusal.exitCode = 2
        }
        if refusal.exitCode == 0 { refuseUnknown(among: known, &refusal) }
        if programs.isEmpty, refusal.exitCode == 0 {
            let words = tags.sorted().map { "\"\($0)\"" }.joined(separator: " or ")
            complain("no script has the tag \(words), so nothing was run")
            refusal.exitCode = 2
            refusal.results = refusal.results.map {
                .unrun($0.file, because: "it has not the tag \(words), and nothing else was run")
            }
        }
        if refusal.exitCode == 0, programs.allSatisfy(\.doesNothing) {
            for program in programs { complain("there is nothing to run in \(program.file)") }
            refusal.exitCode = 2
            refusal.results = programs.map {
                .unrun($0.file, because: "there is nothing to run in it")
            }
        }
        if let until, refusal.exitCode == 0,
            !programs.contains(where: { $0.mayHaveSection(until) })
        {
            complain("no script has a section called \"\(until)\"")
            refusal.exitCode = 2
        }
        if plan.record != nil, recordings != nil || programs.count > 1 {
            complain("--record keeps one script; with several, --recordings FOLDER keeps each")
            refusal.exitCode = 1
        }
        if refusal.exitCode == 0, let problem = plan.badFile {
            complain(problem)
            refusal.exitCode = 1
        }
        if refusal.exitCode == 0 { makeRecordingFolder(&refusal) }
        guard refusal.exitCode == 0 else { throw refusal }
        return programs
    }

    /// A `--var` that no script has may be for scripts that are not run now; where one has nearly
    /// that name it is a slip, and what it was to change would stay as it is.
    private func refuseUnknown(among known: Set<String>, _ refusal: inout Refusal) {
        for name in variables.keys.sorted() where !known.contains(name) {
            let meant = known.sorted().first { Self.isSlip(name, for: $0) }
            let guess = meant.map { ", did you mean \"\($0)\"?" } ?? ""
            complain("no script has a variable called \"\(name)\"\(guess)")
            if meant != nil { refusal.exitCode = 2 }
        }
    }

    /// Another case, or one letter put in, left out, changed or swapped; in short words the letters
    /// say nothing.
    static func isSlip(_ word: String, for name: String) -> Bool {
        let (letters, meant) = (word.utf8.map(ASCII.upper), name.utf8.map(ASCII.upper))
        return letters == meant
            || letters.count > 2 && Spelling.slips(from: letters, to: meant) == 1
    }

    /// Writes the reports about scripts that were not run; gives the exit code.
    func report(_ refusal: Refusal) -> Int32 {
        _ = writeReports(refusal.results)
        return refusal.exitCode
    }

    /// One script, checked; nil where it cannot be read.
    private func read(_ path: String, _ refusal: inout Refusal) -> ScriptProgram? {
        do throws(FileError) {
            let (program, problems) = try ScriptFiles.load(path, variables: Set(variables.keys))
            for problem in problems {
                Files.writeAll(Array((program.picture(of: problem) + "\n\n").utf8), to: 2)
            }
            let errors = problems.filter { $0.severity == .error }
            if !errors.isEmpty, refusal.exitCode == 0 { refusal.exitCode = 2 }
            refusal.results.append(RunResult.unrun(path, because: errors))
            return program
        } catch {
            complain(error.description)
            refusal.exitCode = 2
            refusal.results.append(RunResult.unrun(path, because: error.description))
            return nil
        }
    }
}
