/// Ready-made strings for the characters nearly every cell holds.
enum ASCIIText {
    /// One string for each of the 128 ASCII characters, by its code.
    static let graphemes: [String] = (0..<128).map { String(Unicode.Scalar(UInt8($0))) }
}
