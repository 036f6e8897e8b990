import SMTPCore

/// Cuts what the client sends into lines, with bounded memory.
struct LineReader: Sendable {
    struct Line: Hashable, Sendable {
        /// With its ending, CR LF or LF. Cut short where `isTooLong`.
        var octets: [UInt8]
        var isTooLong: Bool
    }

    /// The longest line of an AUTH exchange (RFC 4954 §4), and of all.
    static let limit = 12_288
    private var partial: [UInt8] = []
    private var isTooLong = false

    /// The next whole line, taken off the front of `octets`; nil when it takes all of them and
    /// the line goes on.
    mutating func next(from octets: inout ArraySlice<UInt8>) -> Line? {
        let end = octets.firstIndex(of: ASCII.lf).map { $0 + 1 }
        let piece = octets[..<(end ?? octets.endIndex)]
        octets = octets[piece.endIndex...]
        let room = Self.limit - partial.count
        partial += piece.prefix(room)
        isTooLong = isTooLong || piece.count > room
        guard end != nil else { return nil }
        defer {
            partial = []
            isTooLong = false
        }
        return Line(octets: partial, isTooLong: isTooLong)
    }
}
