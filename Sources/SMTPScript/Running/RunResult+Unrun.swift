extension RunResult {
    /// A script that was not run for a reason of its own.
    package static func unrun(_ file: String, because reason: String) -> RunResult {
        var result = RunResult(file: VisibleText.of(file), title: VisibleText.of(file))
        result.refusal = VisibleText.of(reason)
        return result
    }

    /// A script without anything to do, beside others that have something.
    package static func empty(_ file: String) -> RunResult {
        var result = unrun(file, because: "there is nothing to run in it")
        result.isSkipped = true
        return result
    }

    /// A script that was not run: it has mistakes, or, without any, others have.
    package static func unrun(_ file: String, because mistakes: [ScriptProblem]) -> RunResult {
        guard let first = mistakes.first else {
            var result = unrun(file, because: "another script cannot run, so nothing was sent")
            result.isSkipped = true
            return result
        }
        let count = mistakes.count == 1 ? "1 mistake" : "\(mistakes.count) mistakes"
        let place = "\(first.place.file):\(first.place.line):\(first.place.column)"
        return unrun(file, because: "\(count), at \(place): \(first.message)")
    }
}
