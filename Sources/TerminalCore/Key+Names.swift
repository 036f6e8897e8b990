extension Key: CustomStringConvertible {
    /// The shortest name that reads back as this key: `a`, `space`, `C-s`, `A-enter`, `S-f6`.
    package var description: String {
        var name = ""
        if modifiers.contains(.control) { name += "C-" }
        if modifiers.contains(.alt) { name += "A-" }
        if modifiers.contains(.shift) { name += "S-" }
        switch code {
        case .character(" "): return name + "space"
        case .character(let character): return name + String(character)
        case .function(let number): return name + "f\(number)"
        case .enter, .tab, .backspace, .delete, .insert, .escape, .up, .down, .left, .right, .home,
            .end, .pageUp, .pageDown:
            return name + (Key.names.first { $0.code == code }?.name ?? "")
        }
    }

    /// Reads a key's name as users write it: `C-s` or `ctrl+s`, `A-x`, `M-x` or `alt+x`, `S-f6`,
    /// `f5`, `esc`, `space`, `pgup`, or just the character. Names are read in any case, single
    /// letters are not. Nil if there is no such key.
    package init?(name: some StringProtocol) {
        var rest = Substring(name)
        var modifiers: Modifiers = []
        while let (modifier, length) = Key.modifier(at: rest) {
            modifiers.insert(modifier)
            rest = rest.dropFirst(length)
        }
        guard let code = Key.code(named: rest) else { return nil }
        if case .tab = code, rest.lowercased() == "backtab" { modifiers.insert(.shift) }
        self.init(code, modifiers)
        if modifiers.contains(.control), let same = Key.sameByte[self.code] {
            self.init(same, modifiers.subtracting(.control))
        }
    }

    private static let prefixes: [(text: String, modifier: Modifiers)] = [
        ("control", .control), ("ctrl", .control), ("c", .control), ("alt", .alt),
        ("option", .alt), ("meta", .alt), ("a", .alt), ("m", .alt), ("shift", .shift),
        ("s", .shift),
    ]

    /// The modifier the name begins with, unless nothing follows it, as in a lone `c`.
    private static func modifier(at name: Substring) -> (Modifiers, length: Int)? {
        let lower = name.lowercased()
        for (text, modifier) in prefixes where lower.hasPrefix(text) {
            let rest = lower.dropFirst(text.count)
            if let sign = rest.first, sign == "-" || sign == "+", rest.count > 1 {
                return (modifier, text.count + 1)
            }
        }
        return nil
    }

    private static func code(named name: Substring) -> Code? {
        if name.count == 1, let character = name.first {
            return character.unicodeScalars.allSatisfy { TextWidth.columns(of: $0) > 0 }
                ? .character(character) : nil
        }
        let lower = name.lowercased()
        if let code = names.first(where: { $0.name == lower })?.code { return code }
        if lower.hasPrefix("f"), let number = Int(lower.dropFirst()), (1...24).contains(number),
            lower.dropFirst() == "\(number)"
        {
            return .function(number)
        }
        return nil
    }

    /// The first name of a code is the one that is printed.
    private static let names: [(name: String, code: Code)] = [
        ("enter", .enter), ("return", .enter), ("cr", .enter), ("tab", .tab), ("backtab", .tab),
        ("backspace", .backspace), ("bs", .backspace), ("del", .delete), ("delete", .delete),
        ("ins", .insert), ("insert", .insert), ("esc", .escape), ("escape", .escape), ("up", .up),
        ("down", .down), ("left", .left), ("right", .right), ("home", .home), ("end", .end),
        ("pgup", .pageUp), ("pageup", .pageUp), ("page-up", .pageUp), ("pgdn", .pageDown),
        ("pgdown", .pageDown), ("pagedown", .pageDown), ("page-down", .pageDown),
        ("space", .character(" ")), ("spc", .character(" ")), ("minus", .character("-")),
        ("plus", .character("+")),
    ]

    /// Control characters that terminals send for a key of its own.
    private static let sameByte: [Code: Code] = [
        .character("i"): .tab, .character("m"): .enter, .character("["): .escape,
        .character("h"): .backspace, .character("?"): .backspace,
    ]
}
