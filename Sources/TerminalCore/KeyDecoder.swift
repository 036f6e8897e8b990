/// Turns what a terminal sends into inputs. Bytes may be cut anywhere.
///
/// It understands what xterm, rxvt, the Linux console, tmux and their relatives send for keys.
/// Replies of the terminal (device attributes, colours, focus) are swallowed whole, because a key
/// made from one could be a command. A lone Esc can only be told from the start of a sequence by
/// the silence behind it: the loop calls `flush` after 25 ms of it, if `isEscapePending`.
package struct KeyDecoder: Sendable {
    /// Octets of one paste that are kept.
    package static let pasteLimit = 1 << 20
    /// Octets of one control sequence that are looked at; longer ones are swallowed.
    static let sequenceLimit = 48

    enum State: Sendable {
        case ground
        /// ESC came, twice if `alt`: some terminals send ESC ESC [ A for Alt-Up.
        case escape(alt: Bool)
        /// ESC [ came, then these octets.
        case control(ControlSequence)
        /// ESC [ [ came, as the Linux console sends for F1 to F5.
        case console
        /// ESC O came, then these octets.
        case shift3(ControlSequence)
        /// Inside of a reply that ends with ST or BEL. `opener` is the octet behind ESC.
        case string(opener: UInt8, isEmpty: Bool)
        /// ESC came inside of such a reply.
        case stringEscape
        /// These octets of one character came.
        case character([UInt8], needed: Int, alt: Bool)
        /// ESC [ M came: three octets of an old mouse report follow.
        case oldMouse([UInt8])
        /// Inside of a paste; so many octets of its end have matched.
        case paste(matched: Int)
    }

    var state = State.ground
    var pasted: [UInt8] = []
    var dropped = 0

    package init() {}

    /// Whether the silence after these octets decides what they are.
    package var isEscapePending: Bool {
        switch state {
        case .escape: true
        case .control(let sequence), .shift3(let sequence): sequence.octets.isEmpty
        case .string(_, let isEmpty): isEmpty
        case .ground, .console, .stringEscape, .character, .oldMouse, .paste: false
        }
    }

    /// Takes what was read and answers the inputs that are complete.
    package mutating func receive(_ bytes: some Sequence<UInt8>) -> [Input] {
        var inputs: [Input] = []
        for byte in bytes { take(byte, into: &inputs) }
        return inputs
    }

    /// Nothing more came for a while: what waits is a key of its own.
    package mutating func flush() -> [Input] {
        guard isEscapePending else { return [] }
        defer { state = .ground }
        switch state {
        case .escape(let alt): return Array(repeating: .key(.escape), count: alt ? 2 : 1)
        case .control(let sequence): return [.key(.alt("[").adding(sequence.modifiers))]
        case .shift3(let sequence): return [.key(.alt("O").adding(sequence.modifiers))]
        case .string(let opener, _): return [.key(.alt(Character(Unicode.Scalar(opener))))]
        case .ground, .console, .stringEscape, .character, .oldMouse, .paste: return []
        }
    }

    private mutating func take(_ byte: UInt8, into inputs: inout [Input]) {
        switch state {
        case .ground: start(byte, alt: false, into: &inputs)
        case .escape(let alt): afterEscape(byte, alt: alt, into: &inputs)
        case .control(let sequence): control(byte, sequence, into: &inputs)
        case .console: console(byte, into: &inputs)
        case .shift3(let sequence): shift3(byte, sequence, into: &inputs)
        case .string: string(byte, into: &inputs)
        case .stringEscape:
            state = .ground
            // Anything but ST is a key that was pressed while the reply was cut short.
            if byte != UInt8(ascii: "\\") { afterEscape(byte, alt: false, into: &inputs) }
        case .character(let octets, let needed, let alt):
            character(byte, after: octets, needed: needed, alt: alt, into: &inputs)
        case .oldMouse(let octets): oldMouse(byte, after: octets, into: &inputs)
        case .paste(let matched): paste(byte, matched: matched, into: &inputs)
        }
    }

    /// An octet where a key may begin.
    mutating func start(_ byte: UInt8, alt: Bool, into inputs: inout [Input]) {
        state = .ground
        let held: Key.Modifiers = alt ? .alt : []
        switch byte {
        case 0x1B: state = .escape(alt: false)
        // A terminal that was not in raw mode yet turned the Enter key's CR into LF.
        case 0x0D, 0x0A: inputs.append(.key(Key(.enter, held)))
        case 0x09: inputs.append(.key(Key(.tab, held)))
        case 0x08, 0x7F: inputs.append(.key(Key(.backspace, held)))
        case 0x00: inputs.append(.key(Key(.character(" "), held.union(.control))))
        case 0x01...0x1F:
            let character = Character(Unicode.Scalar(byte | 0x40))
            inputs.append(.key(Key(.character(character), held.union(.control))))
        case 0x20...0x7E:
            inputs.append(.key(Key(.character(Character(Unicode.Scalar(byte))), held)))
        case 0x80...:
            let needed = UTF8Text.length(from: byte)
            if needed > 1 { state = .character([byte], needed: needed, alt: alt) }
        default: break
        }
    }

    private mutating func afterEscape(_ byte: UInt8, alt: Bool, into inputs: inout [Input]) {
        let modifiers: Key.Modifiers = alt ? .alt : []
        switch byte {
        case 0x1B:
            if alt { inputs.append(.key(.escape)) }
            state = .escape(alt: true)
        case UInt8(ascii: "["): state = .control(ControlSequence(modifiers: modifiers))
        case UInt8(ascii: "O"): state = .shift3(ControlSequence(modifiers: modifiers))
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"),
            UInt8(ascii: "X"):
            if alt { inputs.append(.key(.escape)) }
            state = .string(opener: byte, isEmpty: true)
        default:
            if alt { inputs.append(.key(.escape)) }
            start(byte, alt: true, into: &inputs)
        }
    }

    /// Swallows a reply. No reply holds control characters, so Enter or C-c gets the keyboard back
    /// if its end never comes.
    private mutating func string(_ byte: UInt8, into inputs: inout [Input]) {
        switch byte {
        case 0x1B: state = .stringEscape
        case 0x07, 0x18, 0x1A: state = .ground
        case ..<0x20: start(byte, alt: false, into: &inputs)
        default:
            if case .string(let opener, true) = state {
                state = .string(opener: opener, isEmpty: false)
            }
        }
    }

    private mutating func character(
        _ byte: UInt8, after octets: [UInt8], needed: Int, alt: Bool, into inputs: inout [Input]
    ) {
        guard byte & 0xC0 == 0x80 else {
            // The rest of the character was lost.
            start(byte, alt: false, into: &inputs)
            return
        }
        let whole = octets + [byte]
        guard whole.count == needed else {
            state = .character(whole, needed: needed, alt: alt)
            return
        }
        state = .ground
        let decoded = whole.withUnsafeBufferPointer { UTF8Text.scalar(in: $0, at: 0) }
        guard let scalar = decoded?.scalar, scalar.value >= 0xA0 else { return }
        inputs.append(.key(Key(.character(Character(scalar)), alt ? .alt : [])))
    }
}
