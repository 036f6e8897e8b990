import CEmbedded

/// A registry of names without regard to case: keywords, verbs, mechanisms.
struct NameRegistry {
    /// Every row in file order.
    let entries: [ReferenceEntry]
    private let byName: [CaselessName: ReferenceEntry]

    init(_ bytes: embedded_bytes) {
        entries = RegistryTable(bytes).entries(namedBy: "name").map(\.entry)
        byName = Dictionary(
            entries.map { (CaselessName($0.name), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The row of this name, else the row for names of its kind: `AUTH=` for `AUTH=LOGIN`,
    /// `GS2-*` for `GS2-NEW`, `XXXX` for names that were overwritten on the path.
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
        return name.isBlanked ? byName[CaselessName("XXXX")] : nil
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
}
