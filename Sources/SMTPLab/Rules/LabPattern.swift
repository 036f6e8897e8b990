import SMTPCore

/// A pattern on octets, without back-references and look-around: literals, `.`, classes, `\d`
/// `\w` `\s`, groups, `|`, `*`, `+`, `?`, `^`, `$`. Matched in time linear in the text, since the
/// text is hostile.
package struct LabPattern: Hashable, Sendable {
    enum Step: Hashable, Sendable {
        case octet(OctetSet)
        /// Two ways on, as distances from this step.
        case fork(Int, Int)
        case jump(Int)
        case start, end
    }

    struct Failure: Error {
        /// Counted in octets from the start of the pattern.
        var offset: Int
        var reason: String
    }

    /// As written between the slashes.
    package let source: [UInt8]
    package let ignoresCase: Bool
    private let steps: [Step]

    init(_ source: [UInt8], ignoresCase: Bool = false) throws(Failure) {
        self.source = source
        self.ignoresCase = ignoresCase
        var compiler = PatternCompiler(source, ignoresCase: ignoresCase)
        steps = try compiler.compile()
    }

    /// Whether the pattern fits anywhere in the text.
    package func matches(_ text: some Collection<UInt8>) -> Bool {
        var threads = Threads(count: steps.count + 1)
        var index = 0
        let count = text.count
        for octet in text {
            if spread(&threads, from: 0, isStart: index == 0, isEnd: false) { return true }
            let current = threads.take()
            index += 1
            for step in current {
                guard case .octet(let set) = steps[step], set.contains(octet) else { continue }
                let isEnd = index == count
                if spread(&threads, from: step + 1, isStart: false, isEnd: isEnd) { return true }
            }
        }
        return spread(&threads, from: 0, isStart: count == 0, isEnd: true)
    }

    /// The steps alive at one position, each once.
    private struct Threads {
        private var isAlive: [Bool]
        private var alive: [Int] = []

        init(count: Int) { isAlive = Array(repeating: false, count: count) }

        mutating func insert(_ step: Int) -> Bool {
            guard !isAlive[step] else { return false }
            isAlive[step] = true
            alive.append(step)
            return true
        }

        mutating func take() -> [Int] {
            defer { alive = [] }
            for step in alive { isAlive[step] = false }
            return alive
        }
    }

    /// Adds a step and all that follow it without an octet; true when the end is among them.
    private func spread(
        _ threads: inout Threads, from first: Int, isStart: Bool, isEnd: Bool
    ) -> Bool {
        var waiting = [first]
        while let step = waiting.popLast() {
            if step == steps.count { return true }
            guard threads.insert(step) else { continue }
            switch steps[step] {
            case .octet: break
            case .fork(let one, let other): waiting += [step + other, step + one]
            case .jump(let distance): waiting.append(step + distance)
            case .start: if isStart { waiting.append(step + 1) }
            case .end: if isEnd { waiting.append(step + 1) }
            }
        }
        return false
    }
}
