import SMTPScript
import TerminalCore

/// `:script` and what can stand behind it.
extension Model {
    mutating func performScript(_ argument: String) -> [Effect] {
        let words = argument.split(separator: " ", maxSplits: 1).map(String.init)
        let rest = words.count > 1 ? words[1] : ""
        guard let word = words.first else { return openCommand("script ") }
        guard let order = ScriptOrder(rawValue: word) else {
            say("script what? load FILE, step, continue, pause, stop, break LINE or vars", .error)
            return []
        }
        if order == .load {
            return rest.isEmpty ? openCommand("script load ") : [.loadScript(path: rest)]
        }
        if order == .vars {
            showVariables()
            return []
        }
        guard let script, !script.isTyped || !script.isOver else {
            say("no script is loaded: :script load FILE", .warning)
            return []
        }
        guard !script.isOver else {
            say("\(script.name) is over; :script load starts it again", .warning)
            return []
        }
        return perform(order, rest, script)
    }

    private mutating func perform(
        _ order: ScriptOrder, _ argument: String, _ script: ScriptState
    ) -> [Effect] {
        switch order {
        case .step, .continue:
            guard script.runner.waitsForUser else {
                say("the script waits for the server")
                return []
            }
            guard !script.runner.isLent || transcript.link?.waiting == nil else {
                say("your own line is not answered yet", .warning)
                return []
            }
            let isStep = order == .step
            return drive { runner, now in
                runner.tick(at: now) + runner.resume(stepping: isStep)
            }
        case .pause:
            self.script?.runner.isStepping = true
            return []
        case .stop:
            _ = self.script?.runner.cancel()
            self.script?.next = nil
            keep(script.runner.names)
            say("\(script.name) is stopped; the connection is yours")
            return []
        case .break:
            toggleBreakpoint(argument, script)
            return []
        case .load, .vars: return []
        }
    }

    /// Only steps can be stood at: a line that is none means the next one.
    private mutating func toggleBreakpoint(_ text: String, _ script: ScriptState) {
        guard let named = Int(text), named > 0 else {
            say("break at which line? :script break 12", .error)
            return
        }
        let lines = script.runner.stepLines
        guard let line = lines.first(where: { $0 >= named }) else {
            let last = lines.last.map { "the last step is at line \($0)" } ?? "it has no steps"
            say("\(script.name) has no step at line \(named) or below: \(last)", .error)
            return
        }
        let place =
            script.runner.isInclude(line) ? "in what line \(line) includes" : "at line \(line)"
        if self.script?.runner.breakpoints.remove(line) != nil {
            say("no breakpoint \(place) any more")
        } else {
            self.script?.runner.breakpoints.insert(line)
            say(
                "breakpoint \(place)"
                    + (line == named ? "" : ": line \(named) is no step, this is the next"))
        }
    }

    /// Those of a script that is not over, else those of the prompt.
    private mutating func showVariables() {
        let fields = names.listed.map {
            Page.Item.field($0.name, $0.value ?? "a secret, never shown", .uiText)
        }
        let title = script.map { $0.isOver ? "" : " of \($0.name)" } ?? ""
        let none = "There are no variables yet; @set name = \"value\" makes one."
        show("Variables" + title, fields.isEmpty ? [.text(none, .uiText)] : fields)
    }
}
