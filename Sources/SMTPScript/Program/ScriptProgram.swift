import SMTPCore

/// A script made ready to run: includes put in place, blocks turned into jumps, files read.
package struct ScriptProgram: Sendable {
    /// As the user named it.
    package var file: String
    var instructions: [Instruction] = []
    /// The texts of the script and of what it includes, by name.
    package var sources: [String: ScriptSource] = [:]
    /// The line of the script that includes them, by the first step of what is included.
    var includes: [Int: Int] = [:]
    /// Contents of `@message file`, by path.
    var files: [String: [UInt8]] = [:]
    /// Of `@title`; the file's name without one.
    package var title: String
    package var tags: [String] = []
    /// Words of `@requires`: `lab`, `dns`, `ipv6`, `deliver`.
    package var requirements: [String] = []
    /// Of `@server`; names in it are replaced when the run starts.
    var server: Template?
    /// The scenario of `@lab`.
    package var lab: String?
    /// The seed `@lab` asks for.
    package var labSeed: UInt64?
    package var secrets: [Secret] = []
    /// Names `@ask` asks for, with their questions.
    package var questions: [(name: String, text: Template, place: ScriptPlace)] = []
    /// Names of sections as written, in order.
    package var sections: [String] = []
    /// Names of variables and secrets that a line gives a value to or asks for.
    package var variables: Set<String> = []
    /// Whether it asks for `reply.…`, `ehlo.…` or `tls.…`.
    var usesHeard = false
    /// Whether it asks for a diagnosis, or may.
    var asksForDiagnosis = false

    /// Reads a script and all it includes. `reading` gives the content of a file below the
    /// script's own folder, or nil; paths never leave that folder. The program can be run only
    /// if no problem is an error. `variables` have a value and `connections` are open before it runs.
    package static func load(
        _ octets: [UInt8], file: String, variables: Set<String> = [],
        connections: Set<String> = [], known: KnownNames = KnownNames(),
        reading: (String) -> [UInt8]?
    ) -> (program: ScriptProgram, problems: [ScriptProblem]) {
        withoutActuallyEscaping(reading) { reading in
            var compiler = ScriptCompiler(file: file, reading: reading)
            compiler.compile(octets)
            var checker = ScriptChecker(
                program: compiler.program, variables: variables, connections: connections,
                known: known)
            checker.check()
            if compiler.problems.isEmpty { checker.lintEnd() }
            if compiler.problems.isEmpty, checker.problems.isEmpty { checker.lintEmptiness() }
            compiler.program.usesHeard = checker.usesHeard
            compiler.program.variables = checker.variables
            compiler.program.asksForDiagnosis = checker.asksForDiagnosis
            let problems = compiler.problems + checker.problems
            return (compiler.program, problems.inOrder(of: compiler.fileOrder))
        }
    }

    /// Whether the script says where it runs.
    package var namesServer: Bool { server != nil || lab != nil }

    /// Whether a section has this name, or one with names in it that may come to it.
    package func mayHaveSection(_ name: String) -> Bool {
        sections.contains { $0 == name || $0.contains("${") }
    }

    /// The script's own folder with a slash at its end, as the user named it; empty for the one we
    /// are in.
    private var folder: Substring { file.lastIndex(of: "/").map { file[...$0] } ?? "" }

    /// A path as seen from the script's own folder; `file` is the script that names it.
    func path(_ path: String, namedIn file: String) -> String {
        guard file != self.file, let slash = file.lastIndex(of: "/") else { return path }
        return file[...slash].dropFirst(folder.count) + path
    }

    /// What an include is called: its path as it can be opened; `path` is seen from the script's own
    /// folder.
    func name(ofInclude path: String) -> String { folder + path }

    /// The line a place speaks of.
    package func line(at place: ScriptPlace) -> ArraySlice<UInt8>? {
        sources[place.file]?.line(place.line)
    }

    /// A problem with its line and carets.
    package func picture(of problem: ScriptProblem) -> String {
        problem.picture(in: sources[problem.place.file])
    }

    /// The names its orders give a value to or ask for, in order; secrets last.
    package var namesGiven: [String] {
        instructions.compactMap { instruction in
            switch instruction.operation {
            case .order(.variable(let name, _)), .order(.set(let name, _)),
                .order(.ask(let name, _)):
                name
            default: nil
            }
        } + secrets.map(\.name)
    }

    /// Whether nothing in it can pass or fail.
    package var doesNothing: Bool {
        stepCount == 0
            && !instructions.contains { instruction in
                switch instruction.operation {
                case .order(.fail), .order(.skip): true
                default: false
                }
            }
    }

    /// The number of steps in the text; loops count once.
    package var stepCount: Int {
        instructions.reduce(0) { count, instruction in
            switch instruction.operation {
            case .step: count + 1
            case .batch(let steps): count + steps.count
            default: count
            }
        }
    }
}

extension [ScriptProblem] {
    /// By file in the order read, then by line and column; each once.
    fileprivate func inOrder(of files: [String]) -> [ScriptProblem] {
        func rank(_ problem: ScriptProblem) -> (Int, Int, Int) {
            let place = problem.place
            return (files.firstIndex(of: place.file) ?? files.count, place.line, place.column)
        }
        var result: [ScriptProblem] = []
        for problem in enumerated().sorted(by: {
            let (one, other) = (rank($0.element), rank($1.element))
            return one == other ? $0.offset < $1.offset : one < other
        }).map(\.element) {
            let isTwin = result.last.map {
                $0.message == problem.message && rank($0) == rank(problem)
            }
            if isTwin != true { result.append(problem) }
        }
        return result
    }
}
