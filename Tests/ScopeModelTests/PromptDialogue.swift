import SMTPCore
import Testing

@testable import ScopeModel
@testable import TerminalCore

/// Keys by their names, divided by blanks; a word that is no key is typed letter by letter.
func keys(_ names: String) -> [Key] {
    names.split(separator: " ").flatMap { word in
        Key(name: word).map { [$0] } ?? word.map { Key.character($0) }
    }
}

extension LineEditor {
    mutating func press(_ names: String) {
        for key in keys(names) { _ = press(key) }
    }

    /// The text with `|` where the caret is.
    var shown: String {
        octets[..<caret].text + "|" + octets[caret...].text
    }

    init(keys names: String) {
        self.init()
        press(names)
    }
}

extension Conversation {
    /// A conversation that was greeted and said EHLO to a server that offers these keywords.
    static func offering(_ keywords: [String], isSecure: Bool = false) -> Conversation {
        var conversation = Conversation()
        conversation.hear("220 mx.example.net ESMTP")
        if isSecure { conversation.secured() }
        conversation.say("EHLO ws1.example.org")
        let lines = ["mx.example.net"] + keywords
        for (index, line) in lines.enumerated() {
            conversation.hear((index == lines.count - 1 ? "250 " : "250-") + line)
        }
        return conversation
    }

    mutating func say(_ line: String) {
        _ = submit(Array(line.utf8) + ASCII.crlf)
    }

    mutating func hear(_ line: String) {
        _ = receive((Array(line.utf8) + ASCII.crlf)[...])
    }

    /// A command and its answer.
    mutating func exchange(_ command: String, _ reply: String) {
        say(command)
        hear(reply)
    }
}

extension Completion {
    /// For a line with the caret at its end.
    init(_ line: String, _ context: CompletionContext) {
        self.init(line: Array(line.utf8), caret: line.utf8.count, context: context)
    }

    var labels: [String] { candidates.map(\.label) }
    var legal: [String] { candidates.filter { $0.objection == nil }.map(\.label) }
}
