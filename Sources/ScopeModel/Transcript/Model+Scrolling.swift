import SMTPTrace
import TerminalCore

extension Model {
    var height: Int { max(layout.transcript.size.rows, 1) }

    /// What the transcript shows now, from top to bottom, at most its height.
    package var visibleLines: [TranscriptLine] {
        guard !transcript.rows.isEmpty, height > 0 else { return [] }
        if viewport.isFollowing { return linesEnding(at: lastVisibleRow) }
        return Array(linesFromTop().prefix(height))
    }

    /// The newest row that is not inside a fold; -1 without rows.
    var lastVisibleRow: Int {
        let last = transcript.rows.count - 1
        guard last >= 0 else { return -1 }
        return isHidden(last) ? transcript.head(of: last) : last
    }

    /// The lines that end with this row's last one.
    private func linesEnding(at row: Int) -> [TranscriptLine] {
        var parts: [[TranscriptLine]] = []
        var count = 0
        var current: Int? = row
        while let row = current, count < height {
            let lines = lines(of: row)
            parts.append(lines)
            count += lines.count
            current = rowBefore(row)
        }
        return Array(parts.reversed().joined().suffix(height))
    }

    private func linesFromTop() -> [TranscriptLine] {
        var lines: [TranscriptLine] = []
        var current: Int? = min(viewport.top, transcript.rows.count - 1)
        var skip = viewport.topLine
        while let row = current, lines.count < height {
            lines += self.lines(of: row).dropFirst(skip)
            skip = 0
            current = rowAfter(row)
        }
        return lines
    }

    /// The row before that is not inside a fold.
    func rowBefore(_ row: Int) -> Int? {
        guard row > 0 else { return nil }
        let before = row - 1
        let head = transcript.head(of: before)
        return head != before && isFolded(head: head) ? head : before
    }

    /// The row behind that is not inside a fold.
    func rowAfter(_ row: Int) -> Int? {
        let isHead = transcript.rows[row].behindHead == 0
        let next =
            isHead && isFolded(head: row) ? transcript.group(at: row).upperBound : row + 1
        return next < transcript.rows.count ? next : nil
    }

    /// Stops following and keeps what is seen.
    mutating func pause() {
        guard viewport.isFollowing, !transcript.rows.isEmpty else { return }
        let lines = visibleLines
        viewport.isFollowing = false
        viewport.unread = 0
        guard let first = lines.first else { return }
        viewport.top = first.row
        let all = self.lines(of: first.row).count
        viewport.topLine = max(0, all - lines.prefix { $0.row == first.row }.count)
        viewport.selection = lastVisibleRow
    }

    mutating func resumeFollowing() {
        viewport.isFollowing = true
        viewport.unread = 0
        viewport.selection = max(0, lastVisibleRow)
    }

    /// Moves the selection by rows that are not inside a fold.
    mutating func moveSelection(by steps: Int) {
        guard !transcript.rows.isEmpty else { return }
        if viewport.isFollowing {
            guard steps < 0 else { return }
            pause()
        }
        var row = min(viewport.selection, transcript.rows.count - 1)
        for _ in 0..<abs(steps) {
            guard let next = steps < 0 ? rowBefore(row) : rowAfter(row) else { break }
            row = next
        }
        select(row)
        if steps > 0, row == lastVisibleRow { resumeFollowing() }
    }

    /// Moves by screen lines, as pages do; the selection goes along.
    mutating func scroll(by lines: Int) {
        guard !transcript.rows.isEmpty else { return }
        let steps = abs(lines)
        var moved = 0
        var row = min(viewport.selection, transcript.rows.count - 1)
        if viewport.isFollowing {
            guard lines < 0 else { return }
            pause()
            row = viewport.selection
        }
        while moved < steps, let next = lines < 0 ? rowBefore(row) : rowAfter(row) {
            moved += max(1, self.lines(of: next).count)
            row = next
        }
        select(row)
        if lines > 0, row == lastVisibleRow { resumeFollowing() }
    }

    /// Selects a row, opens the fold it is in, and brings it into view.
    mutating func select(_ row: Int) {
        guard !transcript.rows.isEmpty else { return }
        let row = min(max(row, 0), transcript.rows.count - 1)
        if isHidden(row) { folds.chosen[transcript.head(of: row)] = false }
        if viewport.isFollowing { pause() }
        viewport.selection = row
        bringIntoView()
    }

    /// What was just opened is read from its first row, also where it is longer than the pane and
    /// the newest rows would be shown.
    mutating func keepInView(_ group: Range<Int>) {
        guard viewport.isFollowing else { return }
        var room = height
        for row in group {
            room -= lines(of: row).count
            guard room < 0 else { continue }
            pause()
            viewport.selection = group.lowerBound
            viewport.top = group.lowerBound
            viewport.topLine = 0
            return
        }
    }

    mutating func bringIntoView() {
        guard !viewport.isFollowing, !transcript.rows.isEmpty else { return }
        let selection = viewport.selection
        if isHidden(viewport.top) {
            viewport.top = transcript.head(of: viewport.top)
            viewport.topLine = 0
        }
        viewport.topLine = min(viewport.topLine, max(0, lines(of: viewport.top).count - 1))
        if selection < viewport.top || selection == viewport.top && viewport.topLine > 0 {
            viewport.top = selection
            viewport.topLine = 0
            return
        }
        let seen = linesFromTop().prefix(height)
        let needed = min(lines(of: selection).count, height)
        guard seen.count(where: { $0.row == selection }) < needed else { return }
        let ending = linesEnding(at: selection)
        guard let first = ending.first else { return }
        viewport.top = first.row
        let shown = ending.prefix { $0.row == first.row }.count
        viewport.topLine = max(0, lines(of: first.row).count - shown)
    }

    /// The nearest row in a direction that fits, looking at no more than `limit` rows.
    func row(
        from start: Int, by step: Int, limit: Int = 200_000, where fits: (Int) -> Bool
    ) -> Int? {
        var row = start + step
        var left = limit
        while row >= 0, row < transcript.rows.count, left > 0 {
            if fits(row) { return row }
            row += step
            left -= 1
        }
        return nil
    }
}
