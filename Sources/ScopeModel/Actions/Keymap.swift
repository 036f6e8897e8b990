import TerminalCore

/// Which keys do what, for each focus: the defaults of the table and what the user bound.
package struct Keymap: Hashable, Sendable {
    /// What keys are bound to.
    package enum Target: Hashable, Sendable {
        case action(ActionID, String)
        /// A command line of the user's.
        case line(String)
        /// Keys that begin a longer binding.
        case prefix
    }

    private var bindings: [Focus: [[Key]: Target]] = [:]

    /// Later bindings win; an empty command unbinds. `plays` is for a recording on the screen.
    package init(user: [ModelOptions.Binding] = [], plays: Bool = false) {
        for action in Action.all {
            for shortcut in action.shortcuts {
                for focus in Focus.allCases where shortcut.scope.contains(focus) {
                    bind(shortcut.keys, in: focus, to: .action(action.id, shortcut.argument))
                }
            }
        }
        for action in Action.all where plays {
            for shortcut in action.shortcuts where shortcut.scope == .player {
                for focus in Focus.allCases where shortcut.scope.containsWhilePlaying(focus) {
                    bind(shortcut.keys, in: focus, to: .action(action.id, shortcut.argument))
                }
            }
        }
        for binding in user where !binding.keys.isEmpty {
            guard !binding.command.isEmpty else {
                bindings[binding.focus]?[binding.keys] = nil
                continue
            }
            bind(binding.keys, in: binding.focus, to: .line(binding.command))
        }
    }

    private mutating func bind(_ keys: [Key], in focus: Focus, to target: Target) {
        for length in 1..<max(keys.count, 1) {
            bindings[focus, default: [:]][Array(keys.prefix(length))] = .prefix
        }
        bindings[focus, default: [:]][keys] = target
    }

    package func target(of keys: [Key], in focus: Focus) -> Target? { bindings[focus]?[keys] }

    /// What may follow keys that are a prefix: the next key's name and what it does, sorted.
    package func continuations(of prefix: [Key], in focus: Focus) -> [(key: String, help: String)] {
        (bindings[focus] ?? [:]).compactMap { keys, target -> (String, String)? in
            guard keys.count == prefix.count + 1, keys.starts(with: prefix), let last = keys.last
            else { return nil }
            let name = Action.Shortcut.text(of: [last])
            switch target {
            case .action(let id, let argument):
                let help = Action.of(id).help
                return (name, argument.isEmpty ? help : "\(Action.of(id).name) \(argument)")
            case .line(let line): return (name, line)
            case .prefix: return (name, "more keys")
            }
        }.sorted { $0.0 < $1.0 }
    }

    /// The keys that do this here, as people write them, the shortest first. May be empty.
    package func keys(for id: ActionID, _ argument: String = "", in focus: Focus) -> [String] {
        let matching = (bindings[focus] ?? [:]).filter { $0.value == .action(id, argument) }
        let order = Action.of(id).shortcuts.map(\.keys)
        return matching.keys.sorted {
            (order.firstIndex(of: $0) ?? .max) < (order.firstIndex(of: $1) ?? .max)
        }.map { Action.Shortcut.text(of: $0) }
    }
}
