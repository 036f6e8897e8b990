import TerminalCore

extension LineEditor {
    private static let mostKills = 32
    private static let mostUndos = 100

    /// Keeps the state to return to; a secret is not kept.
    mutating func remember() {
        guard !isMasked else { return }
        if undoable.last?.octets == octets { undoable.removeLast() }
        undoable.append(Snapshot(octets: octets, caret: caret))
        if undoable.count > Self.mostUndos { undoable.removeFirst() }
    }

    mutating func undo() {
        lastEdit = .other
        while let snapshot = undoable.popLast() {
            guard snapshot.octets != octets else { continue }
            set(snapshot.octets, caret: snapshot.caret)
            return
        }
    }

    /// Removes steps; what lies outside of the line is ignored.
    mutating func remove(_ steps: Range<Int>) {
        let steps = steps.clamped(to: 0..<pieces.count)
        lastEdit = .other
        guard !steps.isEmpty else { return }
        remember()
        cut(steps)
    }

    mutating func kill(_ steps: Range<Int>) {
        guard !steps.isEmpty else { return }
        let isForward = steps.lowerBound == caretStep
        let isAdding = lastEdit == .kill
        remember()
        let killed = cut(steps)
        guard !isMasked else { return }
        if isAdding, let last = kills.popLast() {
            kills.append(isForward ? last + killed : killed + last)
        } else {
            kills.append(killed)
            if kills.count > Self.mostKills { kills.removeFirst() }
        }
        lastEdit = .kill
    }

    mutating func yank() {
        guard let last = kills.last else { return }
        remember()
        put(last, from: kills.count - 1)
    }

    /// Only directly behind a yank, as in readline.
    mutating func yankOlder() {
        guard case .yank(let range, let kill) = lastEdit, !kills.isEmpty else { return }
        let older = kill > 0 ? kill - 1 : kills.count - 1
        var changed = octets
        changed.removeSubrange(range)
        set(changed, caret: range.lowerBound)
        put(kills[older], from: older)
    }

    mutating func transpose() {
        lastEdit = .other
        guard pieces.count > 1, caretStep > 0 else { return }
        remember()
        let second = min(caretStep, pieces.count - 1)
        let (left, right) = (pieces[second - 1].octets, pieces[second].octets)
        let swapped = Array(octets[right] + octets[left])
        var changed = octets
        changed.replaceSubrange(left.lowerBound..<right.upperBound, with: swapped)
        set(changed, caret: right.upperBound)
    }

    private mutating func put(_ text: [UInt8], from kill: Int) {
        let start = caret
        let dropped = put(text)
        lastEdit = .yank(start..<start + text.count - dropped, kill: kill)
    }

    @discardableResult
    private mutating func cut(_ steps: Range<Int>) -> [UInt8] {
        let range =
            pieces[steps.lowerBound].octets
            .lowerBound..<pieces[steps.upperBound - 1].octets
            .upperBound
        let removed = Array(octets[range])
        var changed = octets
        changed.removeSubrange(range)
        set(changed, caret: range.lowerBound)
        return removed
    }
}
