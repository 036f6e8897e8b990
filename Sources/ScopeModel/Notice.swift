/// One sentence in the status row.
package struct Notice: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case info, warning, error
    }

    package var text: String
    package var kind: Kind
    /// Nil stays until the next key.
    package var ticksLeft: Int?

    /// In quarters of a second.
    fileprivate static let news = 16
    private static let glance = 4

    /// Whether the next key may take it away: what is typed has hints of its own.
    var isRead: Bool { kind != .info || ticksLeft ?? 0 <= Self.news - Self.glance }
}

extension Model {
    /// Shows a sentence: news for four seconds, or one where keys follow; trouble until the next
    /// key.
    mutating func say(_ text: String, _ kind: Notice.Kind = .info) {
        notice = Notice(text: text, kind: kind, ticksLeft: kind == .info ? Notice.news : nil)
        log.append(text)
        if log.count > 200 { log.removeFirst(log.count - 200) }
    }
}
