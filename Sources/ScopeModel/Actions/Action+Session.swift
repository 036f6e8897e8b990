extension Action {
    static let session: [Action] = [
        Action(
            .connect, .session, "connect to a server, in place of this connection",
            usage: "HOST[:PORT] [--tls=starttls|implicit|none] [-4|-6] [--source=IP]",
            argument: .target, hint: "connect"),
        Action(
            .lab, .session, "connect to the practice server inside this program",
            usage: "[NAME]", argument: .lab, hint: "lab"),
        Action(
            .reconnect, .session, "connect to the same server again",
            usage: "[--tls=starttls|implicit|none]",
            argument: .choice(["--tls=implicit", "--tls=starttls", "--tls=none"]),
            hint: "reconn"),
        Action(
            .disconnect, .session, "end the connection: in order, by reset, or our half of it",
            usage: "[abort|half]", argument: .choice(["abort", "half"]), hint: "close"),
        Action(.cancel, .session, "stop looking up or connecting", hint: "cancel"),
        Action(
            .keepWaiting, .session, "go on waiting after a clock ran out", hint: "wait on"),
        Action(
            .wait, .session,
            "move the lab's clock forward, without a time to the next thing it holds back",
            usage: "[2m]", argument: .text),
        Action(
            .script, .session,
            "a script: step sends the line shown, continue goes on to a breakpoint",
            usage: "load FILE|step|continue|pause|stop|break LINE|vars",
            argument: .choice(ScriptOrder.allCases.map(\.rawValue)), hint: "step",
            [
                Shortcut(.everywhere, "F5", "step"), Shortcut(.everywhere, "F9", "continue"),
                Shortcut(.everywhere, "S-F5", "stop"),
            ]),
        Action(
            .starttls, .session, "send STARTTLS and shake hands", hint: "TLS"),
        Action(
            .auth, .session,
            "log in by plain, login, cram-md5 or scram-sha-256; the password is asked for",
            usage: "MECHANISM [USER]", argument: .mechanism, hint: "auth"),
    ]

    static let smtp: [Action] = [
        Action(.send, .smtp, "send a line as it stands", usage: "TEXT", argument: .text),
        Action(
            .ehlo, .smtp, "greet the server and ask what it can do", usage: "[NAME]",
            argument: .text, hint: "EHLO"),
        Action(.helo, .smtp, "greet the server the old way", usage: "[NAME]", argument: .text),
        Action(
            .mail, .smtp, "start a transaction with this sender", usage: "ADDRESS [PARAMETERS]",
            argument: .text),
        Action(
            .rcpt, .smtp, "add a recipient", usage: "ADDRESS [PARAMETERS]", argument: .text),
        Action(.data, .smtp, "ask to send the message"),
        Action(.rset, .smtp, "drop the transaction"),
        Action(.noop, .smtp, "ask the server for a sign of life"),
        Action(.vrfy, .smtp, "ask whether an address exists", usage: "ADDRESS", argument: .text),
        Action(.quitSMTP, .smtp, "say QUIT to the server"),
        Action(
            .message, .smtp, "send a message after 354: from the editor, a made-up one, or a file",
            usage: "edit|auto|file NAME", argument: .choice(["edit", "auto", "file"]),
            hint: "editor", [Shortcut(.prompt, "F4", "edit"), Shortcut(.prompt, "C-x C-e", "edit")]),
        Action(
            .resend, .smtp, "send the selected command again", hint: "resend",
            [Shortcut(.panes, "r")]),
        Action(
            .reuse, .smtp, "copy the selected command into the input", hint: "reuse",
            [Shortcut(.panes, "c")]),
    ]

    static let understand: [Action] = [
        Action(
            .explain, .understand, "explain a code, keyword, command or the selected line",
            usage: "[WORD]", argument: .word, hint: "explain"),
        Action(.diagnose, .understand, "go to the diagnosis", hint: "diagnose"),
        Action(.capabilities, .understand, "what the server offers, each explained"),
        Action(.cert, .understand, "the server's certificates and what is wrong with them"),
        Action(
            .open, .understand, "open: unfold, or show everything about the selected line",
            hint: "open", [Shortcut(.browsing, "enter"), Shortcut(.browsing, "o")]),
        Action(
            .failures, .understand, "the failures of a log: of a file, or of the one that is open",
            usage: "[FILE]", argument: .text, hint: "failures"),
        Action(
            .fixA, .understand, "put the first suggested fix into the input; it is not sent",
            hint: "fix", [Shortcut(.panes, "a")]),
        Action(
            .fixB, .understand, "put the second suggested fix into the input",
            hint: "fix 2", [Shortcut(.panes, "b")]),
    ]
}
