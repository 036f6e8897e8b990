import SMTPCore
import TerminalCore

/// The command line behind `:`.
package struct CommandInput: Hashable, Sendable {
    package internal(set) var editor: LineEditor
    /// What could stand in place of the word at the caret, the likeliest first.
    package internal(set) var candidates: [Candidate] = []
    /// The candidate that is in the line; nil while what was typed is there.
    package internal(set) var selected: Int?
    /// The line as typed, while candidates take its place.
    var typed: [UInt8]?

    init(_ text: String = "") {
        editor = LineEditor(text)
    }

    package var text: String { editor.text }

    /// Where the word begins that candidates take the place of.
    var wordStart: Int {
        let line = typed ?? editor.octets
        return line.lastIndex(of: ASCII.space).map { $0 + 1 } ?? 0
    }

    mutating func turn(backwards: Bool) {
        guard !candidates.isEmpty else { return }
        let base = typed ?? editor.octets
        let start = wordStart
        typed = base
        let count = candidates.count
        switch (selected, backwards) {
        case (nil, false): selected = 0
        case (nil, true): selected = count - 1
        case (let index?, false): selected = index + 1 < count ? index + 1 : nil
        case (let index?, true): selected = index > 0 ? index - 1 : nil
        }
        guard let selected else {
            editor.replace(with: base)
            return
        }
        editor.replace(with: Array(base[..<start]) + Array(candidates[selected].insert.utf8))
    }
}

extension Overlay {
    /// With text put in at the caret.
    func inserting(_ octets: [UInt8]) -> Overlay {
        switch self {
        case .command(var input):
            input.editor.insert(octets)
            input.typed = nil
            input.selected = nil
            return .command(input)
        case .search(var editor):
            editor.insert(octets)
            return .search(editor)
        case .secret(let request, var editor):
            editor.insert(octets)
            return .secret(request, editor)
        }
    }

    package var editor: LineEditor {
        switch self {
        case .command(let input): input.editor
        case .search(let editor), .secret(_, let editor): editor
        }
    }

    package var label: String {
        switch self {
        case .command: ":"
        case .search: "/"
        case .secret(let request, _): request.label
        }
    }
}
