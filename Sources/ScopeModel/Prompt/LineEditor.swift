import SMTPCore
import TerminalCore

/// One line of input with a caret, edited as readline edits. It holds octets, any of them, and
/// steps over what the screen shows as one grapheme or one spelled out octet.
package struct LineEditor: Hashable, Sendable {
    /// Octets one line may have; what would pass it is not inserted.
    package static let limit = 64 << 10

    /// How the text may be shown.
    package enum Display: Hashable, Sendable {
        case plain
        /// A secret: this character stands for each one. Nothing that was removed can come back.
        case masked(Character)
    }

    package let display: Display
    /// As typed or pasted, without line ending unless one was pasted or quoted. May be empty.
    package internal(set) var octets: [UInt8] = []
    /// One entry for each step of the caret.
    var pieces: [Visible.Run] = []
    /// Steps in front of the caret, 0 to `pieces.count`.
    var caretStep = 0
    /// Whether the next key is taken as it is, behind C-v.
    package internal(set) var isQuoting = false

    var kills: [[UInt8]] = []
    var undoable: [Snapshot] = []
    var lastEdit = LastEdit.other

    struct Snapshot: Hashable, Sendable {
        var octets: [UInt8]
        var caret: Int
    }

    /// What the edit before this one was, as far as the next one depends on it.
    enum LastEdit: Hashable, Sendable {
        case other
        /// A character was typed; the run of them is undone as one.
        case typing
        /// A kill, to which the next kill is added.
        case kill
        /// Text was put back: these octets, from this kill.
        case yank(Range<Int>, kill: Int)
    }

    package init(_ text: String = "", display: Display = .plain) {
        self.display = display
        replace(with: Array(text.utf8.prefix(Self.limit)))
        undoable = []
    }

    package var isEmpty: Bool { octets.isEmpty }
    package var isMasked: Bool { display != .plain }

    /// Octets in front of the caret, 0 to `octets.count`.
    package var caret: Int {
        caretStep < pieces.count ? pieces[caretStep].octets.lowerBound : octets.count
    }

    package var isCaretAtEnd: Bool { caretStep == pieces.count }

    /// The text; octets that are not UTF-8 become U+FFFD, so send `octets`.
    package var text: String { octets.text }

    /// Another text, caret behind it or behind so many octets. It can be undone.
    package mutating func replace(with octets: [UInt8], caret: Int? = nil) {
        remember()
        set(Array(octets.prefix(Self.limit)), caret: caret ?? octets.count)
        lastEdit = .other
    }

    /// Puts octets in front of the caret, control characters included; a paste is one undo step.
    /// Returns how many did not fit.
    @discardableResult
    package mutating func insert(_ more: some Collection<UInt8>) -> Int {
        remember()
        lastEdit = .other
        return put(more)
    }

    /// The line for sending; the editor is empty then and cannot bring it back by undo. Nor by
    /// yank, if the line is secret.
    package mutating func take(isSecret: Bool) -> [UInt8] {
        let taken = octets
        set([], caret: 0)
        undoable = []
        if isSecret { kills = [] }
        lastEdit = .other
        isQuoting = false
        return taken
    }

    mutating func put(_ more: some Collection<UInt8>) -> Int {
        let fitting = more.prefix(Self.limit - octets.count)
        let place = caret
        let isAppending = place == octets.count
        var changed = octets
        changed.insert(contentsOf: fitting, at: place)
        if isAppending, fitting.count == 1, let octet = fitting.first, octet < 0x80 {
            appendASCII(octet, to: changed)
        } else {
            set(changed, caret: place + fitting.count)
        }
        return more.count - fitting.count
    }

    /// Typing at the end of a long line must not read the whole of it again.
    private mutating func appendASCII(_ octet: UInt8, to changed: [UInt8]) {
        let place = octets.count
        octets = changed
        pieces += Visible.pieces(of: [octet]).map { piece in
            var piece = piece
            piece.octets = place..<place + 1
            return piece
        }
        caretStep = pieces.count
    }

    /// The caret goes to the first step at or behind this octet.
    mutating func set(_ octets: [UInt8], caret: Int) {
        self.octets = octets
        pieces = Visible.pieces(of: octets)
        caretStep = step(at: caret)
    }

    func step(at octet: Int) -> Int {
        var low = 0
        var high = pieces.count
        while low < high {
            let middle = (low + high) / 2
            if pieces[middle].octets.lowerBound < octet { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
