import SMTPScript
import ScopeModel

/// Scripts of the screen as files.
enum ScreenScripts {
    /// Reads and checks a script.
    static func load(_ path: String) -> Message {
        do throws(FileError) {
            let (program, problems) = try ScriptFiles.load(path)
            let errors = problems.filter { $0.severity == .error }
            guard errors.isEmpty else {
                return .scriptRefused(path: path, errors.map { program.picture(of: $0) })
            }
            var options = RunOptions()
            options.secrets = ScriptRun.secrets(of: program, [:])
            options.date = WallClock.mailDate
            options.seed = UInt64.random(in: 0...UInt64.max)
            options.diagnose = ScriptRun.diagnose
            return .scriptLoaded(program, options)
        } catch {
            return .failed(error.description)
        }
    }

    /// Writes what was recorded so far as a script, with the messages it needs beside it.
    static func save(_ recording: String?, to path: String) -> Message {
        guard let recording else {
            return .failed("nothing is recorded, so there is nothing to make a script of")
        }
        do throws(FileError) {
            let events = try LoadedRecording(path: recording).events
            let split = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
            let name = String(path[split...].dropLast(5))
            let (text, files) = ScriptExport.script(from: events, name: name)
            for file in files { try Files.write(file.octets, to: path[..<split] + file.name) }
            try Files.write(text, to: path)
            return .done("saved \(path); smtpscope run plays it")
        } catch {
            return .failed(error.description)
        }
    }
}
