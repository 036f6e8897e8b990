import SMTPCore

/// A reply found in text: what relays and logs wrote around it is left out.
struct ReplyText {
    /// The reply itself; all of the text where none stands out.
    let reply: ArraySlice<UInt8>
    /// The first digit of a further reply that is quoted inside (`host x said: 550 …`); nil
    /// without one.
    var quotedClass: Int? { Self.innermost(in: reply.dropFirst(3)).map { Int(reply[$0]) - 48 } }

    init(_ text: ArraySlice<UInt8>) {
        var text = text.prefix(ReplyMatcher.octetLimit)
        let start = text.firstIndex { $0 > 32 } ?? text.endIndex
        if ReplyHead.code(at: start, in: text) == nil,
            let inner = Self.innermost(in: text)
        {
            let quote = text[inner - 1]
            text = text[inner...]
            switch quote {
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                text = text[..<Self.closing(quote, in: text)]
            case UInt8(ascii: "("): text = text[..<Self.closing(UInt8(ascii: ")"), in: text)]
            default: break
            }
        }
        let end = Self.end(of: text)
        if end < text.endIndex {
            text = text[..<end]
            while let last = text.last, last <= 32 { text.removeLast() }
        }
        reply = text
    }

    /// Where the last reply behind `: ` or `;`, or in quotes, begins: three digits and a blank or
    /// hyphen. A further line of the reply that was found already is no new one.
    private static func innermost(in text: ArraySlice<UInt8>) -> Int? {
        var found: Int?
        var index = text.startIndex
        while index + 5 < text.endIndex {
            let octet = text[index]
            if octet == UInt8(ascii: "'") || octet == UInt8(ascii: "\""), text[index + 1] > 51,
                ReplyHead.code(at: index + 1, in: text) != nil
            {
                found = index + 1
            }
            // Exchange: `#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##`, `{LED=550 5.7.1 …}`;
            // Ruby: `Net::SMTPAuthenticationError (535 5.7.8 …)`.
            let mayStandBefore =
                octet == UInt8(ascii: "#") || octet == UInt8(ascii: "=")
                || octet == UInt8(ascii: "(")
            if mayStandBefore, LogSigns.isFailure(at: index + 1, in: text) {
                found = index + 1
            }
            let isSemicolon = octet == UInt8(ascii: ";")
            let isBlank = text[index + 1] <= 32
            guard isSemicolon || (octet == UInt8(ascii: ":") && isBlank) else {
                index += 1
                continue
            }
            var next = index + 1
            while next < text.endIndex, text[next] <= 32 { next += 1 }
            if next + 3 < text.endIndex, text[next] > 51, ReplyHead.code(at: next, in: text) != nil,
                !continues(found, at: next, in: text)
            {
                found = next
            }
            index = next
        }
        return found
    }

    /// Where the text ends that a quote stands in front of: at a quote that no word and no blank
    /// follows.
    private static func closing(_ quote: UInt8, in text: ArraySlice<UInt8>) -> Int {
        for index in text.indices where text[index] == quote {
            guard index + 1 < text.endIndex else { return index }
            switch text[index + 1] {
            case 10, 13, UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"),
                UInt8(ascii: ","), UInt8(ascii: "."):
                return index
            default: break
            }
        }
        return text.endIndex
    }

    /// Whether a line begins here that has the code of the reply found before.
    private static func continues(
        _ found: Int?, at start: Int, in text: ArraySlice<UInt8>
    ) -> Bool {
        guard let found, text[start - 1] == 10 || text[start - 1] == 13 else { return false }
        return text[found..<(found + 3)] == text[start..<(start + 3)]
    }

    private static let remarks: [[UInt8]] = [
        Array("(in reply".utf8), Array("};{".utf8), Array("(Message-ID ".utf8),
        Array("Giving up on ".utf8),
        Array("; from=<".utf8),
    ]

    /// Where a relay's own remark behind the reply begins.
    private static func end(of text: ArraySlice<UInt8>) -> Int {
        var index = text.startIndex
        while index < text.endIndex {
            let octet = text[index]
            let mayBegin =
                octet == UInt8(ascii: "(") || octet == UInt8(ascii: "G")
                || octet == UInt8(ascii: ";") || octet == UInt8(ascii: "}")
            if mayBegin,
                remarks.contains(where: { text[index...].starts(with: $0) })
            {
                return index
            }
            index += 1
        }
        return text.endIndex
    }
}
