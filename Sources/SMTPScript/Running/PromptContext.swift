import SMTPCore

/// Why a typed line cannot be worked out.
package struct PromptRefusal: Error {
    /// Without a full stop, safe to print.
    package let sentence: String
}

/// What a line that is typed at a prompt is worked out with.
package struct PromptContext: Sendable {
    /// The connection in use, open or not; nil before the first.
    package var connection: OpenConnection?
    package var names: ScriptNames
    /// They give the date and what is random.
    package var options: RunOptions

    package init(
        _ connection: OpenConnection? = nil, names: ScriptNames = ScriptNames(),
        _ options: RunOptions = RunOptions()
    ) {
        self.connection = connection
        self.names = names
        self.options = options
    }

    /// A text with its names replaced.
    package func text(of template: Template) throws(PromptRefusal) -> String {
        var runner = runner
        do throws(RunFault) {
            return try runner.values.expand(template).text
        } catch {
            throw PromptRefusal(sentence: error.sentence)
        }
    }

    /// A run of nothing that knows all this.
    var runner: ScriptRunner {
        var runner = ScriptRunner(
            program: ScriptProgram(file: "prompt", title: ""), options: options)
        if let connection { runner.adopt([connection]) }
        runner.adopt(names)
        return runner
    }
}
