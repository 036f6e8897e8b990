import CEmbedded
import SMTPCore

/// The script language: each order behind `@` and each expectation behind `<`.
struct ScriptRegistry {
    /// Every row in file order.
    let entries: [ReferenceEntry]
    private let byName: [CaselessName: ReferenceEntry]

    init() {
        entries = RegistryTable(embedded_registry_script()).entries(namedBy: "name")
        byName = Dictionary(
            entries.map { (CaselessName($0.name), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The row for what a line begins with: `@retry`, `< has`, with or without the blank. Any code
    /// is that of `< 250`.
    subscript(words: String) -> ReferenceEntry? {
        guard let sign = words.utf8.first, sign == UInt8(ascii: "@") || sign == UInt8(ascii: "<")
        else { return nil }
        if let entry = byName[CaselessName(words)] { return entry }
        guard sign == UInt8(ascii: "<"), let word = words.dropFirst().split(separator: " ").first
        else { return nil }
        return byName[CaselessName("< \(Self.isCode(word.utf8) ? "250" : String(word))")]
    }

    /// Three digits, `x` for any.
    private static func isCode(_ word: Substring.UTF8View) -> Bool {
        word.count == 3 && word.allSatisfy { ASCII.isDigit($0) || $0 | 0x20 == UInt8(ascii: "x") }
    }
}
