/// One key press as a value: what was pressed and what was held with it.
///
/// The usual ones have names: `.enter`, `.control("s")`, `.alt("x")`, `.character("a")`.
package struct Key: Hashable, Sendable {
    package enum Code: Hashable, Sendable {
        /// A letter, digit, sign or space; the case of a letter is in the character, not in `shift`.
        case character(Character)
        /// F1 is 1.
        case function(Int)
        case enter, tab, backspace, delete, insert, escape
        case up, down, left, right, home, end, pageUp, pageDown
    }

    package struct Modifiers: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) { self.rawValue = rawValue }

        package static let shift = Modifiers(rawValue: 1)
        package static let alt = Modifiers(rawValue: 2)
        package static let control = Modifiers(rawValue: 4)
    }

    package let code: Code
    package let modifiers: Modifiers

    /// Keys that terminals cannot tell apart become one: a letter held with control is in lower
    /// case, and a character has no shift of its own.
    package init(_ code: Code, _ modifiers: Modifiers = []) {
        guard case .character(let character) = code else {
            self.code = code
            self.modifiers = modifiers
            return
        }
        var written = character
        if modifiers.contains(.control) {
            written = Key.only(character.lowercased()) ?? character
        } else if modifiers.contains(.shift) {
            written = Key.only(character.uppercased()) ?? character
        }
        self.code = .character(written)
        self.modifiers = modifiers.subtracting(.shift)
    }

    package static func character(_ character: Character) -> Key { Key(.character(character)) }
    package static func control(_ character: Character) -> Key {
        Key(.character(character), .control)
    }
    package static func alt(_ character: Character) -> Key { Key(.character(character), .alt) }
    package static func function(_ number: Int) -> Key { Key(.function(number)) }

    package static let enter = Key(.enter)
    package static let altEnter = Key(.enter, .alt)
    package static let tab = Key(.tab)
    package static let backTab = Key(.tab, .shift)
    package static let backspace = Key(.backspace)
    package static let delete = Key(.delete)
    package static let insert = Key(.insert)
    package static let escape = Key(.escape)
    package static let up = Key(.up)
    package static let down = Key(.down)
    package static let left = Key(.left)
    package static let right = Key(.right)
    package static let home = Key(.home)
    package static let end = Key(.end)
    package static let pageUp = Key(.pageUp)
    package static let pageDown = Key(.pageDown)
    package static let space = Key.character(" ")

    /// The character this key writes into a text field, nil if it is a command.
    package var text: Character? {
        guard case .character(let character) = code, modifiers.isEmpty else { return nil }
        return character
    }

    /// The same key with more held down.
    package func adding(_ more: Modifiers) -> Key { Key(code, modifiers.union(more)) }

    private static func only(_ text: String) -> Character? { text.count == 1 ? text.first : nil }
}
