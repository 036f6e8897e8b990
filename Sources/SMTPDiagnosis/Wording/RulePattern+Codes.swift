import SMTPCore

/// A reply code, or a class of them, as a table writes it: `550`, `55z`, `5yz`.
struct CodePattern: Hashable, Sendable {
    var range: ClosedRange<Int>

    init?(_ text: some StringProtocol) {
        let digits = text.utf8.prefix { $0 >= 48 && $0 <= 57 }
        guard text.utf8.count == 3, !digits.isEmpty else { return nil }
        let value = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
        let scale = [100, 10, 1][digits.count - 1]
        range = (value * scale)...(value * scale + scale - 1)
    }

    /// Whether it may be meant where a text has lost its code: a whole class, or 550, which
    /// stands for anything. An enhanced code tells the class.
    func isPlausible(beside status: EnhancedStatus?) -> Bool {
        if let status, status.class != range.lowerBound / 100 { return false }
        return range.count == 100 || range.contains(550)
    }
}

/// An enhanced code as a table writes it: `5.7.1`, `x.7.1` for any class, `5.7.x` for any detail.
struct EnhancedPattern: Hashable, Sendable {
    private var `class`: Int?
    private var subject: Int?
    private var detail: Int?

    init?(_ text: some StringProtocol) {
        let cells = text.split(separator: ".")
        guard cells.count == 3 else { return nil }
        `class` = Int(cells[0])
        subject = Int(cells[1])
        detail = Int(cells[2])
    }

    func matches(_ status: EnhancedStatus) -> Bool {
        (`class` == nil || `class` == status.class)
            && (subject == nil || subject == status.subject)
            && (detail == nil || detail == status.detail)
    }
}
