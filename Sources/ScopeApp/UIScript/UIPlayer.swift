import TerminalCore

/// A script being played: what is seen in, what to do next out. Each step waits for what it needs;
/// nothing ever waits for a time to pass.
package struct UIPlayer: Sendable {
    package enum Turn: Hashable, Sendable {
        case input([Input])
        case resize(Size)
        /// To a file; nil is standard output.
        case save(String, path: String?)
        /// Something must change first, before this time.
        case wait(until: ContinuousClock.Instant)
        /// There is no further step.
        case passed
        /// Why it ends here: a sentence with its place and, below, the screen.
        case failed(String)
    }

    private let script: UIScript
    private var position = 0
    private var patience = Duration.seconds(10)
    /// Until when the next step may wait; nil if it has not been tried.
    private var deadline: ContinuousClock.Instant?

    package init(_ script: UIScript) { self.script = script }

    /// What to do on this scene. To be called again after it was done, and while waiting whenever
    /// something may have changed.
    package mutating func next(_ scene: UIScene, at now: ContinuousClock.Instant) -> Turn {
        while position < script.steps.count {
            let step = script.steps[position]
            switch step.order {
            case .input(let inputs): return pass(.input(inputs))
            case .resize(let size): return pass(.resize(size))
            case .saveFrame(let path): return pass(.save(scene.grid.planes, path: path))
            case .patience(let duration): patience = duration
            case .waitIdle where !scene.isIdle:
                return wait("something still goes on", scene, now)
            case .expect(let expectation) where !scene.shows(expectation):
                return wait("that is not so", scene, now)
            case .waitIdle, .expect: break
            }
            _ = pass(.passed)
        }
        return .passed
    }

    /// What the program did not live to see; nil if every step was played.
    package var unplayed: String? {
        guard position < script.steps.count else { return nil }
        return place(script.steps[position]) + ": the program ended before this step"
    }

    private mutating func pass(_ turn: Turn) -> Turn {
        position += 1
        deadline = nil
        return turn
    }

    private mutating func wait(
        _ problem: String, _ scene: UIScene, _ now: ContinuousClock.Instant
    ) -> Turn {
        let due = deadline ?? now + patience
        deadline = due
        guard now >= due else { return .wait(until: due) }
        let seconds =
            Double(patience.components.seconds)
            + Double(patience.components.attoseconds) / 1e18
        return .failed(
            "\(place(script.steps[position])): \(problem) after \(seconds) s; the screen shows\n"
                + scene.grid.textPlane)
    }

    private func place(_ step: UIScript.Step) -> String {
        "\(script.path):\(step.line): \(step.text)"
    }
}
