import SMTPTrace

extension RecordingCommands {
    /// The word for packet captures, beside the names of the transcripts' programs.
    private static let capture = "pcap"
    /// Larger files are not read.
    private static let sizeLimit = 64 << 20

    /// Makes a recording of another program's transcript or of a packet capture. `stream` chooses
    /// one connection of a capture, counted from 1.
    package static func importTranscript(
        _ path: String, from name: String?, stream: Int?, to output: String?
    ) -> Answer {
        let dialect = name.flatMap { TranscriptDialect(rawValue: $0) }
        if let name, name != capture, dialect == nil {
            let known = TranscriptDialect.allCases.map(\.rawValue) + [capture]
            return refusal(
                "--from \(name) is unknown: use one of \(known.joined(separator: ", "))")
        }
        do throws(FileError) {
            let octets = try Files.read(path, limit: sizeLimit)
            if dialect == nil, let capture = CaptureImport(octets) {
                return try recording(of: capture, path, stream, to: output)
            }
            guard name != capture else {
                return refusal("\(path) is no capture file: neither pcap nor pcapng")
            }
            guard stream == nil else {
                return refusal("--stream chooses from a packet capture, and \(path) is none")
            }
            guard let dialect = dialect ?? TranscriptDialect(of: octets) else {
                return refusal("\(path) looks like no transcript that is known: try --from")
            }
            let events = dialect.events(in: octets)
            let lines = events.count == 1 ? "1 event" : "\(events.count) events"
            return try deliver(
                file(of: events, created: WallClock.now), to: output,
                "read as \(dialect.rawValue): \(lines)")
        } catch {
            return refusal(error.description)
        }
    }

    private static func recording(
        of capture: CaptureImport, _ path: String, _ stream: Int?, to output: String?
    ) throws(FileError) -> Answer {
        let all = capture.summaries
        let remarks = capture.remarks.map { "\n  " + $0 }.joined()
        guard !all.isEmpty else {
            return refusal("in \(path) no connection speaks SMTP\(remarks)")
        }
        if let stream, !all.indices.contains(stream - 1) {
            return refusal("--stream \(stream) is none of 1 to \(all.count)")
        }
        let list = all.enumerated().prefix(20).filter { stream == nil || stream == $0.offset + 1 }
            .map { index, one in
                "\n  \(index + 1): \(one.client) to \(one.server), \(one.segments) segments, "
                    + "\(one.octets) octets"
            }
        let more = stream == nil && all.count > 20 ? "\n  and \(all.count - 20) more" : ""
        let start = capture.startedAt(ofStream: stream) ?? 0
        let created = WallClock.text(
            seconds: start / 1_000_000, milliseconds: Int(max(0, start) / 1_000 % 1_000))
        let events = capture.events(ofStream: stream)
        return try deliver(
            file(of: events, created: created), to: output,
            "read as a packet capture:" + list.joined() + more + remarks)
    }

    private static func file(of events: [TraceEvent], created: String) -> [UInt8] {
        var writer = RecordingWriter()
        let header = RecordingHeader(created: created, by: "smtpscope/\(Version.number)")
        var file = writer.begin(header)
        for event in events { file += writer.write(event) }
        return file + writer.end()
    }
}
