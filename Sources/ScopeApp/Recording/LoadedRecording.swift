import SMTPTrace

/// A whole recording in memory, packed or not.
struct LoadedRecording {
    var events: [TraceEvent]
    var header: RecordingHeader?
    var condition: RecordingCondition
    /// Lines of events this program does not know.
    var unknownEvents: Int

    /// Where it stopped while the talk went on.
    var stop: RecordingStop {
        if case .cut = condition { return RecordingStop(events, isCut: true) }
        return RecordingStop(events, isCut: false)
    }

    /// Reads a file; `-` is standard input. Throws where it cannot be read or is no recording.
    init(path: String) throws(FileError) {
        let file = try Files.read(path)
        var reader = RecordingReader(checksSums: true)
        var isCut = false
        if let unpacker = Unpacker(startingLike: file[...], limit: 256 << 20) {
            var unpacked: [TraceEvent] = []
            _ = unpacker.append(file[...]) { octets in
                unpacked += reader.receive(octets)
                return true
            }
            if unpacker.ending == .tooLarge {
                throw FileError("\(path) unpacks to more than 256 MiB: not read")
            }
            isCut = unpacker.ending != .whole
            events = unpacked
        } else {
            events = reader.receive(file[...])
        }
        header = reader.header
        condition = reader.condition
        unknownEvents = reader.unknownLines
        if isCut, condition == .complete { condition = .cut(after: reader.events) }
        switch condition {
        case .noRecording, .newer: throw FileError("\(path) is \(condition)")
        case .complete, .cut, .changed: break
        }
    }
}
