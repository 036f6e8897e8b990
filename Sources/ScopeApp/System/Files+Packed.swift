extension Files {
    /// Hands over the content in pieces, unpacked where it is packed, until its end or until
    /// `take` says false; `-` is standard input. Gives what was left out, as one sentence; nil if
    /// nothing was.
    static func forEachUnpackedChunk(
        of path: String, limit: Int = 8 << 30, _ take: (ArraySlice<UInt8>) -> Bool
    ) throws(FileError) -> String? {
        var unpacker: Unpacker?
        var strange: PackedKind?
        var isFirst = true
        try forEachChunk(of: path) { chunk in
            if isFirst {
                unpacker = Unpacker(startingLike: chunk, limit: limit)
                strange = PackedKind.unreadable(startingLike: chunk)
            }
            isFirst = false
            guard strange == nil else { return false }
            return unpacker?.append(chunk, take) ?? take(chunk)
        }
        if let strange { throw FileError(strange.refusal(of: path)) }
        return unpacker?.leftOut(of: path == "-" ? "the input" : path)
    }
}

extension Unpacker {
    /// What is missing of the content, as one sentence; nil if nothing is.
    func leftOut(of name: String) -> String? {
        switch ending {
        case .followed:
            "\(name) is packed, and what stands behind its packed data was left out"
        case .cut: "\(name) is cut: its packed data stops in the middle"
        case .broken: "\(name) is damaged: what stands behind the damage was left out"
        case .tooLarge:
            "\(name) unpacks to more than \(limit >> 20) MiB: the rest was left out"
        case .whole: nil
        }
    }
}
