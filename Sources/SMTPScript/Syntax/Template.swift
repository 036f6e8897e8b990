import SMTPCore

/// Octets with names to be replaced: `MAIL FROM:<${from}>`.
package struct Template: Sendable, Hashable {
    package enum Piece: Sendable, Hashable {
        /// Never empty.
        case text([UInt8])
        case variable(String, ScriptPlace)
    }

    /// Two texts never stand side by side. May be empty.
    package private(set) var pieces: [Piece] = []

    package init() {}

    package init(_ text: some Collection<UInt8>) {
        append(text)
    }

    package init(_ text: String) {
        append(text.utf8)
    }

    /// The octets, where no name is to be replaced.
    package var literal: [UInt8]? {
        switch pieces.count {
        case 0: return []
        case 1: if case .text(let text) = pieces[0] { return text }
        default: break
        }
        return nil
    }

    package var isEmpty: Bool { pieces.isEmpty }

    /// The names in it, in order, with their places.
    package var names: [(name: String, place: ScriptPlace)] {
        pieces.compactMap { piece in
            if case .variable(let name, let place) = piece { (name, place) } else { nil }
        }
    }

    mutating func append(_ text: some Collection<UInt8>) {
        guard !text.isEmpty else { return }
        if case .text(let before)? = pieces.last {
            pieces[pieces.count - 1] = .text(before + text)
        } else {
            pieces.append(.text(Array(text)))
        }
    }

    mutating func append(variable name: String, at place: ScriptPlace) {
        pieces.append(.variable(name, place))
    }
}
