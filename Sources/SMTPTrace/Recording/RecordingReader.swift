import SMTPCore

/// Reads a recording: octets of the file in, facts out, line by line. A line it does not
/// understand ends nothing: it is counted, and what stood before is kept.
package struct RecordingReader: Sendable {
    package static let lineLimit = 1 << 20

    /// Lines that are no JSON, or no event we know. Kept apart: newer programs write more.
    package private(set) var unknownLines = 0
    /// Lines that could not be read at all.
    package private(set) var brokenLines = 0
    /// Whether the first line was a header this program understands; nil before it came.
    package private(set) var isRecording: Bool?
    /// The version the header names; 0 before it came.
    package private(set) var version: Int64 = 0
    private var pending: [UInt8] = []
    private var isOverlong = false

    package init() {}

    /// All events these octets complete. The last line counts only with its line ending.
    package mutating func receive(_ octets: ArraySlice<UInt8>) -> [TraceEvent] {
        var events: [TraceEvent] = []
        var start = octets.startIndex
        while let end = octets[start...].firstIndex(of: ASCII.lf) {
            if pending.isEmpty, !isOverlong {
                read(octets[start..<end], into: &events)
            } else {
                keep(octets[start..<end])
                read(pending[...], into: &events)
                pending = []
                isOverlong = false
            }
            start = end + 1
        }
        keep(octets[start...])
        return events
    }

    /// Whether the file ended in the middle of a line.
    package var isCut: Bool { !pending.isEmpty || isOverlong }

    private mutating func keep(_ octets: ArraySlice<UInt8>) {
        if pending.count + octets.count > Self.lineLimit {
            isOverlong = true
            pending = []
        } else if !isOverlong {
            pending += octets
        }
    }

    private mutating func read(_ line: ArraySlice<UInt8>, into events: inout [TraceEvent]) {
        guard !line.isEmpty || isOverlong else { return }
        guard let object = JSONObject(line) else {
            brokenLines += 1
            if isRecording == nil { isRecording = false }
            return
        }
        if isRecording == nil {
            version = object.number("smtprec") ?? 0
            isRecording = version == 1
            if version > 0 { return }
        }
        if let event = TraceEvent(object) { events.append(event) } else { unknownLines += 1 }
    }
}
