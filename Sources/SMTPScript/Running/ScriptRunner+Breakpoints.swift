extension ScriptRunner {
    /// The lines of the script itself at which it can stand: where its steps begin, ascending,
    /// each once. Those of what it includes are not among them.
    package var stepLines: [Int] {
        let lines = program.instructions.compactMap { instruction -> Int? in
            guard instruction.place.file == program.file else { return nil }
            return switch instruction.operation {
            case .step, .batch: instruction.place.line
            case .order, .say, .branch, .jump, .eachBegin, .repeatBegin, .loopEnd, .retryBegin,
                .retryEnd, .optionalBegin, .optionalEnd:
                nil
            }
        }
        return Set(lines).sorted()
    }

    func isBreakpoint(_ place: ScriptPlace) -> Bool {
        breakpoints.contains(place.line) && place.file == program.file
    }
}
