/// A name that compares without regard to ASCII case, as keywords, verbs and mechanisms do
/// (RFC 5321 §2.4). Hashing folds on the fly, so a lookup makes no new string.
struct CaselessName: Hashable {
    let text: String

    init(_ text: String) { self.text = text }

    static func == (left: CaselessName, right: CaselessName) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8) { $0.upperCased == $1.upperCased }
    }

    func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte.upperCased) }
        hasher.combine(UInt8(0xff))
    }
}

extension UInt8 {
    /// The byte as an ASCII capital; every other byte as it is.
    fileprivate var upperCased: UInt8 {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= self ? self & 0xdf : self
    }
}
