import SMTPCore

/// Reads a recording: octets of the file in, facts out, line by line. A line it does not
/// understand ends nothing: it is counted, and what stood before is kept.
package struct RecordingReader: Sendable {
    /// A longer line is passed over.
    package static let lineLimit = 1 << 20
    private static let rememberedCertificates = 1_024
    private static let rememberedNotes = 10_000

    /// Lines that are JSON but no event we know: newer programs write more.
    package private(set) var unknownLines = 0
    /// Lines that could not be read at all.
    package private(set) var brokenLines = 0
    /// Lines that tell an event, known or not: all but header, `sum` and `end`.
    package private(set) var events = 0
    /// Remarks made later, oldest first, at most 10,000. They are among the facts too.
    package private(set) var laterNotes: [LaterNote] = []
    /// Which number in the file a fact has.
    package private(set) var numbers = EventNumbers()
    /// The header; nil before it came and where there is none.
    package private(set) var header: RecordingHeader?
    /// Whether the first line was a header this program understands; nil before it came.
    package private(set) var isRecording: Bool?
    /// The version the header names; 0 before it came.
    package private(set) var version: Int64 = 0

    private var pending: [UInt8] = []
    private var isOverlong = false
    private(set) var certificates: [String: Certificate] = [:]
    private(set) var digest: SHA256?
    private var sumOfEvents = 0
    private var change: RecordingCondition?
    private var firstBreak: Int?
    private var isEnded = false

    /// Checking the sums takes about as long again as reading.
    package init(checksSums: Bool = false) {
        digest = checksSums ? SHA256() : nil
    }

    /// All events these octets complete. The last line counts only with its line ending.
    package mutating func receive(_ octets: ArraySlice<UInt8>) -> [TraceEvent] {
        var events: [TraceEvent] = []
        var start = octets.startIndex
        while let end = octets[start...].firstIndex(of: ASCII.lf) {
            if pending.isEmpty, !isOverlong {
                read(octets[start...end], into: &events)
            } else {
                keep(octets[start...end])
                read(pending[...], into: &events)
                pending.removeAll(keepingCapacity: true)
                isOverlong = false
            }
            start = end + 1
        }
        if start < octets.endIndex { keep(octets[start...]) }
        return events
    }

    /// Whether the file ended in the middle of a line.
    package var isCut: Bool { !pending.isEmpty || isOverlong }

    /// Whether the file is whole, once nothing more will come. Sums count only if they were
    /// checked.
    package var condition: RecordingCondition {
        if version > RecordingHeader.version { return .newer(version: version) }
        if header == nil { return .noRecording }
        if let change { return change }
        if let firstBreak { return .cut(after: firstBreak) }
        return isEnded && !isCut ? .complete : .cut(after: events)
    }

    private mutating func keep(_ octets: ArraySlice<UInt8>) {
        if isOverlong {
            digest?.update(octets)
        } else if pending.count + octets.count > Self.lineLimit {
            isOverlong = true
            digest?.update(pending[...])
            digest?.update(octets)
            pending.removeAll(keepingCapacity: true)
        } else {
            pending += octets
        }
    }

    /// Takes one line with its LF; empty where it was overlong.
    private mutating func read(_ line: ArraySlice<UInt8>, into events: inout [TraceEvent]) {
        defer { digest?.update(line) }
        let text = line.dropLast()
        guard !text.isEmpty || isOverlong else { return }
        if isRecording != nil, let event = TraceEvent(dialogueLine: text) {
            self.events += 1
            isEnded = false
            events.append(event)
            return
        }
        guard let object = JSONObject(text) else {
            brokenLines += 1
            if firstBreak == nil { firstBreak = self.events }
            if isRecording == nil { isRecording = false }
            return
        }
        if isRecording == nil {
            version = object.number("smtprec") ?? 0
            isRecording = version == RecordingHeader.version
            if version > 0 {
                header = RecordingHeader(object)
                return
            }
        }
        if var event = TraceEvent(object, certificates: certificates) {
            self.events += 1
            isEnded = false
            if let note = LaterNote(object) {
                // Lines that are no facts are counted in the file, and nowhere else.
                event.fact = .note(note.sentence(on: numbers.fact(numbered: note.number) + 1))
                if laterNotes.count < Self.rememberedNotes { laterNotes.append(note) }
            }
            events.append(event)
        } else {
            readOther(object)
        }
    }

    private mutating func readOther(_ object: JSONObject) {
        switch object.text("e") {
        case "sum": check(object, says: object.number("n"))
        case "end":
            check(object, says: object.number("events"))
            isEnded = true
        case "cert":
            events += 1
            numbers.skip(events)
            isEnded = false
            let certificate = Certificate(object)
            if certificates.count < Self.rememberedCertificates {
                certificates[certificate.fingerprint] = certificate
            }
        default:
            events += 1
            numbers.skip(events)
            isEnded = false
            unknownLines += 1
        }
    }

    private mutating func check(_ object: JSONObject, says count: Int64?) {
        guard let digest, change == nil else { return }
        if object.octets("sha256") == digest.hex, count == Int64(events) {
            sumOfEvents = events
        } else {
            change = .changed(after: sumOfEvents, before: events)
        }
    }
}
