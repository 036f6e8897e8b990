import SMTPCore

/// A paste of more than one line, held back until the user says what to do with it: nothing of
/// it is sent by itself.
package struct PasteBuffer: Hashable, Sendable {
    /// Octets that are kept.
    package static let limit = 1 << 20

    /// What the user may do with it, in the order to offer.
    package enum Choice: Hashable, Sendable, CaseIterable {
        case lineByLine, asOne, discard

        package var label: String {
            switch self {
            case .lineByLine: "line by line: each waits in the input for Enter"
            case .asOne: "as one: all of it into the input, line ends shown as they are"
            case .discard: "discard"
            }
        }
    }

    /// Whether these are steps of the diagnosis and nothing was pasted.
    package let isAdvice: Bool
    /// As pasted, line ends included.
    package let octets: [UInt8]
    /// Octets that passed the limit and are lost.
    package let dropped: Int
    /// How many lines there are, empty ones included; the end of the last one starts no other.
    package let lineCount: Int
    private var next = 0

    /// `dropped` is what the terminal's side dropped already.
    package init(_ pasted: [UInt8], dropped: Int = 0, isAdvice: Bool = false) {
        self.isAdvice = isAdvice
        octets = Array(pasted.prefix(Self.limit))
        self.dropped = dropped + pasted.count - octets.count
        var count = 0
        var place = 0
        while place < octets.count {
            place = Self.line(in: octets, from: place).next
            count += 1
        }
        lineCount = count
    }

    /// Whether there is a choice to offer; a single line may go straight into the input.
    package var isMultiline: Bool { lineCount > 1 }

    /// A paste of one line without its ending.
    package var singleLine: [UInt8] { Array(octets[Self.line(in: octets, from: 0).range]) }

    /// Lines that `popLine` has not returned yet.
    package var remaining: Int { lineCount - taken }
    private var taken = 0

    /// The next line without its ending; nil behind the last.
    package mutating func popLine() -> [UInt8]? {
        guard next < octets.count else { return nil }
        let line = Self.line(in: octets, from: next)
        next = line.next
        taken += 1
        return Array(octets[line.range])
    }

    /// The first lines without their endings, to show what is about to happen.
    package func preview(lines: Int) -> [[UInt8]] {
        var copy = self
        return (0..<max(0, min(lines, remaining))).compactMap { _ in copy.popLine() }
    }

    /// Terminals send CR for the line ends of a paste, so CR, LF and CR LF all end a line.
    private static func line(
        in octets: [UInt8], from start: Int
    ) -> (range: Range<Int>, next: Int) {
        let rest = octets[start...]
        guard let end = rest.firstIndex(where: { $0 == ASCII.cr || $0 == ASCII.lf }) else {
            return (start..<octets.count, octets.count)
        }
        let isPair =
            octets[end] == ASCII.cr && end + 1 < octets.count && octets[end + 1] == ASCII.lf
        return (start..<end, end + (isPair ? 2 : 1))
    }
}
