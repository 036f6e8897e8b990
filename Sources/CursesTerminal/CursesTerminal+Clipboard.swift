import CNCurses

extension CursesTerminal {
    /// Octets that fit into what terminals accept at once.
    package static let clipboardLimit = 74_994

    /// Asks the terminal to put text into the clipboard (OSC 52), which also works over SSH.
    /// Answers false, and sends nothing, if it is too long. Whether the terminal obeys cannot be
    /// known.
    package func copyToClipboard(_ bytes: [UInt8]) -> Bool {
        guard bytes.count <= CursesTerminal.clipboardLimit else { return false }
        let sequence = Clipboard.sequence(for: bytes, isInsideTmux: options.isInsideTmux)
        screen_send(sequence, Int32(sequence.count))
        return true
    }
}
