extension Action {
    static let view: [Action] = [
        Action(.find, .view, "find text in the transcript", usage: "TEXT", argument: .text),
        Action(.next, .view, "next match", hint: "next", [Shortcut(.browsing, "n")]),
        Action(.previous, .view, "previous match", [Shortcut(.browsing, "N")]),
        Action(
            .fold, .view, "fold the selected reply, or all of them", usage: "[all|none]",
            argument: .choice(["all", "none"]), hint: "fold",
            [
                Shortcut(.panes, "h"), Shortcut(.panes, "left"), Shortcut(.panes, "-", "all"),
                Shortcut(.panes, "=", "none"),
            ]),
        Action(
            .unfold, .view, "unfold the selected reply",
            [Shortcut(.panes, "l"), Shortcut(.panes, "right")]),
        Action(
            .follow, .view, "stay at the newest line", usage: "[on|off]",
            argument: .choice(["on", "off"]), hint: "follow", [Shortcut(.panes, "F")]),
        Action(
            .annotations, .view, "explanations in the transcript", usage: "[off|brief|full]",
            argument: .choice(Settings.Annotations.allCases.map(\.rawValue)), hint: "explain",
            [Shortcut(.panes, "A")]),
        Action(
            .time, .view, "what the time column shows", usage: "[delta|elapsed|clock|off]",
            argument: .choice(Settings.Time.allCases.map(\.rawValue)), hint: "time",
            [Shortcut(.panes, "t")]),
        Action(
            .wire, .view, "show line ends and control characters as they are on the wire",
            usage: "[on|off]", argument: .choice(["on", "off"]), hint: "wire",
            [Shortcut(.panes, "x")]),
        Action(
            .layout, .view, "how the panes stand", usage: "[auto|wide|stacked|compact]",
            argument: .choice(Settings.LayoutChoice.allCases.map(\.rawValue))),
        Action(
            .zoom, .view, "give the transcript the whole screen, and back", hint: "zoom",
            [Shortcut(.panes, "z")]),
        Action(.nextError, .view, "to the next error", [Shortcut(.panes, "] e")]),
        Action(.previousError, .view, "to the previous error", [Shortcut(.panes, "[ e")]),
        Action(.nextCommand, .view, "to the next command", [Shortcut(.panes, "] c")]),
        Action(.previousCommand, .view, "to the previous command", [Shortcut(.panes, "[ c")]),
        Action(.nextReply, .view, "to the next reply", [Shortcut(.panes, "] r")]),
        Action(.previousReply, .view, "to the previous reply", [Shortcut(.panes, "[ r")]),
        Action(
            .nextSection, .view, "to the next connection, TLS handshake or transaction",
            [Shortcut(.panes, "}")]),
        Action(
            .previousSection, .view, "to the one before", [Shortcut(.panes, "{")]),
        Action(.nextNote, .view, "to the next note", [Shortcut(.panes, "] n")]),
        Action(.previousNote, .view, "to the previous note", [Shortcut(.panes, "[ n")]),
        Action(
            .sort, .view, "sort the failures of a log", usage: "[worst|count|first|last|...]",
            argument: .choice(FailureOrder.allCases.map(\.rawValue)), hint: "sort",
            [Shortcut(.failures, "s")]),
        Action(.goto, .view, "to a line by its number", usage: "LINE", argument: .text),
    ]

    static let playing: [Action] = [
        Action(
            .play, .playing, "play a recording from the selected line, or stop it", hint: "play",
            [Shortcut(.player, "space")]),
        Action(
            .step, .playing, "show one event more or less, or so many", usage: "[N|-N]",
            argument: .text, hint: "step",
            [Shortcut(.player, ".", "1"), Shortcut(.player, ",", "-1")]),
        Action(
            .seek, .playing, "go to a time, by a time, or to an event",
            usage: "1m30s|+5s|-5s|#40|start|end", argument: .choice(["start", "end"]),
            hint: "time",
            [
                Shortcut(.player, "g t"), Shortcut(.player, "g s", "start"),
                Shortcut(.player, "g e", "end"),
            ]),
        Action(
            .speed, .playing, "how fast it is played", usage: "[N|faster|slower]",
            argument: .choice(["faster", "slower"]), hint: "speed",
            [Shortcut(.player, ">", "faster"), Shortcut(.player, "<", "slower")]),
        Action(
            .idle, .playing, "cut long waits to a second while playing, or keep them",
            usage: "[cut|keep]", argument: .choice(["cut", "keep"])),
        Action(
            .compare, .playing, "what is shown, side by side with another recording",
            usage: "FILE", argument: .text, hint: "compare"),
    ]

    static let move: [Action] = [
        Action(
            .up, .move, "one line up",
            [Shortcut(.browsing, "k"), Shortcut(.browsing, "up"), Shortcut(.browsing, "C-p")]),
        Action(
            .down, .move, "one line down",
            [Shortcut(.browsing, "j"), Shortcut(.browsing, "down"), Shortcut(.browsing, "C-n")]),
        Action(.pageUp, .move, "one page up", [Shortcut(.everywhere, "pgup")]),
        Action(
            .pageDown, .move, "one page down",
            [Shortcut(.everywhere, "pgdn"), Shortcut(.browsing, "space")]),
        Action(.halfUp, .move, "half a page up", [Shortcut(.browsing, "C-u")]),
        Action(.halfDown, .move, "half a page down", [Shortcut(.browsing, "C-d")]),
        Action(
            .top, .move, "to the first line",
            [Shortcut(.browsing, "g g"), Shortcut(.browsing, "home")]),
        Action(
            .bottom, .move, "to the newest line, and follow it", hint: "newest",
            [Shortcut(.browsing, "G"), Shortcut(.browsing, "end")]),
        Action(.input, .move, "to the input line", hint: "type", [Shortcut(.browsing, "i")]),
        Action(
            .browse, .move, "to the transcript", hint: "browse", [Shortcut(.prompt, "esc")]),
        Action(
            .back, .move, "close, or back to the input line", hint: "back",
            [Shortcut(.browsing, "q"), Shortcut(.browsing, "esc")]),
        Action(
            .nextPane, .move, "to the next pane", hint: "pane",
            [Shortcut(.everywhere, "F6"), Shortcut(.browsing, "tab"), Shortcut(.browsing, "C-w w")]),
        Action(
            .previousPane, .move, "to the previous pane",
            [Shortcut(.everywhere, "S-F6"), Shortcut(.browsing, "S-tab")]),
    ]

    static let data: [Action] = [
        Action(
            .copy, .data, "copy to the clipboard", usage: "line|reply|exchange|session",
            argument: .choice(["line", "reply", "exchange", "session"]), hint: "copy",
            [
                Shortcut(.browsing, "y y", "line"), Shortcut(.browsing, "y r", "reply"),
                Shortcut(.panes, "y x", "exchange"), Shortcut(.panes, "y s", "session"),
            ]),
        Action(
            .save, .data,
            "write a recording (.smtprec), a script (.smtp), text or the failures of a log; save! "
                + "replaces a file",
            usage: "FILE", argument: .text, hint: "save", [Shortcut(.browsing, "w")]),
        Action(
            .note, .data, "a remark, in a recording on the selected line", usage: "TEXT",
            argument: .text, hint: "note", [Shortcut(.panes, ";")]),
        Action(.clear, .data, "empty the input line"),
    ]

    static let program: [Action] = [
        Action(
            .command, .program, "type a command of this program", hint: "command",
            [Shortcut(.browsing, ":")]),
        Action(.palette, .program, "all commands as a list", [Shortcut(.everywhere, "F2")]),
        Action(
            .search, .program, "search the transcript, or the failures of a log", hint: "find",
            [Shortcut(.browsing, "/")]),
        Action(.theme, .program, "change the colours", usage: "NAME", argument: .theme),
        Action(
            .set, .program, "change a setting", usage: "OPTION VALUE", argument: .setting),
        Action(
            .options, .program, "the settings and their values", [Shortcut(.browsing, "O")]),
        Action(.keys, .program, "all keys", [Shortcut(.browsing, "K")]),
        Action(
            .help, .program, "help for what has the focus", usage: "[TOPIC]", argument: .topic,
            hint: "help", [Shortcut(.everywhere, "F1"), Shortcut(.browsing, "?")]),
        Action(.health, .program, "what this program found on this machine"),
        Action(.log, .program, "the notices shown so far", [Shortcut(.browsing, "E")]),
        Action(.version, .program, "the version of this program"),
        Action(
            .mouse, .program, "listen to the mouse or leave it to the terminal",
            usage: "[on|off]", argument: .choice(["on", "off"])),
        Action(.redraw, .program, "draw the screen anew", [Shortcut(.everywhere, "C-l")]),
        Action(
            .suspend, .program, "stop for a while; fg brings the program back",
            hint: "suspend", [Shortcut(.everywhere, "C-z")]),
        Action(
            .interrupt, .program, "cancel, clear the input, or leave", hint: "quit",
            [Shortcut(.everywhere, "C-c")]),
        Action(
            .quit, .program, "leave; asks if a connection is open, quit! does not",
            hint: "quit", [Shortcut(.everywhere, "C-q"), Shortcut(.browsing, "Q")]),
    ]
}
