import CEmbedded

/// A registry of names without regard to case: keywords, verbs, mechanisms.
struct NameRegistry {
    /// Every row in file order.
    let entries: [ReferenceEntry]
    private let byName: [CaselessName: ReferenceEntry]

    init(_ bytes: embedded_bytes) {
        entries = RegistryTable(bytes).entries(namedBy: "name")
        byName = Dictionary(
            entries.map { (CaselessName($0.name), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The row of this name, else the row for names of its kind: `AUTH=` for `AUTH=LOGIN`,
    /// `GS2-*` for `GS2-NEW`, `XXXX` for names that were overwritten on the path, `X*` for private
    /// names.
    subscript(name: String) -> ReferenceEntry? {
        if let entry = byName[CaselessName(name)] { return entry }
        if let equals = name.firstIndex(of: "=") {
            return byName[CaselessName(String(name[...equals]))]
        }
        if let hyphen = name.firstIndex(of: "-"),
            let entry = byName[CaselessName(name[...hyphen] + "*")]
        {
            return entry
        }
        if name.isBlanked { return byName[CaselessName("XXXX")] }
        return name.isPrivate ? byName[CaselessName("X*")] : nil
    }
}

extension String {
    /// Whether a device on the path wrote X over the name: four letters or more, all X but
    /// perhaps the last, as in `XXXXXXXA`.
    fileprivate var isBlanked: Bool {
        let bytes = utf8
        guard bytes.count >= 4, let last = bytes.last else { return false }
        let isLetter = 0x41...0x5a ~= last & 0xdf
        return isLetter && bytes.dropLast().allSatisfy { $0 & 0xdf == UInt8(ascii: "X") }
    }

    /// Whether the name is one that two sides agree on by themselves (RFC 5321 §2.2.2): X, then
    /// letters, digits, hyphens or, outside the grammar but in use, underscores.
    fileprivate var isPrivate: Bool {
        let bytes = utf8
        guard bytes.count > 1, let first = bytes.first, first & 0xdf == UInt8(ascii: "X")
        else { return false }
        return bytes.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }
}
