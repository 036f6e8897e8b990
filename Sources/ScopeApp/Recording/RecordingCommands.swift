import SMTPCore
import SMTPScript
import SMTPTrace
import TerminalCore

/// What `smtpscope rec` does: each answer is text for standard output and an exit code.
package enum RecordingCommands {
    package struct Answer: Sendable {
        package var output: [UInt8] = []
        /// For standard error, one sentence; may be empty.
        package var remark = ""
        package var exitCode: Int32 = 0
    }

    /// All recordings that are kept, oldest first, one path on each line.
    package static func list() -> Answer {
        Answer(output: RecordingShelf.all().flatMap { Array($0.utf8) + [ASCII.lf] })
    }

    /// The transcript as text. A stable one has no times and no connection numbers, so that two
    /// recordings of the same talk can be compared line by line.
    package static func show(_ path: String, isStable: Bool) -> Answer {
        with(path) { recording in
            let text = Export(recording.events, header: recording.header).text(isStable: isStable)
            return Answer(output: Array(text.utf8), remark: remark(path, recording))
        }
    }

    /// Whether the file is as it was written: 0 for complete, 1 for anything else.
    package static func verify(_ path: String) -> Answer {
        with(path) { recording in
            Answer(
                output: Array("\(path): \(recording.condition)\n".utf8),
                exitCode: recording.condition == .complete ? 0 : 1)
        }
    }

    /// The recording in another form, to a file or, without one, to standard output. Several
    /// messages need a file: its name gets a number.
    package static func export(_ path: String, as format: String, to output: String?) -> Answer {
        if format == "script" { return exportScript(path, to: output) }
        if let version = films[format] { return exportFilm(path, version, to: output) }
        guard let format = Export.Format(rawValue: format) else {
            let known = Export.Format.allCases.map(\.rawValue) + films.keys.sorted()
            return refusal(
                "--as \(format) is unknown: use one of \(known.joined(separator: ", ")) or script")
        }
        return with(path) { recording throws(FileError) in
            let export = Export(recording.events, header: recording.header)
            let note = remark(path, recording)
            if format == .eml { return try write(export.messages, to: output, note) }
            return try deliver(export.written(as: format), to: output, note)
        }
    }

    private static let films: [String: CastWriter.Version] = [
        "asciicast": .three, "asciicast2": .two,
    ]

    /// What the screen would have shown, for players of asciinema's format.
    private static func exportFilm(
        _ path: String, _ version: CastWriter.Version, to output: String?
    ) -> Answer {
        with(path) { recording throws(FileError) in
            let themes = ThemeShelf()
            let name = Configuration().theme ?? themes.names.first ?? ""
            let theme: ResolvedTheme
            switch themes.resolved(name, depth: .c256) {
            case .success(let resolved): theme = resolved
            case .failure: theme = ResolvedTheme(.builtin, depth: .c256)
            }
            let title = path.split(separator: "/").last.map(String.init) ?? path
            let film = Cast.film(
                recording.events, header: recording.header, title: title, version: version,
                theme: theme)
            return try deliver(film, to: output, remark(path, recording))
        }
    }

    /// A script that says the same again; large messages become files beside it.
    private static func exportScript(_ path: String, to output: String?) -> Answer {
        with(path) { recording throws(FileError) in
            let target = output ?? baseName(of: path) + ".smtp"
            let split = target.lastIndex(of: "/").map { target.index(after: $0) }
            let folder = split.map { String(target[..<$0]) } ?? ""
            let file = split.map { String(target[$0...]) } ?? target
            let name = file.hasSuffix(".smtp") ? String(file.dropLast(5)) : file
            let (text, files, doubts) = ScriptExport.script(from: recording.events, name: name)
            guard files.isEmpty || output != nil else {
                return refusal("its messages need files beside it: name the script with --output")
            }
            for message in files { try Files.write(message.octets, to: folder + message.name) }
            let remarks = [remark(path, recording), ScriptExport.remark(on: doubts) ?? ""]
            let told = remarks.filter { !$0.isEmpty }.joined(separator: "; ")
            return try deliver(text, to: output, told)
        }
    }

    /// `talk` of `folder/talk.smtprec.gz`; `session` of a name without one.
    static func baseName(of path: String) -> String {
        let file = path.split(separator: "/").last ?? ""
        let name = file.split(separator: ".").first.map(String.init) ?? ""
        return name.isEmpty || name == "-" ? "session" : name
    }

    private static func write(
        _ messages: [[UInt8]], to output: String?, _ note: String
    ) throws(FileError) -> Answer {
        guard !messages.isEmpty else { return refusal("no message was sent in this recording") }
        guard messages.count > 1 else { return try deliver(messages[0], to: output, note) }
        guard let output else {
            return refusal("\(messages.count) messages were sent: name a file with --output")
        }
        var answer = Answer(remark: note)
        for (index, message) in messages.enumerated() {
            let name = numbered(output, index + 1)
            try Files.write(message, to: name)
            answer.output += Array("\(name)\n".utf8)
        }
        return answer
    }

    /// `a.eml` becomes `a-2.eml`.
    static func numbered(_ path: String, _ number: Int) -> String {
        let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else {
            return "\(path)-\(number)"
        }
        return "\(path[..<dot])-\(number)\(path[dot...])"
    }

    static func deliver(
        _ octets: [UInt8], to output: String?, _ note: String = ""
    ) throws(FileError) -> Answer {
        guard let output, output != "-" else { return Answer(output: octets, remark: note) }
        try Files.write(octets, to: output)
        return Answer(remark: note)
    }

    static func refusal(_ sentence: String) -> Answer {
        Answer(remark: sentence, exitCode: Verdict.Code.usage.rawValue)
    }

    static func remark(_ path: String, _ recording: LoadedRecording) -> String {
        recording.condition == .complete ? "" : "\(path) is \(recording.condition)"
    }

    static func with(
        _ path: String, _ act: (LoadedRecording) throws(FileError) -> Answer
    ) -> Answer {
        do throws(FileError) {
            return try act(try LoadedRecording(path: path))
        } catch {
            return refusal(error.description)
        }
    }
}
