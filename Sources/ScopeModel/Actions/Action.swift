import TerminalCore

/// One row of the table that keys, the command line, the hint row and the help are made from.
package struct Action: Hashable, Sendable {
    /// Where a key works.
    package enum Scope: Hashable, Sendable {
        /// Everywhere, also while typing.
        case everywhere
        case prompt
        /// Transcript, Diagnosis and Session.
        case panes
        /// The panes while a recording is shown; goes before all that others bind there.
        case player
        /// The failures of a log.
        case failures
        /// All panes: wherever letters are commands.
        case browsing

        package func contains(_ focus: Focus) -> Bool {
            switch self {
            case .everywhere: true
            case .prompt: focus == .prompt
            case .panes: focus != .prompt && focus != .failures
            case .failures: focus == .failures
            case .browsing: focus != .prompt
            case .player: false
            }
        }

        /// The same while a recording is shown.
        package func containsWhilePlaying(_ focus: Focus) -> Bool {
            self == .player ? Scope.panes.contains(focus) : contains(focus)
        }
    }

    /// Keys pressed one after the other, and the argument they give.
    package struct Shortcut: Hashable, Sendable {
        package var scope: Scope
        /// Not empty.
        package var keys: [Key]
        package var argument: String

        /// `keys` as in `] e`: names divided by blanks.
        init(_ scope: Scope, _ keys: String, _ argument: String = "") {
            self.scope = scope
            self.keys = keys.split(separator: " ").compactMap { Key(name: $0) }
            self.argument = argument
        }

        package var keysText: String { Self.text(of: keys) }

        /// As people write them: `C-x C-e`, `]e`.
        package static func text(of keys: [Key]) -> String {
            let names = keys.map { key -> String in
                let name = key.description
                switch key.code {
                case .function: return name.uppercased()
                case .enter, .tab, .escape, .up, .down, .left, .right, .home, .end, .delete,
                    .insert, .backspace:
                    let plain = Key(key.code).description
                    return String(name.dropLast(plain.count)) + plain.prefix(1).uppercased()
                        + plain.dropFirst()
                case .pageUp: return "PgUp"
                case .pageDown: return "PgDn"
                case .character(" "): return "Space"
                case .character: return name
                }
            }
            let isShort = names.allSatisfy { $0.utf8.count == 1 }
            return names.joined(separator: isShort ? "" : " ")
        }
    }

    /// What may stand behind the name, for completion.
    package enum Argument: Hashable, Sendable {
        case none
        case text
        case choice([String])
        case theme, lab, setting, word, topic, mechanism, target
    }

    package var id: ActionID
    package var category: ActionCategory
    /// As help shows it behind the name; empty where there is none.
    package var usage: String
    package var argument: Argument
    /// One clause without a full stop.
    package var help: String
    package var shortcuts: [Shortcut]
    /// At most eight letters for the hint row; empty where it never stands there.
    package var hint: String

    init(
        _ id: ActionID, _ category: ActionCategory, _ help: String, usage: String = "",
        argument: Argument = .none, hint: String = "", _ shortcuts: [Shortcut] = []
    ) {
        self.id = id
        self.category = category
        self.usage = usage
        self.argument = argument
        self.help = help
        self.hint = hint
        self.shortcuts = shortcuts
    }

    package var name: String { id.rawValue }

    /// In the order of help. Every `ActionID` has one row.
    package static let all: [Action] =
        session + smtp + understand + view + playing + move + data + program

    package static func of(_ id: ActionID) -> Action { byID[id] ?? all[0] }

    private static let byID: [ActionID: Action] = Dictionary(
        all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })

    /// The action of a command name or of a beginning that only one has.
    package static func named(_ name: String) -> Action? {
        let name = name.lowercased()
        if let id = ActionID(rawValue: name) { return byID[id] }
        if let id = synonyms[name] { return byID[id] }
        let beginning = all.filter { $0.name.hasPrefix(name) }
        return beginning.count == 1 ? beginning[0] : nil
    }

    /// What people type out of habit.
    static let synonyms: [String: ActionID] = [
        "q": .quit, "exit": .quit, "h": .help, "w": .save, "annotate": .annotations,
        "certificate": .cert, "colorscheme": .theme, "login": .auth, "tls": .starttls,
        "caps": .capabilities, "write": .save, "yank": .copy, "search": .find, "filter": .find,
        "raw": .send, "from": .mail, "to": .rcpt, "rc": .reconnect, "keymap": .keys,
    ]
}
