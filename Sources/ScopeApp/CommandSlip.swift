import SMTPCore

/// First words of the command line that are nearly a command's name. A word that is no command is
/// the host to connect to, so each of them would be looked up in the DNS.
package enum CommandSlip {
    /// Why the first word is not taken for a host, as one sentence; nil where it may be one.
    /// `arguments` begin behind the program's name.
    package static func problem(in arguments: [String], commands: [String]) -> String? {
        guard let word = arguments.first, !commands.contains(word), isBareName(word),
            let meant = commands.first(where: { isSlip(word, for: $0) }),
            // In a short word one letter says nothing; but a host has no other word behind it.
            word.utf8.count > 3 || arguments.count > 1 && !arguments[1].hasPrefix("-")
        else { return nil }
        return "there is no command \"\(word)\", did you mean \"\(meant)\"? A host of that name is "
            + "reached with: smtpscope connect \(word)"
    }

    /// That there is no help on a word, as one sentence.
    package static func noHelp(on word: String, commands: [String]) -> String {
        let guess = Spelling.suggestion(for: word, among: commands)
        return "there is no command \"\(word)\""
            + (guess.isEmpty ? ": there are \(commands.joined(separator: ", "))" : guess)
    }

    /// Without what only addresses have: dots, colons, slashes, brackets.
    private static func isBareName(_ word: String) -> Bool {
        !word.hasPrefix("-")
            && word.utf8.allSatisfy {
                ASCII.isLetter($0) || ASCII.isDigit($0) || $0 == ASCII.hyphen
            }
    }

    private static func isSlip(_ word: String, for command: String) -> Bool {
        Spelling.slips(from: word.utf8.map(ASCII.upper), to: command.utf8.map(ASCII.upper)) < 2
    }
}
