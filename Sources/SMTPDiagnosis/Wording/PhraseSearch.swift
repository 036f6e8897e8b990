/// Finds the phrases of the rules in a wording: from each word's first symbol those that begin
/// where words do, from every symbol the few that may begin inside a word.
///
/// From one place no more symbols are read than the longest phrase has, so that the cost grows with
/// the text alone.
struct PhraseSearch: Sendable {
    private let whole: PhraseTree
    private let open: PhraseTree
    /// For each symbol a bit for each symbol behind it with which an open phrase begins.
    private let openings: [UInt64]
    private let openRight: [Bool]

    /// Phrases are unique, not empty, in the order of `order`; their index is their id.
    init(_ phrases: [Phrase]) {
        let firstOpen = phrases.firstIndex(where: \.openLeft) ?? phrases.count
        whole = PhraseTree(phrases[..<firstOpen].map(\.symbols), firstID: 0)
        open = PhraseTree(phrases[firstOpen...].map(\.symbols), firstID: firstOpen)
        var openings = [UInt64](repeating: 0, count: 64)
        for phrase in phrases[firstOpen...] {
            let second: UInt64 = phrase.symbols.count > 1 ? 1 << UInt64(phrase.symbols[1]) : .max
            openings[Int(phrase.symbols[0])] |= second
        }
        self.openings = openings
        openRight = phrases.map(\.openRight)
    }

    /// The order in which `init` wants phrases, by their index: by symbols, those that are open to
    /// the left last.
    static func order(of phrases: [Phrase]) -> [Int] {
        phrases.indices.map { (index: $0, key: phrases[$0].sortKey) }.sorted { one, other in
            one.key != other.key
                ? one.key < other.key
                : phrases[one.index].symbols.lexicographicallyPrecedes(
                    phrases[other.index].symbols)
        }.map(\.index)
    }

    /// Reports every phrase in a finished wording, by id, and where it starts and ends.
    @inline(__always)
    func forEachMatch(
        in symbols: [UInt8], _ report: (_ phrase: Int, _ start: Int, _ end: Int) -> Void
    ) {
        symbols.withUnsafeBufferPointer { text in
            for start in 1..<max(1, text.count - 1) where text[start - 1] < Wording.lead {
                if Self.isWordStart(start, in: text) {
                    whole.forEachPhrase(in: text, at: start) { phrase, end in
                        if endsWhole(phrase, at: end, in: text) { report(phrase, start, end) }
                    }
                }
                if openings[Int(text[start])] &>> UInt64(text[start + 1]) & 1 != 0 {
                    open.forEachPhrase(in: text, at: start) { phrase, end in
                        if endsWhole(phrase, at: end, in: text) { report(phrase, start, end) }
                    }
                }
            }
        }
    }

    /// Whether a word may begin here: behind a blank, and behind a letter above ASCII, whose
    /// second half stands in front.
    @inline(__always)
    private static func isWordStart(_ start: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        text[start - 1] == Wording.blank || (start > 1 && text[start - 2] >= Wording.lead)
    }

    @inline(__always)
    private func endsWhole(
        _ phrase: Int, at end: Int, in text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        openRight[phrase] || end == text.count || !Wording.isWord(text[end])
    }
}

extension Phrase {
    /// Orders most phrases, so that symbols need to be compared only where it is the same.
    fileprivate var sortKey: UInt64 {
        var key: UInt64 = openLeft ? 1 : 0
        for place in 0..<10 {
            key = key << 6 | (place < symbols.count ? UInt64(symbols[place]) : 0)
        }
        return key
    }
}
