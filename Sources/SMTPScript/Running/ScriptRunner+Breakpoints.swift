extension ScriptRunner {
    /// The lines of the script itself at which it can stand: where its steps begin, and those that
    /// include steps. Ascending, each once.
    package var stepLines: [Int] {
        let own = program.instructions.lazy
            .filter { $0.isStep && $0.place.file == program.file }.map(\.place.line)
        return Set(own).union(program.includes.values).sorted()
    }

    /// Whether the line includes steps: who stands there stands in front of the first of them.
    package func isInclude(_ line: Int) -> Bool { program.includes.values.contains(line) }

    /// Whether to stand in front of the instruction at hand, which is at `place`.
    func isBreakpoint(_ place: ScriptPlace) -> Bool {
        let line = place.file == program.file ? place.line : program.includes[position]
        return line.map(breakpoints.contains) ?? false
    }
}
