extension StringProtocol {
    /// The number that the text is, if it is ASCII digits and nothing else and fits.
    var decimal: Int? {
        utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ? Int(self) : nil
    }
}
