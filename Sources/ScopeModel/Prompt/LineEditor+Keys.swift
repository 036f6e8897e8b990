import TerminalCore

extension LineEditor {
    /// A key by the usual table; false if it is not for the line, as with C-d in an empty one.
    package mutating func press(_ key: Key) -> Bool {
        if isQuoting {
            isQuoting = false
            return insertQuoted(key)
        }
        if let character = key.text {
            type(character)
            return true
        }
        guard let edit = LineEdit(key), !(isEmpty && key == .control("d")) else { return false }
        perform(edit)
        return true
    }

    /// Types one character; those in a row are undone together.
    package mutating func type(_ character: Character) {
        if lastEdit != .typing { remember() }
        _ = put(String(character).utf8)
        lastEdit = .typing
    }

    package mutating func perform(_ edit: LineEdit) {
        switch edit {
        case .lineStart: move(to: 0)
        case .lineEnd: move(to: pieces.count)
        case .back: move(to: caretStep - 1)
        case .forward: move(to: caretStep + 1)
        case .wordBack: move(to: wordStart(by: Self.isWordPart))
        case .wordForward: move(to: wordEnd)
        case .deleteBack: remove(caretStep - 1..<caretStep)
        case .delete: remove(caretStep..<caretStep + 1)
        case .transpose: transpose()
        case .killToEnd: kill(caretStep..<pieces.count)
        case .killToStart: kill(0..<caretStep)
        case .killWord: kill(caretStep..<wordEnd)
        case .killWordBack: kill(wordStart(by: Self.isWordPart)..<caretStep)
        case .killBlankWordBack: kill(wordStart { $0.text != " " }..<caretStep)
        case .yank: yank()
        case .yankOlder: yankOlder()
        case .undo: undo()
        case .quoted: isQuoting = true
        }
    }

    /// The control character a key stands for, or the character itself; keys that stand for none
    /// end the quoting and do nothing.
    private mutating func insertQuoted(_ key: Key) -> Bool {
        let octets: [UInt8]
        switch key.code {
        case .character(let character) where key.modifiers.contains(.control):
            guard let ascii = character.asciiValue else { return true }
            octets = [ascii & 0x1F]
        case .character(let character): octets = Array(String(character).utf8)
        case .enter: octets = [0x0D]
        case .tab: octets = [0x09]
        case .escape: octets = [0x1B]
        case .backspace: octets = [0x7F]
        case .function, .delete, .insert, .up, .down, .left, .right, .home, .end, .pageUp,
            .pageDown:
            return true
        }
        insert(octets)
        return true
    }

    private mutating func move(to step: Int) {
        caretStep = min(max(step, 0), pieces.count)
        lastEdit = .other
    }

    /// Words would show where a secret has its blanks, so it counts as one.
    private func wordStart(by isPart: (Visible.Run) -> Bool) -> Int {
        guard !isMasked else { return 0 }
        var step = caretStep
        while step > 0, !isPart(pieces[step - 1]) { step -= 1 }
        while step > 0, isPart(pieces[step - 1]) { step -= 1 }
        return step
    }

    private var wordEnd: Int {
        guard !isMasked else { return pieces.count }
        var step = caretStep
        while step < pieces.count, !Self.isWordPart(pieces[step]) { step += 1 }
        while step < pieces.count, Self.isWordPart(pieces[step]) { step += 1 }
        return step
    }

    private static func isWordPart(_ piece: Visible.Run) -> Bool {
        guard !piece.isEscape, let character = piece.text.first else { return false }
        return character.isLetter || character.isNumber
    }
}
