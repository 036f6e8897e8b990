import SMTPCore

/// New values for the header fields that name one message: some servers drop a message whose
/// Message-ID they have seen.
package struct FreshFields: Sendable {
    /// As RFC 5322 §3.3 writes it.
    private let date: String
    /// What stands in front of the @ of a Message-ID; a number is added to it.
    private let id: String
    private var count = 0

    package init(date: String, id: String) {
        self.date = date
        self.id = id
    }

    /// Content with LF or CR LF line endings in which Date and Message-ID, where they are, are
    /// new. The Message-ID keeps its right-hand side.
    mutating func replaced(in content: [UInt8]) -> [UInt8] {
        count += 1
        var result: [UInt8] = []
        var start = 0
        while start < content.count {
            let end = content[start...].firstIndex(of: ASCII.lf).map { $0 + 1 } ?? content.count
            let line = content[start..<end]
            let ending = line.suffix(ASCII.endingLength(of: line))
            guard ending.count < line.count else { break }
            let next = Self.endOfField(content, behind: end)
            if let value = value(of: content[start..<next]) {
                result += line.prefix { $0 != UInt8(ascii: ":") } + Array(": ".utf8) + value
                result += ending
            } else {
                result += content[start..<next]
            }
            start = next
        }
        return result + content[start...]
    }

    /// A field goes on in lines that begin with a blank (RFC 5322 §2.2.3).
    private static func endOfField(_ content: [UInt8], behind start: Int) -> Int {
        var end = start
        while end < content.count, content[end] == ASCII.space || content[end] == 9 {
            end = content[end...].firstIndex(of: ASCII.lf).map { $0 + 1 } ?? content.count
        }
        return end
    }

    private func value(of field: ArraySlice<UInt8>) -> [UInt8]? {
        let name = field.prefix { $0 != UInt8(ascii: ":") }
        if ASCII.equalIgnoringCase(name, "Date".utf8) { return Array(date.utf8) }
        guard ASCII.equalIgnoringCase(name, "Message-ID".utf8) else { return nil }
        let host = field.lastIndex(of: UInt8(ascii: "@")).map { at in
            field[(at + 1)...].prefix { $0 > ASCII.space && $0 != UInt8(ascii: ">") }
        }
        let right = host.flatMap { $0.isEmpty ? nil : Array($0) } ?? Array("resent.invalid".utf8)
        return Array("<\(id).\(count)@".utf8) + right + [UInt8(ascii: ">")]
    }
}
