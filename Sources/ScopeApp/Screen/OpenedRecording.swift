import SMTPTrace
import ScopeModel

/// A recording while it is read.
final class OpenedRecording {
    /// What one begins with.
    static let sign = Array(#"{"smtprec":"#.utf8)

    private var reader = RecordingReader()

    func receive(_ octets: ArraySlice<UInt8>) -> [Message] {
        let events = reader.receive(octets)
        return events.isEmpty ? [] : [.traces(events)]
    }

    /// What is wrong with the file, as one sentence; nil if nothing is.
    func problem(_ path: String) -> String? {
        if reader.isRecording != true {
            return reader.version > 1
                ? "\(path) was recorded by a newer smtpscope: some of it may be missing"
                : "\(path) is no recording: its first line is not a recording's header"
        }
        if reader.brokenLines > 0 { return "\(path): \(reader.brokenLines) lines cannot be read" }
        return reader.condition == .complete ? nil : "\(path) is \(reader.condition)"
    }
}
