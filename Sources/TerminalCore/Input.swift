/// What a person did at the terminal.
package enum Input: Hashable, Sendable {
    case key(Key)
    /// A bracketed paste: the octets as they came, and how many more were dropped because they
    /// passed `KeyDecoder.pasteLimit`.
    case paste([UInt8], dropped: Int)
    case mouse(Mouse)
}
