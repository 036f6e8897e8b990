/// Ways of packing that are recognised and not read: each has its own program for that.
enum PackedKind: String {
    case xz, bzip2, lz4, zip

    /// Nil if octets do not begin like one of these.
    static func unreadable(startingLike start: ArraySlice<UInt8>) -> PackedKind? {
        if start.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]) { return .xz }
        if start.starts(with: Array("BZh".utf8)), start.dropFirst(4).starts(with: [0x31, 0x41]) {
            return .bzip2
        }
        if start.starts(with: [0x04, 0x22, 0x4D, 0x18]) { return .lz4 }
        return start.starts(with: [0x50, 0x4B, 3, 4]) ? .zip : nil
    }

    /// One sentence with what to do.
    func refusal(of path: String) -> String {
        let name = path == "-" ? "the input" : path
        let command = self == .zip ? "unzip -p" : "\(rawValue) -dc"
        let file = path == "-" ? "FILE" : path
        return "\(name) is packed with \(rawValue), which is not read here: "
            + "\(command) \(file) | smtpscope explain"
    }
}
