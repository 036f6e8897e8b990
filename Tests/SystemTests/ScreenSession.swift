import TestSupport
import Testing

/// The program on a real terminal, started from a shell as a person would.
final class ScreenSession {
    static let sizes: [(columns: Int, rows: Int)] = [(120, 36), (80, 24), (40, 12)]

    let tmux: Tmux
    /// The home of whoever sits in front of it.
    let folder: Folder

    /// - Parameters:
    ///   - arguments: words for a shell.
    ///   - readyWhen: what the first frame shows.
    init(
        _ arguments: String = "lab", size: (columns: Int, rows: Int) = (80, 24),
        environment: [String] = [], readyWhen: String = "smtp>"
    ) throws {
        folder = try Folder()
        tmux = Tmux(
            columns: size.columns, rows: size.rows,
            environment: ["HOME=\(folder.path)", "SCOPE=\(Scope.path)", "TERM=screen-256color"]
                + environment, patience: 10_000)
        tmux.command("\"$SCOPE\" \(arguments)")
        expect(readyWhen)
    }

    /// Waits until all of this is on the screen.
    func expect(_ texts: String..., location: SourceLocation = #_sourceLocation) {
        let isShown = tmux.wait { screen in texts.allSatisfy { screen.contains($0) } }
        #expect(isShown, "\(texts) in\n\(tmux.screen)", sourceLocation: location)
    }

    /// Waits until none of this is on the screen.
    func expectGone(_ text: String, location: SourceLocation = #_sourceLocation) {
        let isGone = tmux.wait { !$0.contains(text) }
        #expect(isGone, "\(text) in\n\(tmux.screen)", sourceLocation: location)
    }

    /// Types a line and Enter.
    func send(_ line: String) { tmux.command(line) }

    /// What the program wrote below its home: history and recordings.
    var files: [String] {
        func all(_ folder: String) -> [String] {
            FileText.names(in: folder).flatMap { name -> [String] in
                let path = folder + "/" + name
                let inner = all(path)
                return inner.isEmpty ? [FileText.read(path)] : inner
            }
        }
        return all(folder.path)
    }

    /// Leaves by C-q, confirming if asked, and waits for the shell.
    func quit(location: SourceLocation = #_sourceLocation) {
        tmux.press("C-q")
        _ = tmux.wait { $0.contains("y/n") || $0.hasSuffix(Tmux.prompt) || !tmux.modes.isAlternate }
        if tmux.modes.isAlternate { tmux.type("y") }
        #expect(
            tmux.waitForModes { $0.isClean }, "\(tmux.modes)\n\(tmux.screen)",
            sourceLocation: location)
    }
}
