import TestSupport
import Testing

/// That no option is accepted and does nothing.
@Suite("Options")
struct OptionTests {
    /// Whoever adds an option says in the table how its effect can be seen.
    @Test func everyOptionIsInTheTableOnce() {
        #expect(OptionTable.commands == OptionTable.declared.keys.sorted())
        for (command, options) in OptionTable.declared {
            let known = (OptionTable.effects[command] ?? []).map(\.option)
            #expect(known.sorted() == options.sorted(), "\(command)")
        }
    }

    @Test(arguments: OptionTable.commands.filter { OptionTable.effects[$0]?.isEmpty == false })
    func everyOptionDoesSomething(command: String) throws {
        let bench = try OptionBench()
        for effect in OptionTable.effects[command] ?? [] {
            let without = try bench.play(effect.run)
            let with = try bench.play(effect.run, effect.words)

            #expect(!effect.isSeen(without), "\(command) without \(effect.words): \(without.shown)")
            #expect(effect.isSeen(with), "\(command) \(effect.words): \(with.shown)")
        }
    }

    /// Options that have their effect in another way of using the command are refused by name.
    @Test(arguments: OptionMode.all)
    func whatDoesNothingIsRefused(mode: OptionMode) throws {
        let bench = try OptionBench()
        let options = try #require(OptionTable.declared[mode.command])
        for option in options.subtracting(mode.used) where !mode.words.contains(option) {
            let words = try #require(OptionTable.words(for: option, of: mode.command))
            let play = try bench.play(OptionRun(mode.words), words)

            #expect(play.code == 1, "\(words) \(play.shown)")
            #expect(play.errors.contains(option), "\(words) \(play.shown)")
            #expect(play.text.isEmpty, "\(words) \(play.shown)")
        }
    }
}

extension OptionPlay {
    /// For the one who reads a failure.
    fileprivate var shown: String {
        [text, errors, recording, talk?.text ?? ""].joined(separator: "\n")
    }
}
