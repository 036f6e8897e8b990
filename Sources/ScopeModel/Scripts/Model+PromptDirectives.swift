import SMTPCore
import SMTPScript
import SMTPTrace
import TerminalCore

/// Orders that neither speak to the server nor hold other lines.
extension Model {
    mutating func perform(_ action: Order.Action) -> [Effect] {
        switch action {
        case .section(let title): return record(title) { .section($0) }
        case .mark(let text): return record(text) { .mark($0) }
        case .note(let text):
            guard let text = plain(text) else { return [] }
            return [.remark("note: " + text, connection: transcript.current)]
        case .format, .title, .tag, .requires, .server, .lab, .variable, .set, .secret, .timeout,
            .pace, .use, .early, .pause, .ask, .breakpoint, .include, .stop, .skip, .fail:
            say(Self.advice(insteadOf: action) ?? "", .warning)
            return []
        }
    }

    private mutating func record(
        _ text: Template, _ fact: (String) -> ScriptFact
    ) -> [Effect] {
        guard let text = plain(text) else { return [] }
        return [.play(.record(fact(text), connection: transcript.current))]
    }

    /// The text, made visible; says so where it has names in it.
    private mutating func plain(_ text: Template) -> String? {
        guard let literal = text.literal else {
            say(Self.namesAdvice, .warning)
            return nil
        }
        return Visible.text(of: literal)
    }

    private static let namesAdvice =
        "names have values inside a block, such as @repeat 1 ... @end, or in a file"

    /// What to do in place of an order that says nothing at the prompt; nil for one that does.
    static func advice(insteadOf action: Order.Action) -> String? {
        switch action {
        case .section, .note, .mark: nil
        case .format, .title, .tag, .requires:
            "this says something about a file: write it there, :save FILE.smtp makes one"
        case .server: ":connect HOST opens a connection; @server is for files"
        case .lab: ":lab NAME opens a connection; @lab is for files"
        case .secret: ":auth asks for a password, which is never shown; @secret is for files"
        case .variable, .set, .ask: namesAdvice
        case .timeout, .pace, .early: "this holds inside a block or a file, and nothing is played"
        case .use: "one connection at a time here; a script may have several"
        case .pause, .breakpoint, .stop, .skip, .fail:
            "nothing is played that could stop here: write it inside a block or a file"
        case .include: ":script load FILE plays a file"
        }
    }
}
