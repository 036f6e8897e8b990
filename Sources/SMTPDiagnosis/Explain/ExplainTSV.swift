import SMTPCore

/// `explain --format tsv` for labelled replies: `id<TAB>reply` in, `id<TAB>category` out. In the
/// reply `\n` is a line break, `\t` a tab and `\\` a backslash. A success gets `none`; a text
/// without a code and without a known word is taken for a refusal without a reason.
package struct ExplainTSV: Sendable {
    private var lines = LineCutter()
    private var replies = ReplyDiagnosis()

    package init() {}

    /// The answers to the lines that these octets complete, each with LF. May be empty.
    package mutating func append(_ octets: ArraySlice<UInt8>) -> [UInt8] {
        var answers: [UInt8] = []
        var lines = lines
        self.lines = LineCutter()
        lines.append(octets) { answer($0, into: &answers) }
        self.lines = lines
        return answers
    }

    /// The answer to a last line without an ending. May be empty.
    package mutating func finish() -> [UInt8] {
        var answers: [UInt8] = []
        var lines = lines
        lines.finish { answer($0, into: &answers) }
        return answers
    }

    private mutating func answer(_ line: ArraySlice<UInt8>, into answers: inout [UInt8]) {
        guard !line.isEmpty else { return }
        let tab = line.firstIndex(of: 9) ?? line.endIndex
        let reply = Self.unescaped(line[tab...].dropFirst())
        let category = replies.category(of: reply)
        answers += line[..<tab]
        answers.append(9)
        let isSuccess = ReplyHead.code(at: reply.startIndex, in: reply).map { $0 < 400 } ?? false
        answers += (category?.rawValue ?? (isSuccess ? "none" : Category.policy.rawValue)).utf8
        answers.append(ASCII.lf)
    }

    private static func unescaped(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard text.contains(UInt8(ascii: "\\")) else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var isEscaped = false
        for octet in text {
            if isEscaped {
                isEscaped = false
                switch octet {
                case UInt8(ascii: "n"): result.append(ASCII.lf)
                case UInt8(ascii: "t"): result.append(9)
                case UInt8(ascii: "\\"): result.append(octet)
                default: result += [UInt8(ascii: "\\"), octet]
                }
            } else if octet == UInt8(ascii: "\\") {
                isEscaped = true
            } else {
                result.append(octet)
            }
        }
        if isEscaped { result.append(UInt8(ascii: "\\")) }
        return result[...]
    }
}
