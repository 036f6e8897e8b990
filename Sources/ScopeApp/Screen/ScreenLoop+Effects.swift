import CursesTerminal
import ScopeModel
import TerminalCore

/// What the model wants done outside of it.
extension ScreenLoop {
    func perform(_ effect: Effect) {
        switch effect {
        case .submit(let intent):
            if let problem = host.carry(intent) { update(.failed(problem)) }
        case .saveHistory(let line): saveHistory(line)
        case .edit(let text): edit(text)
        case .copy(let octets): copy(octets)
        case .saveFile(let path, let octets, let replaces):
            save(path) { path throws(FileError) in
                try Files.write(to: path, replaces: replaces) { Files.writeAll(octets, to: $0) }
            }
        case .saveRecording(let path, let replaces): saveRecording(to: path, replaces)
        case .saveScript(let path, let replaces): saveScript(to: path, replaces)
        case .addNote(let note): add(note)
        case .recall(let range):
            update(.recalled(recording?.events(range) ?? [], from: range.lowerBound))
        case .compare(let path): compare(with: path)
        case .closeRecording: recording = nil
        case .readFile(let path): read(path)
        case .open(let path): open(path)
        case .loadScript(let path): update(ScreenScripts.load(path, behind: host.connections))
        case .loadBlock(let text, let variables, let connections):
            update(ScreenScripts.load(text, variables, connections))
        case .play(let intent): host.play(intent)
        case .remark(let text, let connection): host.remark(text, connection: connection)
        case .setTheme(let name): setTheme(name)
        case .setMouse(let wanted): terminal.setMouse(wanted)
        case .suspend: suspend()
        case .redraw: terminal.forget()
        case .quit: exitCode = 0
        }
    }

    /// Whether a terminal obeys cannot be known.
    private func copy(_ octets: [UInt8]) {
        let count = octets.count.octetsText
        update(
            terminal.copyToClipboard(octets)
                ? .done("copied: \(count) handed to the terminal's clipboard")
                : .failed("\(count) are too many for a clipboard: :save FILE keeps them"))
    }

    private func edit(_ text: [UInt8]) {
        let result = terminal.withShell { Result { () throws(FileError) in try Editor.edit(text) } }
        switch result {
        case .success(let edited): update(.edited(edited))
        case .failure(let problem):
            update(.edited(nil))
            update(.failed(problem.description))
        }
    }

    func suspend() {
        terminal.suspend()
        update(.resized(terminal.size))
        update(.resumed)
    }

    private func saveHistory(_ line: [UInt8]) {
        do throws(FileError) {
            try Files.makeFolder(Folders.state)
            try Files.append(line + [10], to: Folders.history)
        } catch {
            update(.failed(error.description))
        }
    }

    private func read(_ path: String) {
        do throws(FileError) {
            update(.fileRead(path: path, try Files.read(path, limit: 64 << 20)))
        } catch {
            update(.failed(error.description))
        }
    }

    private func setTheme(_ name: String) {
        switch themes.resolved(name, depth: terminal.depth) {
        case .success(let resolved):
            theme = resolved
            update(.themeSet(name))
            if let flaw = themes.flaw(of: name) { update(.failed(flaw)) }
        case .failure(let problem):
            update(.failed(problem.description))
        }
    }

    private func open(_ path: String) {
        do throws(FileError) {
            file = try OpenedFile(path: path)
        } catch {
            update(.failed(error.description))
        }
    }
}
