import CPCRE2
import SMTPCore

/// A compiled pattern, matched on octets within fixed limits: a hostile text costs at most some
/// milliseconds. Back-references, look-around, recursion and the like are refused.
final class BytePattern: Sendable {
    /// Why a pattern is refused, one clause.
    struct Refusal: Error, Hashable {
        var message: String
        /// Where in the pattern, in octets.
        var offset: Int
    }

    /// What a match found.
    struct Match: Hashable {
        /// Named groups that took part, in the order of their names in the pattern.
        var captures: [(name: String, value: [UInt8])]

        static func == (one: Match, other: Match) -> Bool {
            one.captures.elementsEqual(other.captures, by: ==)
        }

        func hash(into hasher: inout Hasher) {
            for capture in captures { hasher.combine(capture.value) }
        }
    }

    enum Outcome: Hashable {
        case found(Match)
        case notFound
        /// A limit was reached: the pattern explodes on this text.
        case gaveUp
    }

    /// Calls of the matcher, and KiB of heap.
    private static let stepLimit: UInt32 = 200_000
    private static let heapLimit: UInt32 = 8_192
    /// No more of a text than this is looked at: 1 MiB.
    static let textLimit = 1 << 20
    private static let groupLimit = 100

    /// The address of PCRE2's program. It is never changed, and freed with this object.
    private let code: UInt
    /// Names of groups, in order.
    let names: [String]

    init(_ pattern: [UInt8], ignoresCase: Bool) throws(Refusal) {
        guard pattern.count <= 4_096 else {
            throw Refusal(message: "the pattern is longer than 4096 octets", offset: 0)
        }
        if let refusal = PatternScan.refusal(of: pattern) { throw refusal }
        let names = PatternScan.names(in: pattern)
        let compiled = cpcre2_compile(pattern, pattern.count, ignoresCase ? 1 : 0)
        guard compiled.code != 0 else {
            throw Refusal(message: Self.words(compiled.error), offset: Int(compiled.offset))
        }
        guard cpcre2_back_references(compiled.code) == 0, names.count <= Self.groupLimit else {
            cpcre2_free(compiled.code)
            throw Refusal(message: "back-references are not available", offset: 0)
        }
        code = UInt(compiled.code)
        self.names = names
    }

    deinit {
        cpcre2_free(code)
    }

    var matchesEmptyText: Bool { cpcre2_matches_empty(code) != 0 }

    func match(_ text: some Collection<UInt8>) -> Outcome {
        let text = Array(text.prefix(Self.textLimit))
        var ranges = [Int](repeating: -1, count: (Self.groupLimit * 2 + 1) * 2)
        let outcome = ranges.withUnsafeMutableBytes { buffer in
            cpcre2_match(
                code, text, text.count, Self.stepLimit, Self.heapLimit,
                buffer.bindMemory(to: Int.self).baseAddress, Self.groupLimit * 2 + 1)
        }
        guard outcome == 1 else { return outcome == 0 ? .notFound : .gaveUp }
        var captures: [(name: String, value: [UInt8])] = []
        for name in names {
            let group = Int(cpcre2_group(code, name)) * 2
            guard group > 0, group + 1 < ranges.count, ranges[group] >= 0,
                ranges[group] <= ranges[group + 1]
            else { continue }
            captures.append((name, Array(text[ranges[group]..<ranges[group + 1]])))
        }
        return .found(Match(captures: captures))
    }

    private static func words(_ error: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        let length = cpcre2_message(error, &buffer, buffer.count)
        return buffer.prefix(Int(length)).text
    }

    /// A value as a pattern that matches it and nothing else.
    static func quoted(_ value: [UInt8]) -> [UInt8] {
        value.flatMap { octet -> [UInt8] in
            if ASCII.isLetter(octet) || ASCII.isDigit(octet) || octet == ASCII.space {
                return [octet]
            }
            // Behind a backslash every sign stands for itself, but a slash would end the text.
            if octet > ASCII.space, octet < 0x7F, octet != UInt8(ascii: "/") {
                return [UInt8(ascii: "\\"), octet]
            }
            return Array("\\x".utf8) + Array(VisibleText.hexadecimal(octet).utf8)
        }
    }
}
