import SMTPCore

/// A chunk of BDAT on its way (RFC 3030 §2).
struct Chunk: Sendable {
    let command: Command
    let isLast: Bool
    /// Why it is read only to be dropped; nil where it is welcome.
    let refusal: Answer?
    /// Octets still to come.
    private(set) var remaining: Int
    /// All chunks of the letter so far.
    private(set) var content: ContentReader

    init(
        _ command: Command, octets: Int, isLast: Bool, content: ContentReader, refusal: Answer?
    ) {
        self.command = command
        self.isLast = isLast
        self.refusal = refusal
        self.content = content
        remaining = octets
    }

    /// Takes what belongs to the chunk off the front.
    mutating func take(from octets: inout ArraySlice<UInt8>) {
        let piece = octets.prefix(remaining)
        if refusal == nil { content.append(piece) }
        remaining -= piece.count
        octets = octets[piece.endIndex...]
    }
}
