/// One kind of failure found in a log, a transcript or a bounce message.
package struct ExplainedFailure: Sendable, Hashable {
    /// A place it was found at.
    package struct Evidence: Sendable, Hashable {
        /// The line, counted from 1: the last one of a reply, the first one of a paragraph.
        package var line: Int
        /// The line, reply or paragraph as it came; at most `textLimit` octets, make it visible.
        package var text: [UInt8]

        package init(line: Int, text: [UInt8]) {
            self.line = line
            self.text = text
        }
    }

    /// Recipients that are kept.
    static let recipientLimit = 3
    /// Octets that are kept of a text.
    static let textLimit = 2_000
    /// Places that are kept.
    static let evidenceLimit = 3

    /// How many other kinds came before it in the input.
    package var number: Int
    package var finding: Finding
    /// Such as `550 5.7.1`; empty where the text holds none.
    package var codes: String
    /// The first text of this kind, as it came; at most `textLimit` octets, make it visible.
    package var sample: [UInt8]
    package var count: Int
    /// Distinct messages that met it, as far as the log names them; 0 where it names none.
    package var messages: Int
    /// Of these, how many arrived later.
    package var deliveredLater: Int
    /// Whom it befell.
    package var party = FailureParty.sender
    /// Addresses that delivery reports and qmail's logs name, each once, at most `recipientLimit`.
    package var recipients: [[UInt8]] = []
    /// Time stamps as the log writes them; empty where there are none.
    package var first: [UInt8]
    package var last: [UInt8]
    /// The first places, at most `evidenceLimit`; none in a recording.
    package var evidence: [Evidence]
    /// The line it was met in last, counted from 1; 0 in a recording.
    package var lastLine: Int

    package init(
        number: Int, finding: Finding, codes: String, sample: [UInt8], count: Int, messages: Int,
        deliveredLater: Int, first: [UInt8], last: [UInt8], evidence: [Evidence], lastLine: Int
    ) {
        self.number = number
        self.finding = finding
        self.codes = codes
        self.sample = sample
        self.count = count
        self.messages = messages
        self.deliveredLater = deliveredLater
        self.first = first
        self.last = last
        self.evidence = evidence
        self.lastLine = lastLine
    }

    /// The finding's title, with whom it befell in front where that is not the sender.
    package var title: String { party.mark + finding.title }

    /// What strangers met stands last; else lasting failures come first, then the frequent ones,
    /// then in the order of the input.
    static func isWorse(_ one: ExplainedFailure, _ other: ExplainedFailure) -> Bool {
        let isStranger = one.party == .stranger
        if isStranger != (other.party == .stranger) { return !isStranger }
        let ranks: [Finding.Lasting: Int] = [.permanent: 0, .unknown: 1, .temporary: 2]
        let (left, right) = (ranks[one.finding.lasting] ?? 0, ranks[other.finding.lasting] ?? 0)
        if left != right { return left < right }
        return one.count != other.count ? one.count > other.count : one.number < other.number
    }
}
