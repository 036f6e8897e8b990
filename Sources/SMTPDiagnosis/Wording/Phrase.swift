/// A phrase of the rule tables: whole words in the wording's symbols.
struct Phrase: Hashable, Sendable {
    /// Without blanks at the ends; empty where the text had no letter or digit.
    var symbols: [UInt8]
    /// Written with `*` in front: the word may begin earlier.
    var openLeft: Bool
    /// Written with `*` at the end: the word may go on.
    var openRight: Bool

    /// Reads a phrase as it stands in a table, such as `blocked using` or `*.spamhaus.org`.
    init(_ text: ArraySlice<UInt8>) {
        let star = UInt8(ascii: "*")
        var text = text
        openLeft = text.first == star
        if openLeft { text.removeFirst() }
        openRight = text.last == star
        if openRight { text.removeLast() }
        // A dot at an end joins the phrase to a host name; the reader would take it for a stop.
        let dot = UInt8(ascii: ".")
        let leadingDot = openLeft && text.first == dot
        let trailingDot = openRight && text.last == dot
        var reader = WordingReader()
        reader.begin()
        if text.contains(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "/") }) {
            reader.readVerbatim(text)
        } else {
            reader.read(text)
        }
        reader.finish()
        let blank = Wording.blank
        symbols = Array(reader.wording.symbols.drop { $0 == blank })
        while symbols.last == blank { symbols.removeLast() }
        if leadingDot { symbols.insert(Wording.symbol(of: dot), at: 0) }
        if trailingDot { symbols.append(Wording.symbol(of: dot)) }
        let isSpoken = symbols.contains { $0 < 37 || $0 >= Wording.lead }
        if !isSpoken { symbols = [] }
        // Scripts above ASCII are written without blanks, or inflect at both ends.
        if let first = symbols.first, first >= Wording.lead { openLeft = true }
        if symbols.count > 1, symbols[symbols.count - 2] >= Wording.lead { openRight = true }
    }

    func hash(into hasher: inout Hasher) {
        symbols.withUnsafeBytes { hasher.combine(bytes: $0) }
        hasher.combine(openLeft)
        hasher.combine(openRight)
    }
}
