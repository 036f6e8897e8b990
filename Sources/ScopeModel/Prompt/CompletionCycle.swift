/// Tab after Tab through the candidates, and around past what was typed.
package struct CompletionCycle: Hashable, Sendable {
    /// What was completed; its candidates are what the list shows.
    package let completion: Completion
    /// The candidate in the line; nil where what was typed stands there again.
    package private(set) var selected: Int?
    private let line: [UInt8]
    private let caret: Int

    /// Nil where there is nothing to offer.
    package init?(_ completion: Completion, line: [UInt8], caret: Int) {
        guard !completion.candidates.isEmpty else { return nil }
        self.completion = completion
        self.line = line
        self.caret = caret
    }

    /// The line with the next candidate, or the one before with `backwards`.
    package mutating func turn(backwards: Bool = false) -> (line: [UInt8], caret: Int) {
        let count = completion.candidates.count
        switch (selected, backwards) {
        case (nil, false): selected = 0
        case (nil, true): selected = count - 1
        case (let index?, false): selected = index + 1 < count ? index + 1 : nil
        case (let index?, true): selected = index > 0 ? index - 1 : nil
        }
        return current
    }

    /// What was typed, for Esc.
    package var typed: (line: [UInt8], caret: Int) { (line, caret) }

    /// The line as it stands now.
    package var current: (line: [UInt8], caret: Int) {
        guard let selected else { return typed }
        return completion.applying(completion.candidates[selected], to: line)
    }
}
