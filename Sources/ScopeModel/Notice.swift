/// One sentence in the status row.
package struct Notice: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case info, warning, error
    }

    package var text: String
    package var kind: Kind
    /// Nil stays until the next key.
    package var ticksLeft: Int?
}

extension Model {
    /// Shows a sentence: news for four seconds, trouble until the next key.
    mutating func say(_ text: String, _ kind: Notice.Kind = .info) {
        notice = Notice(text: text, kind: kind, ticksLeft: kind == .info ? 16 : nil)
        log.append(text)
        if log.count > 200 { log.removeFirst(log.count - 200) }
    }
}
