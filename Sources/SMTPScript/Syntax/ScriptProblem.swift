/// Something wrong with a script, found before it runs.
package struct ScriptProblem: Sendable, Hashable {
    package enum Severity: Sendable, Hashable {
        /// The script cannot run.
        case error
        /// It runs, but probably means something else.
        case lint
    }

    package var severity: Severity
    package var place: ScriptPlace
    /// One clause without a full stop.
    package var message: String
    /// What to do about it, one clause without a full stop.
    package var help: String?

    package init(
        _ message: String, at place: ScriptPlace, help: String? = nil,
        severity: Severity = .error
    ) {
        self.message = message
        self.place = place
        self.help = help
        self.severity = severity
    }

    /// Both in one, for a line of the screen.
    package var sentence: String { message + (help.map { ": \($0)" } ?? "") }

    /// The message with the line it speaks of and carets below it, several lines, LF between
    /// them and none at the end. Nothing of the script is printed raw.
    package func picture(in source: ScriptSource?) -> String {
        let kind = severity == .error ? "error" : "warning"
        var picture = Picture(
            headline: "\(kind): \(message)",
            place: "\(place.file):\(place.line):\(place.column)")
        if let line = source?.line(place.line) {
            picture.add(
                line: place.line, SecretText.line(Array(line)), from: place.column,
                length: place.length)
        }
        if let help { picture.add(remark: "help", help) }
        return picture.text
    }
}
