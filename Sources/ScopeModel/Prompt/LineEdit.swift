import TerminalCore

/// One thing a key does to the line, by the names readline gives them.
package enum LineEdit: Hashable, Sendable, CaseIterable {
    case lineStart, lineEnd, back, forward, wordBack, wordForward
    case deleteBack, delete, transpose
    case killToEnd, killToStart, killWord, killWordBack, killBlankWordBack
    case yank, yankOlder, undo, quoted

    /// The keys people expect, in the order help shows them; one edit may have several.
    package static let keys: [(key: Key, edit: LineEdit)] = [
        (.control("a"), .lineStart), (.home, .lineStart),
        (.control("e"), .lineEnd), (.end, .lineEnd),
        (.control("b"), .back), (.left, .back),
        (.control("f"), .forward), (.right, .forward),
        (.alt("b"), .wordBack), (Key(.left, .alt), .wordBack), (Key(.left, .control), .wordBack),
        (.alt("f"), .wordForward), (Key(.right, .alt), .wordForward),
        (Key(.right, .control), .wordForward),
        (.backspace, .deleteBack), (.control("h"), .deleteBack),
        (.control("d"), .delete), (.delete, .delete),
        (.control("t"), .transpose),
        (.control("k"), .killToEnd), (.control("u"), .killToStart),
        (.alt("d"), .killWord), (Key(.backspace, .alt), .killWordBack),
        (.control("w"), .killBlankWordBack),
        (.control("y"), .yank), (.alt("y"), .yankOlder),
        (.control("_"), .undo), (.control("v"), .quoted),
    ]

    /// The edit of a key by that table; nil for keys that do not edit.
    package init?(_ key: Key) {
        guard let edit = Self.byKey[key] else { return nil }
        self = edit
    }

    private static let byKey = Dictionary(
        keys.map { ($0.key, $0.edit) }, uniquingKeysWith: { first, _ in first })

    /// What help says about it.
    package var help: String {
        switch self {
        case .lineStart: "to the start of the line"
        case .lineEnd: "to the end of the line"
        case .back: "one character back"
        case .forward: "one character forward"
        case .wordBack: "one word back"
        case .wordForward: "one word forward"
        case .deleteBack: "delete the character before the caret"
        case .delete: "delete the character at the caret"
        case .transpose: "swap the two characters around the caret"
        case .killToEnd: "cut to the end of the line"
        case .killToStart: "cut to the start of the line"
        case .killWord: "cut the word behind the caret"
        case .killWordBack: "cut the word before the caret"
        case .killBlankWordBack: "cut back to the last blank"
        case .yank: "put back what was cut"
        case .yankOlder: "put back an older cut in its place"
        case .undo: "undo"
        case .quoted: "take the next key as a character"
        }
    }
}
