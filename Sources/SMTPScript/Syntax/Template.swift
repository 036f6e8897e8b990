import SMTPCore

/// Octets with names to be replaced: `MAIL FROM:<${from}>`.
package struct Template: Sendable, Hashable {
    package enum Piece: Sendable, Hashable {
        /// Never empty.
        case text([UInt8])
        case variable(String, ScriptPlace)
    }

    /// The text in front of the first name.
    private var start: [UInt8] = []
    /// From the first name on. Most templates have none.
    private var rest: [Piece] = []

    /// Two texts never stand side by side. May be empty.
    package var pieces: [Piece] { start.isEmpty ? rest : [.text(start)] + rest }

    package init() {}

    package init(_ text: some Collection<UInt8>) {
        append(text)
    }

    package init(_ text: String) {
        append(text.utf8)
    }

    /// The octets, where no name is to be replaced.
    package var literal: [UInt8]? { rest.isEmpty ? start : nil }

    package var isEmpty: Bool { start.isEmpty && rest.isEmpty }

    /// The names in it, in order, with their places.
    package var names: [(name: String, place: ScriptPlace)] {
        rest.compactMap { piece in
            if case .variable(let name, let place) = piece { (name, place) } else { nil }
        }
    }

    mutating func append(_ text: some Collection<UInt8>) {
        guard !text.isEmpty else { return }
        if rest.isEmpty {
            start += text
        } else if case .text(let before)? = rest.last {
            rest[rest.count - 1] = .text(before + text)
        } else {
            rest.append(.text(Array(text)))
        }
    }

    mutating func append(variable name: String, at place: ScriptPlace) {
        rest.append(.variable(name, place))
    }
}
