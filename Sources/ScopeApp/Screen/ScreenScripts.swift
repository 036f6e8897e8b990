import SMTPScript
import SMTPTrace
import ScopeModel

/// Scripts of the screen as files.
enum ScreenScripts {
    /// Reads and checks a script. `connections` were asked for before it.
    static func load(_ path: String, behind connections: Int) -> Message {
        do throws(FileError) {
            let (program, problems) = try ScriptFiles.load(path)
            let errors = problems.filter { $0.severity == .error }
            guard errors.isEmpty else {
                return .scriptRefused(path: path, errors.map { program.picture(of: $0) })
            }
            var options = options(for: program)
            options.connectionsBefore = connections
            return .scriptLoaded(program, options)
        } catch {
            return .failed(error.description)
        }
    }

    /// Checks typed lines and reads what they name, below the folder we are in.
    static func load(
        _ text: [UInt8], _ variables: Set<String>, _ connections: Set<String>
    ) -> Message {
        let (program, problems) = ScriptFiles.load(text, variables, connections)
        let errors = problems.filter { $0.severity == .error }
        guard errors.isEmpty else {
            return .scriptRefused(path: program.file, errors.map { program.picture(of: $0) })
        }
        return .blockLoaded(program, options(for: program))
    }

    private static func options(for program: ScriptProgram) -> RunOptions {
        var options = RunOptions()
        options.secrets = ScriptRun.secrets(of: program, [:])
        options.date = WallClock.mailDate
        options.folder = ScriptFiles.folder(of: program.file)
        options.seed = UInt64.random(in: 0...UInt64.max)
        return options
    }

    /// What was recorded of a session so far.
    static func events(of recording: String?) throws(FileError) -> [TraceEvent] {
        guard let recording else {
            throw FileError("nothing is recorded, so there is nothing to take it from")
        }
        return try LoadedRecording(path: recording).events
    }

    /// Writes a script that says the same, with the messages it needs beside it. What may differ
    /// is told as one sentence.
    static func save(
        _ events: [TraceEvent], to path: String, replaces: Bool
    ) throws(FileError) -> String? {
        let split = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        let name = String(path[split...].dropLast(5))
        let (text, files, doubts) = ScriptExport.script(from: events, name: name)
        try Files.write(to: path, replaces: replaces) { Files.writeAll(text, to: $0) }
        for file in files {
            try Files.write(to: path[..<split] + file.name, replaces: replaces) {
                Files.writeAll(file.octets, to: $0)
            }
        }
        return ScriptExport.remark(on: doubts)
    }
}
