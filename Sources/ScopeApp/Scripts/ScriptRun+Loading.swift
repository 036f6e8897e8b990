import SMTPScript

extension ScriptRun {
    /// Why nothing is run; it was told already.
    struct Refusal: Error {
        /// 1 where a file cannot be read, 2 where a script cannot run.
        var exitCode: Int32
    }

    /// All scripts, read before anything is sent. Tells everything that is wrong with any of them.
    func load() throws(Refusal) -> [ScriptProgram] {
        var programs: [ScriptProgram] = []
        var exitCode: Int32 = 0
        do throws(FileError) {
            for path in try ScriptFiles.expand(paths) {
                guard let program = read(path, &exitCode) else { continue }
                if tags.isEmpty || !tags.isDisjoint(with: program.tags) { programs.append(program) }
            }
        } catch {
            complain(error.description)
            exitCode = 1
        }
        if let until, exitCode == 0, !programs.contains(where: { $0.mayHaveSection(until) }) {
            complain("no script has a section called \"\(until)\"")
            exitCode = 2
        }
        guard exitCode == 0 else { throw Refusal(exitCode: exitCode) }
        return programs
    }

    /// One script, checked; nil where it cannot be read.
    private func read(_ path: String, _ exitCode: inout Int32) -> ScriptProgram? {
        do throws(FileError) {
            let (program, problems) = try ScriptFiles.load(path, variables: Set(variables.keys))
            for problem in problems {
                Files.writeAll(Array((program.picture(of: problem) + "\n\n").utf8), to: 2)
                if problem.severity == .error, exitCode == 0 { exitCode = 2 }
            }
            return program
        } catch {
            complain(error.description)
            exitCode = 1
            return nil
        }
    }
}
