import SMTPCore
import SMTPTrace

extension RecordingCommands {
    /// What differs between two recordings: 4 if a script that fits one would not fit the other.
    package static func diff(
        _ before: String, _ after: String, isStrict: Bool, showsNoise: Bool
    ) -> Answer {
        with(before) { first throws(FileError) in
            let second = try LoadedRecording(path: after)
            let comparison = Comparison(
                first.events, second.events, stops: (first.stop, second.stop))
            let remarks = [remark(before, first), remark(after, second)].filter { !$0.isEmpty }
            return Answer(
                output: Array(comparison.report(showsNoise: showsNoise).utf8),
                remark: remarks.joined(separator: "; "),
                exitCode: comparison.hasChanged(strict: isStrict) ? 4 : 0)
        }
    }

    /// Writes a copy in which more is hidden.
    package static func redact(_ path: String, level: String, to output: String) -> Answer {
        guard let level = RedactionLevel(rawValue: level), level != .auth else {
            return refusal("--level \(level) is unknown: use addresses, body or share")
        }
        return with(path) { recording throws(FileError) in
            let (copy, _) = Self.copy(of: recording, level)
            return try deliver(copy, to: output, remark(path, recording))
        }
    }

    /// Writes a copy for others beside the file, and says what it hides.
    package static func share(_ path: String, to output: String?) -> Answer {
        with(path) { recording throws(FileError) in
            let (copy, hidden) = Self.copy(of: recording, .share)
            let name = output ?? sharedName(of: path)
            try Files.write(copy, to: name)
            var text = "\(name) hides:\n"
            for (what, count) in hidden { text += "  \(count) \(what)\n" }
            if hidden.isEmpty { text += "  nothing: there was nothing to hide\n" }
            text += "Read it before you send it: smtpscope rec show \(name)\n"
            return Answer(output: Array(text.utf8), remark: remark(path, recording))
        }
    }

    private static func copy(
        of recording: LoadedRecording, _ level: RedactionLevel
    ) -> (file: [UInt8], hidden: [(String, Int)]) {
        var anonymizer = Anonymizer(level: level)
        var writer = RecordingWriter(level: level.hidesContent ? .dialogue : .all)
        var header =
            recording.header
            ?? RecordingHeader(created: WallClock.now, by: "smtpscope/\(Version.number)")
        header.redaction = level.rawValue
        if level.hidesContent { header.level = .dialogue }
        if level == .share { header.script = nil }
        var file = writer.begin(header)
        for event in recording.events { file += writer.write(anonymizer.take(event)) }
        return (file + writer.end(), anonymizer.hidden)
    }

    /// `a.smtprec` becomes `a-shared.smtprec`.
    private static func sharedName(of path: String) -> String {
        let base = path == "-" ? "recording" : path
        for ending in [".smtprec.gz", ".smtprec"] where base.hasSuffix(ending) {
            return base.dropLast(ending.count) + "-shared.smtprec"
        }
        return base + "-shared.smtprec"
    }
}
