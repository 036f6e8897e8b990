import SMTPCore

/// Writes what a terminal showed in asciinema's format: a header, then an array for each event,
/// one on each line. Version 3 counts the time from the event before, version 2 from the start.
package struct CastWriter: Sendable {
    package enum Version: Int, CaseIterable, Sendable {
        case two = 2
        case three = 3
    }

    /// Longer pauses are cut to this.
    private static let longestPause = Duration.seconds(2)

    private let version: Version
    /// When the last event came, as recorded.
    private var last = Duration.zero
    /// The time in the file, pauses cut.
    private var elapsed = Duration.zero

    package init(_ version: Version) { self.version = version }

    /// The first line. `timestamp` is in seconds since 1970-01-01 UTC; nil leaves it out.
    package func header(columns: Int, rows: Int, timestamp: Int64?, title: String) -> [UInt8] {
        var line = JSONLine()
        line.add("version", version.rawValue)
        switch version {
        case .two:
            line.add("width", columns)
            line.add("height", rows)
        case .three:
            var terminal = JSONLine()
            terminal.add("cols", columns)
            terminal.add("rows", rows)
            terminal.add("type", "xterm-256color")
            line.add("term", raw: terminal.finished())
        }
        if let timestamp { line.add("timestamp", timestamp) }
        if !title.isEmpty { line.add("title", title) }
        return line.finished() + [ASCII.lf]
    }

    /// What is sent to the terminal at this time of the recording.
    package mutating func output(_ text: String, at time: Duration) -> [UInt8] {
        event("o", text, at: time)
    }

    /// A place players can jump to.
    package mutating func mark(_ label: String, at time: Duration) -> [UInt8] {
        event("m", label, at: time)
    }

    private mutating func event(_ code: String, _ data: String, at time: Duration) -> [UInt8] {
        let pause = min(max(.zero, time - last), Self.longestPause)
        last = max(last, time)
        elapsed += pause
        let seconds = Self.seconds(version == .two ? elapsed : pause)
        return Array("[\(seconds), \"\(code)\", ".utf8) + JSONLine.quoted(data) + Array("]\n".utf8)
    }

    /// With six digits behind the point.
    private static func seconds(_ time: Duration) -> String {
        let micro = time.microseconds
        return "\(micro / 1_000_000)." + String(String(1_000_000 + micro % 1_000_000).dropFirst())
    }
}
