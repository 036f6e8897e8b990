extension KeyDecoder {
    /// The next of the three octets behind ESC [ M, each 32 more than what it says.
    mutating func oldMouse(_ byte: UInt8, after octets: [UInt8], into inputs: inout [Input]) {
        let report = octets + [byte]
        guard report.count == 3 else {
            state = .oldMouse(report)
            return
        }
        state = .ground
        let numbers = report.map { Int($0) - 32 }
        let isRelease = numbers[0] & 0x43 == 3
        let last = isRelease ? UInt8(ascii: "m") : UInt8(ascii: "M")
        if let mouse = Mouse(numbers: numbers, last: last) { inputs.append(.mouse(mouse)) }
    }
}

extension Mouse {
    /// What xterm reports: button and modifiers, column and row from 1, and `m` for a release.
    init?(numbers: [Int?], last: UInt8) {
        guard numbers.count == 3, let flags = numbers[0], let column = numbers[1],
            let row = numbers[2], flags >= 0, column >= 1, row >= 1,
            let action = Mouse.action(flags, isRelease: last == UInt8(ascii: "m"))
        else { return nil }
        var modifiers: Key.Modifiers = []
        if flags & 4 != 0 { modifiers.insert(.shift) }
        if flags & 8 != 0 { modifiers.insert(.alt) }
        if flags & 16 != 0 { modifiers.insert(.control) }
        self.init(action, at: Position(column: column - 1, row: row - 1), modifiers: modifiers)
    }

    private static func action(_ flags: Int, isRelease: Bool) -> Action? {
        let buttons: [Button] = [.left, .middle, .right]
        let number = flags & 3
        let button = number < 3 ? buttons[number] : nil
        if flags & 0x40 != 0 {
            if isRelease || number > 1 { return nil }
            return number == 0 ? .wheelUp : .wheelDown
        }
        if isRelease { return .release(button) }
        guard let button, flags < 0x80 else { return nil }
        return flags & 0x20 != 0 ? .drag(button) : .press(button)
    }
}
