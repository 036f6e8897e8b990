/// Pages of help that belong to no single command.
package enum HelpTopic: String, Hashable, Sendable, CaseIterable {
    case start, typing, marks, wire, auth, message, scripts, logs, playing

    var title: String {
        switch self {
        case .start: "First steps"
        case .typing: "Typing"
        case .marks: "How to read the transcript"
        case .wire: "Octets on the wire"
        case .auth: "Logging in"
        case .message: "Sending a message"
        case .scripts: "Scripts, also at the prompt"
        case .logs: "Reading a log"
        case .playing: "Playing a recording"
        }
    }

    var text: [String] {
        switch self {
        case .start:
            [
                "This program talks SMTP with a mail server and explains what comes back. You "
                    + "type what the client says; nothing is sent that you did not send.",
                "1. Connect: type :connect mail.example.org:25, or :lab for the practice server "
                    + "inside this program, which needs no network.",
                "2. The server greets with 220. Type EHLO and this machine's name, then Enter.",
                "3. Type STARTTLS if the server offers it, and EHLO again inside TLS.",
                "4. Type MAIL FROM:<you@example.org>, then RCPT TO:<them@example.org>, then DATA.",
                "5. QUIT says goodbye to the server; :quit or C-c leaves this program.",
                "Tab completes what may come next, F1 helps, Esc goes to the transcript, where "
                    + "letters are commands.",
            ]
        case .typing:
            [
                "The cursor starts in the input line and letters are text, as in telnet. Enter "
                    + "sends the line with CR LF; sending never waits for answers that are "
                    + "outstanding.",
                "On an empty line three signs act at once: : types a command of this program, / "
                    + "searches, ? helps. C-v in front of them makes them text.",
                "Grey text is what could follow: Right or End takes it, Tab shows all that could "
                    + "stand there. Up and Down bring back earlier lines that begin with what is "
                    + "typed; C-r searches them.",
                "Pasting several lines sends nothing: you choose what becomes of them.",
                "A line that breaks a rule is sent all the same; the rule is named below it.",
            ]
        case .marks:
            [
                "C>  a command you sent            C.  message content you sent",
                "S<  a reply of the server          S!  a refusal, or no valid reply",
                "T=  TLS: a handshake               *   what happened to the connection",
                "*!  something that needs attention  |  explains the line above",
                "E:  the standard error of a program started with --pipe",
                "= before a mark: the line went inside TLS.",
                "> at the left edge: the selected line. ! at the left edge: there is a diagnosis.",
                "[+] and [-]: a folded and an open reply; Enter opens, h folds.",
            ]
        case .wire:
            [
                "x or :wire shows line ends and control characters: \\r\\n is CR LF, \\n alone a "
                    + "bare LF, \\0 a NUL, \\x1b an escape character.",
                "Octets that are not UTF-8 appear as \\xe4, invisible and direction-changing "
                    + "characters as <U+202E>. Nothing a server sends reaches the terminal raw.",
                "To type any octet: C-v and the key. A server's breach of the grammar is listed "
                    + "under its reply as odd.",
            ]
        case .auth:
            [
                ":auth plain USER does the exchange for you, and so do login, cram-md5 and "
                    + "scram-sha-256 in its place. The password is asked for, shown as stars, and "
                    + "kept nowhere. Others, such as XOAUTH2, are typed by hand.",
                "By hand: type AUTH LOGIN, or AUTH PLAIN. After 334 the input line says what the "
                    + "server asks for; what you type is sent as base64. Tab changes to sending "
                    + "what you type as it stands, if you have base64 already. * cancels.",
                "Secrets appear in the transcript as [auth1] and so on; equal names mean equal "
                    + "secrets.",
            ]
        case .message:
            [
                "Type DATA. After 354 each line you type is a line of the message, and a dot "
                    + "alone on a line ends it; only in front of the first one do @message and "
                    + "other lines of scripts act. A line that begins with a dot needs a second one "
                    + "in front (RFC 5321 §4.5.2).",
                "F4 opens your editor instead. A colon is content there, so F2 opens the command "
                    + "line: message auto sends a small test message, message file NAME a file. "
                    + "These add what is needed: CR LF, doubled dots, the dot at the end.",
            ]
        case .scripts:
            [
                "A script is lines to send, < lines that say what must come back, and @ orders. The "
                    + "prompt takes the same lines: < 250 is held against the last reply, @raw "
                    + "\"NOOP\\r\\n\", @message auto, @starttls min=1.2 or @half-close are done. "
                    + "Alt-Enter sends a line as it stands.",
                "A block, as @pipeline, @if, @each, @repeat, @retry or @optional, is typed over "
                    + "several lines and done at its @end, checks and all; @message <<END takes lines "
                    + "up to one that is END alone. Esc drops what was begun. @section, @mark, "
                    + "@note and ## write into the record.",
                "@set from = \"ann@example.org\" gives a name its value, @ask asks for one, @secret "
                    + "for one that is never shown, and < 250 /as (?<qid>\\w+)/ takes one from the "
                    + "reply. MAIL FROM:<${from}> sends it; :script vars lists all. @connect HOST "
                    + "as b opens a connection beside the first, @use main goes back.",
                ":script load FILE shows each line before it is sent: F5 sends it, F9 goes on to a "
                    + "breakpoint, S-F5 stops. :script break LINE sets one, :script vars lists the "
                    + "variables.",
                ":save FILE.smtp makes a script of this session; smtpscope run FILE.smtp plays one "
                    + "without a screen, for tests.",
            ]
        case .logs:
            [
                ":failures FILE, or smtpscope open FILE from the shell, lists the distinct failures "
                    + "in a mail server's log, a transcript or a bounce message, packed or not. The "
                    + "list grows while the file is being read.",
                "Enter explains the chosen failure and shows the lines it was found in, Esc goes "
                    + "back. / searches names, replies and lines, n goes on. s sorts: worst first, "
                    + "most frequent first, in the log's order, latest first, by name.",
                "TYPE says whether a failure is permanent or temporary, WHO ACTS whose side has to "
                    + "do something. What the log's own server refused to strangers stands last; "
                    + "there the client has to act.",
                "w writes a report; its name's ending chooses text, .json or .tsv.",
            ]
        case .playing:
            [
                "smtpscope open FILE shows a recording as the session was shown, at its end. "
                    + "Nothing in it can be sent; :connect HOST leaves it for a connection.",
                "Space plays from the selected line, or from the start when the end is shown, and "
                    + "stops. < and > change the speed, :speed 0.5 sets one. Waits are cut to a "
                    + "second unless :idle keep is typed.",
                ". shows one event more, comma one less. ]c ]r } and [c [r { go to commands, "
                    + "replies and sections: those of scripts, connections, TLS, transactions.",
                "gs and ge go to start and end, gt asks for a time: 1m30s from the start, +5s and "
                    + "-5s from here, #40 for the 40th event.",
                "The status row tells how many events are shown and how much time they took.",
            ]
        }
    }
}
