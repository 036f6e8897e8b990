import CEmbedded

/// The reply codes, by code and by the command answered (RFC 5321 §4.2.3).
struct ReplyRegistry {
    /// Every row in file order.
    let entries: [ReferenceEntry]
    private var anyVerb: [Int: ReferenceEntry] = [:]
    private var byVerb: [Key: ReferenceEntry] = [:]
    /// Rows for a kind of code, such as `45z`, `4yz`, `x5z` and `xyz`.
    private var patterns: [String: ReferenceEntry] = [:]

    private struct Key: Hashable {
        var code: Int
        var verb: CaselessName
    }

    init() {
        entries = RegistryTable(embedded_registry_reply_codes()).entries(namedBy: "code")
        for entry in entries {
            guard let code = Int(entry.name) else {
                patterns[entry.name] = entry
                continue
            }
            for verb in entry.verbs { byVerb[Key(code: code, verb: CaselessName(verb))] = entry }
            if entry.verbs.isEmpty { anyVerb[code] = entry }
        }
    }

    /// The most specific row for a reply: this command, any command, codes of this kind.
    func entry(code: Int, verb: String?) -> ReferenceEntry? {
        if let verb, let entry = byVerb[Key(code: code, verb: CaselessName(verb))] { return entry }
        if let entry = anyVerb[code] { return entry }
        guard 0...999 ~= code else { return nil }
        return patterns["\(code / 10)z"] ?? patterns["\(code / 100)yz"] ?? patterns["xyz"]
    }

    /// All that is known about a code or a pattern: the general row first, then its variants per
    /// command; for a code without a row, what each of its digits says.
    func entries(for word: String) -> [ReferenceEntry] {
        if let entry = patterns[word.lowercased()] ?? patterns[Self.pattern(of: word)] {
            return [entry]
        }
        guard word.utf8.count == 3, let code = word.decimal else { return [] }
        guard let general = anyVerb[code] else {
            let digits = ["\(code / 10)z", "\(code / 100)yz", "x\(code / 10 % 10)z"]
            return 200...599 ~= code
                ? digits.compactMap { patterns[$0] }
                : [entry(code: code, verb: nil)].compactMap { $0 }
        }
        return [general] + entries.filter { $0.name == general.name && !$0.verbs.isEmpty }
    }

    /// `5yz` for `5xx`, `45z` for `45x`, as scripts and most people write them.
    private static func pattern(of word: String) -> String {
        let letters = Array(word.lowercased().utf8)
        guard letters.count == 3, letters[2] == UInt8(ascii: "x") else { return "" }
        let middle = letters[1] == UInt8(ascii: "x") ? UInt8(ascii: "y") : letters[1]
        return String(decoding: [letters[0], middle, UInt8(ascii: "z")], as: UTF8.self)
    }
}
