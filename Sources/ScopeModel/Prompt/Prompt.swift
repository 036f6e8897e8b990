import SMTPCore
import TerminalCore

/// The input line with all that belongs to it: editor, history, completion, reverse search.
package struct Prompt: Sendable {
    /// What a key came to.
    package enum Outcome: Hashable, Sendable {
        /// The prompt changed, or the key was meant for it and did nothing.
        case edited
        /// The line to send, without line ending, control characters as they are. May be empty.
        /// `pipelined` if it is not to wait for the answers before it.
        case submit([UInt8], pipelined: Bool)
        /// The key is for somebody else.
        case ignored
    }

    package private(set) var editor = LineEditor()
    package private(set) var history: History
    /// While Tab goes through candidates; its list is to be shown.
    package private(set) var cycle: CompletionCycle?
    /// While C-r searches.
    package private(set) var search: HistorySearch?

    package init(history: History = History()) {
        self.history = history
    }

    /// What completion offers for the line as it stands, for ghost text and hints. Empty while
    /// another thing is going on.
    package func completion(in context: CompletionContext) -> Completion? {
        guard cycle == nil, search == nil, !editor.isMasked else { return nil }
        return Completion(line: editor.octets, caret: editor.caret, context: context)
    }

    /// Octets of the line to show masked (`LineEditor.visible`) while it is typed: the initial
    /// response of an AUTH command, and a password written into `@auth`. Usually empty.
    package var secret: Range<Int> {
        let line = editor.octets
        let isMasked =
            Model.mark(of: line) == UInt8(ascii: "@")
            || AuthenticationCommand(line[...])?.isMistyped == false
        return isMasked ? TypedSecret.range(in: line) ?? 0..<0 : 0..<0
    }

    /// Asks for something secret, or for a command again with `.plain`. Starts with an empty line.
    package mutating func begin(_ display: LineEditor.Display) {
        editor = LineEditor(display: display)
        cycle = nil
        search = nil
    }

    /// Another text in the line, as for a fix: it can be undone. The caret stands behind it, or
    /// behind so many octets.
    package mutating func fill(_ line: [UInt8], caret: Int? = nil) {
        cycle = nil
        search = nil
        editor.replace(with: line, caret: caret)
    }

    /// Octets of a paste. Returns how many did not fit.
    @discardableResult
    package mutating func paste(_ octets: [UInt8]) -> Int {
        cycle = nil
        endSearch()
        return editor.insert(octets)
    }

    package mutating func press(_ key: Key, in context: CompletionContext) -> Outcome {
        if editor.isQuoting {
            _ = editor.press(key)
            return .edited
        }
        if search != nil, let outcome = pressInSearch(key) { return outcome }
        switch key {
        case .enter, .altEnter:
            return submit(pipelined: key == .altEnter, in: context)
        case .tab, .backTab:
            return complete(backwards: key == .backTab, in: context)
        case .right, .end, .control("f"), .control("e"):
            if acceptGhost(in: context) { return .edited }
        case .up, .control("p"), .down, .control("n"):
            return recall(older: key == .up || key == .control("p"))
        case .control("r"):
            guard !editor.isMasked else { return .edited }
            cycle = nil
            search = history.search(from: editor.octets)
            return .edited
        case .escape:
            guard let cycle else { return .ignored }
            editor.replace(with: cycle.typed.line, caret: cycle.typed.caret)
            self.cycle = nil
            return .edited
        default: break
        }
        guard editor.press(key) else { return .ignored }
        cycle = nil
        return .edited
    }

    private mutating func submit(pipelined: Bool, in context: CompletionContext) -> Outcome {
        cycle = nil
        let isSecret = editor.isMasked || context.isSecretWanted
        let line = editor.octets
        history.add(line, isSecret: isSecret || context.holdsSecret)
        let holdsSecret = isSecret || TypedSecret.range(in: line) != nil
        return .submit(editor.take(isSecret: holdsSecret), pipelined: pipelined)
    }

    private mutating func complete(backwards: Bool, in context: CompletionContext) -> Outcome {
        guard !editor.isMasked else { return .edited }
        var cycle =
            cycle
            ?? CompletionCycle(
                Completion(line: editor.octets, caret: editor.caret, context: context),
                line: editor.octets, caret: editor.caret)
        if let turned = cycle?.turn(backwards: backwards) {
            editor.replace(with: turned.line, caret: turned.caret)
        }
        // A single candidate leaves nothing to go through: Tab again completes what follows.
        self.cycle = cycle?.completion.candidates.count == 1 ? nil : cycle
        return .edited
    }

    private mutating func acceptGhost(in context: CompletionContext) -> Bool {
        guard editor.isCaretAtEnd, let completion = completion(in: context),
            !completion.ghost.isEmpty, let first = completion.candidates.first
        else { return false }
        let (line, caret) = completion.applying(first, to: editor.octets)
        editor.replace(with: line, caret: caret)
        return true
    }

    private mutating func recall(older: Bool) -> Outcome {
        cycle = nil
        guard !editor.isMasked else { return .edited }
        let line = editor.octets
        if let found = older ? history.older(than: line) : history.newer(than: line) {
            editor.replace(with: found)
        }
        return .edited
    }

    /// Nil if the key ends the search and does its own work then, as in readline.
    private mutating func pressInSearch(_ key: Key) -> Outcome? {
        if let character = key.text {
            search?.type(character)
            return .edited
        }
        switch key {
        case .control("r"): search?.older()
        case .control("s"): search?.newer()
        case .backspace: search?.erase()
        case .escape, .control("g"): search = nil
        default:
            endSearch()
            return nil
        }
        return .edited
    }

    /// What was found stays in the line.
    private mutating func endSearch() {
        if let match = search?.match { editor.replace(with: match) }
        search = nil
    }
}

extension CompletionContext {
    /// Whether what is typed now answers a challenge of AUTH.
    package var isSecretWanted: Bool {
        guard !isOffline else { return false }
        if case .authenticating = conversation.phase { return true }
        return conversation.isAwaitingAUTH
    }
}
