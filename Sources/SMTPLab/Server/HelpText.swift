import SMTPCore

/// What HELP says, and what an unknown command is told.
enum HelpText {
    private static let topics: [Verb: String] = [
        .ehlo: "EHLO your.host.name: say hello, and hear what the server can do",
        .helo: "HELO your.host.name: say hello the old way",
        .lhlo: "LHLO your.host.name: say hello to a server that speaks LMTP",
        .mail: "MAIL FROM:<ann@example.org>: begin a letter and name its sender",
        .rcpt: "RCPT TO:<bob@lab.test>: name one recipient; say it again for more",
        .data: "DATA: send the letter, and end it with a line that holds one dot",
        .bdat: "BDAT 120 LAST: send the letter as a chunk of so many octets",
        .rset: "RSET: forget the letter begun, stay connected",
        .vrfy: "VRFY bob: ask whether a mailbox exists",
        .expn: "EXPN list: ask who is on a mailing list; not answered here",
        .help: "HELP, or HELP with a command: what you are reading",
        .noop: "NOOP: do nothing, and say so",
        .quit: "QUIT: say goodbye; the server closes the connection",
        .starttls: "STARTTLS: switch to TLS; say EHLO again behind it",
        .auth: "AUTH PLAIN: log in; CRAM-MD5 and LOGIN are known too",
    ]

    static func answer(to command: Command, _ scenario: LabScenario) -> Answer {
        guard let topic = command.words.first else { return overview(scenario) }
        guard let text = topics[Verb(topic)] else {
            return Answer(504, "5.5.4", "No help on that; HELP alone lists the commands")
        }
        return Answer(214, "2.0.0", text)
    }

    private static func overview(_ scenario: LabScenario) -> Answer {
        let hello = scenario.isLMTP ? "LHLO" : "EHLO HELO"
        var lines = [
            "This is the lab: a small mail server that exists only to be tried out",
            "Commands: \(hello) MAIL RCPT DATA BDAT RSET VRFY NOOP QUIT STARTTLS AUTH HELP",
            "Mailboxes at lab.test: " + scenario.mailboxes.joined(separator: " "),
        ]
        for user in scenario.users {
            lines.append("To log in: user \(user.name), password \(user.password)")
        }
        lines += [
            "bob+452@lab.test is answered 452; try also +data550, +delay5s, +close",
            "HELP MAIL, or another command, says how it is written",
        ]
        return Answer(
            code: 214, enhanced: EnhancedStatus(class: 2, subject: 0, detail: 0),
            lines: lines.map { Array($0.utf8) })
    }

    static func unknown(_ command: Command) -> Answer {
        let names = topics.keys.map(\.name).sorted()
        if let near = Spelling.nearest(to: command.verb.name, among: names) {
            return Answer(500, "5.5.1", "Unknown command; did you mean \(near)?")
        }
        return Answer(500, "5.5.1", "Unknown command; HELP lists those there are")
    }
}
