extension KeyDecoder {
    /// The next octet behind ESC [ (ECMA-48 §5.4).
    mutating func control(_ byte: UInt8, _ sequence: ControlSequence, into inputs: inout [Input]) {
        var sequence = sequence
        switch byte {
        case UInt8(ascii: "[") where sequence.octets.isEmpty: state = .console
        case UInt8(ascii: "M") where sequence.octets.isEmpty: state = .oldMouse([])
        case UInt8(ascii: "$") where KeyDecoder.isShiftedKey(sequence):
            state = .ground
            finish(sequence, with: byte, into: &inputs)
        case 0x20...0x3F:
            sequence.append(byte)
            state = .control(sequence)
        case 0x40...0x7E:
            state = .ground
            finish(sequence, with: byte, into: &inputs)
        case 0x18, 0x1A: state = .ground
        default: start(byte, alt: false, into: &inputs)
        }
    }

    /// The next octet behind ESC O.
    mutating func shift3(_ byte: UInt8, _ sequence: ControlSequence, into inputs: inout [Input]) {
        var sequence = sequence
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ";"):
            sequence.append(byte)
            state = .shift3(sequence)
        case 0x21...0x7E:
            state = .ground
            guard !sequence.isTooLong, let key = KeyDecoder.shift3Keys[byte] else { return }
            let modifier = sequence.numbers?.last ?? nil
            inputs.append(
                .key(key.adding(sequence.modifiers).adding(KeyDecoder.modifiers(modifier))))
        case 0x18, 0x1A: state = .ground
        default: start(byte, alt: false, into: &inputs)
        }
    }

    /// The octet behind ESC [ [.
    mutating func console(_ byte: UInt8, into inputs: inout [Input]) {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "E"):
            state = .ground
            inputs.append(.key(.function(Int(byte - UInt8(ascii: "A")) + 1)))
        case 0x21...0x7E: state = .ground
        default: start(byte, alt: false, into: &inputs)
        }
    }

    private mutating func finish(
        _ sequence: ControlSequence, with last: UInt8, into inputs: inout [Input]
    ) {
        guard !sequence.isTooLong else { return }
        if let numbers = sequence.mouseNumbers {
            if let mouse = Mouse(numbers: numbers, last: last) { inputs.append(.mouse(mouse)) }
            return
        }
        guard let numbers = sequence.numbers else { return }
        if last == UInt8(ascii: "~"), numbers.first == 200 {
            pasted = []
            dropped = 0
            state = .paste(matched: 0)
        } else if let key = KeyDecoder.key(numbers, last) {
            inputs.append(.key(key.adding(sequence.modifiers)))
        }
    }

    /// The key of a complete sequence, nil for what is no key.
    private static func key(_ numbers: [Int?], _ last: UInt8) -> Key? {
        let first = numbers[0]
        let second = numbers.count > 1 ? numbers[1] : nil
        switch last {
        case UInt8(ascii: "~"):
            if first == 27, numbers.count == 3, let code = numbers[2] {
                return codePoint(code)?.adding(modifiers(second))
            }
            return numbered(first)?.adding(modifiers(second))
        case UInt8(ascii: "u"): return first.flatMap(codePoint)?.adding(modifiers(second))
        case UInt8(ascii: "^"): return numbered(first)?.adding(.control)
        case UInt8(ascii: "$"): return numbered(first)?.adding(.shift)
        case UInt8(ascii: "@"): return numbered(first)?.adding([.control, .shift])
        // With numbers this is the terminal's answer to "where is the cursor?".
        case UInt8(ascii: "R"): return nil
        default:
            guard first == nil || first == 1 else { return nil }
            return lettered[last]?.adding(modifiers(second))
        }
    }

    /// rxvt sends ESC [ 7 $ for Shift-Home, but `$` may also stand inside of a longer reply.
    private static func isShiftedKey(_ sequence: ControlSequence) -> Bool {
        guard let numbers = sequence.numbers, numbers.count == 1 else { return false }
        return numbered(numbers[0]) != nil
    }

    /// xterm's number for what is held: 1 plus 1 for shift, 2 for alt, 4 for control, 8 for meta.
    static func modifiers(_ number: Int?) -> Key.Modifiers {
        guard let number, (2...16).contains(number) else { return [] }
        var modifiers = Key.Modifiers(rawValue: UInt8((number - 1) & 7))
        if (number - 1) & 8 != 0 { modifiers.insert(.alt) }
        return modifiers
    }

    private static func codePoint(_ code: Int) -> Key? {
        switch code {
        case 9: return .tab
        case 13: return .enter
        case 27: return .escape
        case 8, 127: return .backspace
        default:
            // The private area holds keys without a character of their own.
            guard code >= 0x20, !(0x80..<0xA0).contains(code), !(0xE000...0xF8FF).contains(code),
                let scalar = Unicode.Scalar(UInt32(code))
            else { return nil }
            return .character(Character(scalar))
        }
    }

    private static func numbered(_ number: Int?) -> Key? {
        switch number {
        case 1, 7: .home
        case 2: .insert
        case 3: .delete
        case 4, 8: .end
        case 5: .pageUp
        case 6: .pageDown
        case .some(let number): functionNumbers.firstIndex(of: number).map { .function($0 + 1) }
        case nil: nil
        }
    }

    /// The numbers of F1 to F20, in this order.
    private static let functionNumbers = [
        11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24, 25, 26, 28, 29, 31, 32, 33, 34,
    ]

    private static let lettered: [UInt8: Key] = [
        UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right,
        UInt8(ascii: "D"): .left, UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end,
        UInt8(ascii: "P"): .function(1), UInt8(ascii: "Q"): .function(2),
        UInt8(ascii: "S"): .function(4), UInt8(ascii: "Z"): .backTab,
        UInt8(ascii: "a"): Key(.up, .shift), UInt8(ascii: "b"): Key(.down, .shift),
        UInt8(ascii: "c"): Key(.right, .shift), UInt8(ascii: "d"): Key(.left, .shift),
    ]

    /// Arrows and F1 to F4 of xterm, the numeric keypad in application mode, control with arrows
    /// of rxvt.
    private static let shift3Keys: [UInt8: Key] = {
        var keys: [UInt8: Key] = [
            UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right,
            UInt8(ascii: "D"): .left, UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end,
            UInt8(ascii: "P"): .function(1), UInt8(ascii: "Q"): .function(2),
            UInt8(ascii: "R"): .function(3), UInt8(ascii: "S"): .function(4),
            UInt8(ascii: "M"): .enter, UInt8(ascii: "I"): .tab, UInt8(ascii: "X"): .character("="),
            UInt8(ascii: "a"): Key(.up, .control), UInt8(ascii: "b"): Key(.down, .control),
            UInt8(ascii: "c"): Key(.right, .control), UInt8(ascii: "d"): Key(.left, .control),
        ]
        for (offset, character) in "*+,-./0123456789".enumerated() {
            keys[UInt8(ascii: "j") + UInt8(offset)] = .character(character)
        }
        return keys
    }()
}
