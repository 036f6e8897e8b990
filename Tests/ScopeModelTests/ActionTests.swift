import TerminalCore
import Testing

@testable import ScopeModel

/// The one table that keys, commands, hints and help are made from.
struct ActionTests {
    @Test func everyActionHasOneRowAndAHelpLine() {
        #expect(Action.all.count == ActionID.allCases.count)
        #expect(Set(Action.all.map(\.id)).count == ActionID.allCases.count)
        for action in Action.all {
            #expect(!action.help.isEmpty, "\(action.name)")
            #expect(action.help.last != ".", "\(action.name)")
            #expect(action.hint.utf8.count <= 8, "\(action.name)")
        }
    }

    @Test func everyDefaultKeyCanBeReadAndNoneIsBoundTwice() {
        for focus in Focus.allCases {
            var seen: [[Key]: String] = [:]
            for action in Action.all {
                for shortcut in action.shortcuts where shortcut.scope.contains(focus) {
                    #expect(!shortcut.keys.isEmpty, "\(action.name)")
                    let earlier = seen.updateValue(action.name, forKey: shortcut.keys)
                    #expect(earlier == nil, "\(shortcut.keysText): \(action.name)")
                }
            }
            for keys in seen.keys {
                for length in 1..<keys.count {
                    #expect(seen[Array(keys.prefix(length))] == nil, "\(keys) cannot be reached")
                }
            }
        }
    }

    @Test func userBindingsWinAndAreShown() {
        var options = ModelOptions()
        options.bindings = [
            ModelOptions.Binding(focus: .transcript, keys: [.character("x")], command: "version"),
            ModelOptions.Binding(focus: .prompt, keys: [.function(1)], command: ""),
        ]
        let keymap = Keymap(user: options.bindings)

        #expect(keymap.target(of: [.character("x")], in: .transcript) == .line("version"))
        #expect(keymap.target(of: [.function(1)], in: .prompt) == nil)
        #expect(keymap.keys(for: .wire, in: .transcript).isEmpty)
    }

    @Test func everyCommandRunsWithoutArgumentsAndNeverTraps() {
        for action in Action.all {
            var model = Model(screen: Size(columns: 80, rows: 24))
            _ = model.run(action.name)
            _ = model.run(action.name + " nonsense \u{7}")
            #expect(model.screen.columns == 80)
        }
    }

    @Test func beginningsAndHabitsAreUnderstood() {
        #expect(Action.named("recon")?.id == .reconnect)
        #expect(Action.named("q")?.id == .quit)
        #expect(Action.named("CAPS")?.id == .capabilities)
        #expect(Action.named("re") == nil)
    }

    @Test func theHintRowAt80ColumnsNamesWhatMatters() {
        let model = Model(screen: Size(columns: 80, rows: 24))
        let keys = model.hints.map(\.key)

        for key in ["Enter", "Esc", ":", "F1", "^C"] { #expect(keys.contains(key)) }
    }
}
