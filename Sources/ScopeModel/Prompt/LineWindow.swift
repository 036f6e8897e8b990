import TerminalCore

/// The part of a line that fits a width, ready to draw.
package struct LineWindow: Hashable, Sendable {
    package struct Part: Hashable, Sendable {
        package enum Kind: Hashable, Sendable {
            case text
            /// Spelled out: a control character or an octet that is not UTF-8.
            case escape
            /// Mask characters in place of a secret.
            case hidden
        }

        /// Never empty; printable graphemes only.
        package var text: String
        package var kind: Kind
    }

    /// In order; neighbours differ in kind. May be empty.
    package var parts: [Part] = []
    /// From the left edge of the window, 0 to its width - 1.
    package var caretColumn = 0
    package var hasMoreLeft = false
    package var hasMoreRight = false

    package var text: String { parts.map(\.text).joined() }
}

extension LineEditor {
    /// The stretch around the caret. The window moves in steps of half its width and follows from
    /// caret and width alone. `hidden` octets are masked whatever the display, as the response in
    /// an AUTH line; `mask` is the character for them.
    package func visible(
        columns: Int, hiding hidden: Range<Int> = 0..<0, mask: Character = "*"
    ) -> LineWindow {
        guard columns > 0 else { return LineWindow() }
        let shown = pieces.map { spelled($0, hiding: hidden, mask: mask) }
        let caretColumn = shown[..<caretStep].reduce(0) { $0 + $1.columns }
        var edge = 0
        if caretColumn > columns - 1 {
            let stride = max(1, columns / 2)
            edge = (caretColumn - (columns - 1) + stride - 1) / stride * stride
        }

        var window = LineWindow()
        var first = 0
        var start = 0
        while first < caretStep, start < edge {
            start += shown[first].columns
            first += 1
        }
        window.hasMoreLeft = first > 0
        window.caretColumn = caretColumn - start
        var room = columns
        for piece in shown[first...] {
            guard piece.columns <= room else {
                window.hasMoreRight = true
                if piece.kind == .escape { window.add(String(piece.text.prefix(room)), .escape) }
                break
            }
            window.add(piece.text, piece.kind)
            room -= piece.columns
        }
        return window
    }

    private func spelled(
        _ piece: Visible.Run, hiding hidden: Range<Int>, mask: Character
    ) -> (text: String, columns: Int, kind: LineWindow.Part.Kind) {
        switch display {
        case .masked(let character): (String(character), 1, .hidden)
        case .plain where hidden.overlaps(piece.octets): (String(mask), 1, .hidden)
        case .plain: (piece.text, piece.columns, piece.isEscape ? .escape : .text)
        }
    }
}

extension LineWindow {
    fileprivate mutating func add(_ text: String, _ kind: Part.Kind) {
        guard !text.isEmpty else { return }
        if parts.last?.kind == kind {
            parts[parts.count - 1].text += text
        } else {
            parts.append(Part(text: text, kind: kind))
        }
    }
}
