import ScopeModel
import ScopeView
import TerminalCore

/// A script in place of the person.
final class UIRehearsal {
    let terminal: NoTerminal
    var player: UIPlayer
    /// When to look again, whatever happens; nil: at once.
    var due: ContinuousClock.Instant?

    init(_ script: UIScript, on terminal: NoTerminal) {
        self.terminal = terminal
        player = UIPlayer(script)
    }
}

extension ScreenLoop {
    /// The exit code of a script that ended where it was not to.
    private static let broken: Int32 = 4

    /// Plays the next step on the screen as it is painted now.
    func rehearse(at now: ContinuousClock.Instant) {
        guard let rehearsal, exitCode == nil, !needsPaint else { return }
        rehearsal.due = nil
        let scene = UIScene(
            grid: render(model), statusRow: model.layout.statusRow,
            isIdle: model.isIdle && host.facts.isQuiet && file == nil && answersDue == 0)
        switch rehearsal.player.next(scene, at: now) {
        case .input(let inputs): for input in inputs { update(.input(input)) }
        case .resize(let size):
            rehearsal.terminal.size = size
            update(.resized(size))
        case .save(let planes, let path): save(planes, to: path)
        case .wait(let due): rehearsal.due = due
        case .passed: exitCode = 0
        case .failed(let reason):
            complain(reason)
            exitCode = Self.broken
        }
    }

    private func save(_ planes: String, to path: String?) {
        guard let path else {
            Files.writeAll(Array(planes.utf8), to: 1)
            return
        }
        do throws(FileError) {
            try Files.write(Array(planes.utf8), to: path)
        } catch {
            complain(error.description)
            exitCode = Self.broken
        }
    }

    /// The exit code, given the program's own: a script must have been played to its end.
    func verdict(_ code: Int32) -> Int32 {
        guard code == 0, let unplayed = rehearsal?.player.unplayed else { return code }
        complain(unplayed)
        return Self.broken
    }
}
