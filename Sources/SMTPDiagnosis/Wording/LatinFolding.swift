/// Letters of Latin-1 Supplement and Latin Extended-A without their marks.
enum LatinFolding {
    /// The ASCII letters for U+00C0 to U+017F, in lower case; empty for a sign that is no letter.
    static func base(of scalar: UInt32) -> [UInt8] {
        let index = Int(scalar) - 0xC0
        return bases.indices.contains(index) ? bases[index] : []
    }

    private static let bases: [[UInt8]] = {
        let supplement =
            "a a a a a a ae c e e e e i i i i d n o o o o o - o u u u u y th ss "
            + "a a a a a a ae c e e e e i i i i d n o o o o o - o u u u u y th y "
        let extended =
            "a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g g g g g h h h h "
            + "i i i i i i i i i i ij ij j j k k k l l l l l l l l l l n n n n n n n n n "
            + "o o o o o o oe oe r r r r r r s s s s s s s s t t t t t t "
            + "u u u u u u u u u u u u w w y y y z z z z z z s"
        return (supplement + extended).split(separator: " ").map { $0 == "-" ? [] : Array($0.utf8) }
    }()
}
