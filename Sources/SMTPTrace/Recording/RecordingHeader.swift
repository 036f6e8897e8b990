/// The first line of a recording: which format, made when, by what, with what left out.
package struct RecordingHeader: Hashable, Sendable {
    /// The format's number this program writes and reads.
    package static let version: Int64 = 1

    /// When the session began, as RFC 3339 text in UTC.
    package var created: String
    /// The program that wrote it, with its version.
    package var by: String
    /// Whose side was recorded: "client" or "server".
    package var role = "client"
    /// What was hidden when it was written; see `RedactionLevel`.
    package var redaction = "auth"
    /// Whether message content is in it.
    package var level = RecordingLevel.all
    /// The script that was played, or nil.
    package var script: String?

    package init(created: String, by: String) {
        self.created = created
        self.by = by
    }

    /// The line, without its ending.
    var json: [UInt8] {
        var line = JSONLine()
        line.add("smtprec", Self.version)
        line.add("created", created)
        line.add("by", by)
        line.add("role", role)
        line.add("clock", "us")
        line.add("redact", redaction)
        line.add("record", level.rawValue)
        if let script { line.add("script", script) }
        return line.finished()
    }

    init(_ object: JSONObject) {
        created = object.text("created") ?? ""
        by = object.text("by") ?? ""
        role = object.text("role") ?? "client"
        redaction = object.text("redact") ?? ""
        level = object.text("record").flatMap { RecordingLevel(rawValue: $0) } ?? .all
        script = object.text("script")
    }
}

/// How much of a session is recorded: the setting `record`.
package enum RecordingLevel: String, CaseIterable, Sendable {
    case off
    /// Everything but message content: of that only header names, size and digest.
    case dialogue
    case all
}
