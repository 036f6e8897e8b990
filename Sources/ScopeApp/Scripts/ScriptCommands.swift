import SMTPScript

/// `check`, `fmt` and `explain` for scripts: they read, and send nothing.
package enum ScriptCommands {
    /// Prints what is wrong with scripts. 2 if one of them cannot run, 0 otherwise.
    package static func check(_ paths: [String], variables: [String]) -> Int32 {
        forEach(paths) { path throws(FileError) in
            let (program, problems) = try ScriptFiles.load(path, variables: Set(variables))
            for problem in problems {
                put(program.picture(of: problem) + "\n\n")
            }
            return !problems.contains { $0.severity == .error }
        }
    }

    /// Rewrites scripts in their one form. With `dry` it only names those that would change, and
    /// gives 2 if there are any. `-` goes from standard input to standard output.
    package static func format(_ paths: [String], dry: Bool) -> Int32 {
        forEach(paths) { path throws(FileError) in
            let octets = try Files.read(path, limit: ScriptParser.octetLimit + 1)
            let outcome = ScriptParser.parse(octets, file: path)
            guard outcome.problems.isEmpty else {
                for problem in outcome.problems {
                    put(problem.picture(in: outcome.source) + "\n\n")
                }
                return false
            }
            let printed = ScriptPrinter.print(outcome.script)
            if path == "-" {
                Files.writeAll(printed, to: 1)
            } else if printed != octets {
                put(path + "\n")
                guard !dry else { return false }
                try Files.write(printed, to: path, mode: 0o644)
            }
            return true
        }
    }

    /// Reads a script out in plain words.
    package static func explain(_ path: String) -> Int32 {
        forEach([path]) { path throws(FileError) in
            let octets = try Files.read(path, limit: ScriptParser.octetLimit + 1)
            let outcome = ScriptParser.parse(octets, file: path)
            put(ScriptExplainer.explain(outcome.script))
            for problem in outcome.problems { put(problem.picture(in: outcome.source) + "\n\n") }
            return outcome.problems.isEmpty
        }
    }

    /// 2 if `body` was not content with one of the scripts, or one cannot be read.
    private static func forEach(
        _ paths: [String], _ body: (String) throws(FileError) -> Bool
    ) -> Int32 {
        var code: Int32 = 0
        do throws(FileError) {
            for path in try ScriptFiles.expand(paths) where try !body(path) { code = 2 }
        } catch {
            complain(error.description)
            code = 2
        }
        return code
    }

    private static func put(_ text: String) { Files.writeAll(Array(text.utf8), to: 1) }
}
