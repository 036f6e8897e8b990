import SMTPCore

/// The texts of a line of JSON, at whatever depth: what Docker, Kubernetes, rsyslog, `postqueue -j`
/// and the notifications of mail services write, of which each names its fields otherwise.
struct JSONStrings {
    private static let limit = 64
    /// Field and text, in the order of the line, without escapes; at most `limit`. The field is
    /// empty in a list that has no name.
    private(set) var members: [(key: [UInt8], value: [UInt8])] = []

    /// Nil for a line that does not look like an object or a list of objects.
    init?(_ line: ArraySlice<UInt8>) {
        let start = line.drop { $0 <= 32 || $0 == UInt8(ascii: "[") }
        guard start.first == UInt8(ascii: "{"), line.last.map({ $0 == 125 || $0 == 93 }) == true,
            start.dropFirst().drop(while: { $0 <= 32 }).first == UInt8(ascii: "\"")
        else { return nil }
        var index = start.startIndex
        var key: [UInt8] = []
        while index < line.endIndex, members.count < Self.limit {
            guard line[index] == UInt8(ascii: "\"") else {
                index += 1
                continue
            }
            let text = Self.text(in: line, at: &index)
            while index < line.endIndex, line[index] <= 32 { index += 1 }
            if index < line.endIndex, line[index] == UInt8(ascii: ":") {
                key = text
            } else {
                members.append((key, text))
            }
        }
    }

    /// When it was; empty where it does not say.
    var stamp: ArraySlice<UInt8> { value(of: ["time", "timestamp", "@timestamp", "ts"]) }

    /// The name of the message in Postfix's queue; empty where it does not say.
    var message: ArraySlice<UInt8> { value(of: ["queue_id"]) }

    private func value(of keys: [String]) -> ArraySlice<UInt8> {
        members.first { member in keys.contains { member.key.elementsEqual($0.utf8) } }?.value[...]
            ?? []
    }

    /// The texts that are long enough to tell something, without line ends at their ends; and
    /// whether the field is one for failures only.
    var texts: [(text: ArraySlice<UInt8>, isReason: Bool)] {
        members.compactMap { member in
            let text = member.value[...].trimmed
            let isReason = Self.reasons.contains { member.key.elementsEqual($0.utf8) }
            return text.count > 8 ? (text, isReason) : nil
        }
    }

    private static let reasons = ["delay_reason", "diagnosticCode"]

    /// The text that begins with a quote at `index`, which is moved behind its end.
    private static func text(in line: ArraySlice<UInt8>, at index: inout Int) -> [UInt8] {
        var result: [UInt8] = []
        index += 1
        while index < line.endIndex, line[index] != UInt8(ascii: "\"") {
            if line[index] == UInt8(ascii: "\\"), index + 1 < line.endIndex {
                index += 1
                result += unescaped(line, &index)
            } else {
                result.append(line[index])
            }
            index += 1
        }
        index = min(index + 1, line.endIndex)
        return result
    }

    /// What the octet behind a backslash means (RFC 8259 §7). `index` stays on the last one read.
    private static func unescaped(_ line: ArraySlice<UInt8>, _ index: inout Int) -> [UInt8] {
        switch line[index] {
        case UInt8(ascii: "n"): return [ASCII.lf]
        case UInt8(ascii: "r"): return [ASCII.cr]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "u"):
            let digits = line[(index + 1)...].prefix(4)
            guard digits.count == 4, let unit = UInt32(digits.text, radix: 16) else { return [] }
            index += 4
            // Halves of characters beyond the first 65,536 are of no use here.
            return Unicode.Scalar(unit).map { Array(String($0).utf8) } ?? []
        case let octet: return [octet]
        }
    }
}
