import SMTPCore
import SMTPTrace

/// One record of a journal. `journalctl -o export` writes fields as `NAME=value` and an empty line
/// at the end, `-o json` an object on one line.
struct JournalRecord: Sendable {
    private var message: [UInt8]?
    private var stamp: [UInt8] = []
    private var isOpen = false
    /// Whether nothing more belongs to the record.
    private(set) var isWhole = false

    /// Takes a line of a record; false if the line belongs to none.
    mutating func receive(_ line: ArraySlice<UInt8>) -> Bool {
        if line.starts(with: "__CURSOR=") {
            isOpen = true
            return true
        }
        guard isOpen else { return receive(object: line) }
        isWhole = line.isEmpty
        if let text = line.after("MESSAGE="), line.starts(with: "MESSAGE=") {
            message = Array(text)
        } else if let time = line.after("__REALTIME_TIMESTAMP="),
            line.starts(with: "__REALTIME_TIMESTAMP=")
        {
            stamp = Self.date(time)
        }
        return true
    }

    private mutating func receive(object line: ArraySlice<UInt8>) -> Bool {
        guard line.first == UInt8(ascii: "{"), line.find("\"__REALTIME_TIMESTAMP\"") != nil,
            let object = JSONObject(line)
        else { return false }
        message = object.octets("MESSAGE")
        stamp = object.octets("__REALTIME_TIMESTAMP").map { Self.date($0[...]) } ?? []
        isWhole = true
        return true
    }

    /// The record's message and time; nil if it has none.
    mutating func take() -> (stamp: [UInt8], message: [UInt8])? {
        defer { self = JournalRecord() }
        return message.map { (stamp, $0) }
    }

    /// Microseconds since 1970 as `2026-11-24T10:08:36Z`; the digits themselves if they are none.
    private static func date(_ digits: ArraySlice<UInt8>) -> [UInt8] {
        guard let micro = Int64(digits.text), micro > 0 else { return Array(digits.prefix(20)) }
        return UTCStamp.text(seconds: micro / 1_000_000)
    }
}
