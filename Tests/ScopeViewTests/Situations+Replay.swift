import SMTPTrace
import TerminalCore

@testable import ScopeModel

extension Situation {
    var isReplay: Bool {
        [.replay, .replayPlaying, .replayReading, .compare].contains(self)
    }

    /// A recording of the refused session: at its end, while it plays, while it is read.
    func replay(_ size: Size) -> Stage {
        var stage = Situation.refusal.stage(size)
        let events = stage.events
        stage.model = Model(screen: size, options: stage.model.options)
        _ = stage.model.update(.recordingOpened(name: "refusal.smtprec"))
        _ = stage.model.update(.recorded(events, percent: 43))
        guard self != .replayReading else { return stage }
        _ = stage.model.update(.recordedAll(problem: nil))
        if self == .compare { compare(&stage, events) }
        guard self == .replayPlaying else { return stage }
        let effects =
            stage.model.run("seek #30") + stage.model.run("speed 2") + stage.model.run("play")
        for case .recall(let range) in effects {
            _ = stage.model.update(.recalled(Array(events[range]), from: range.lowerBound))
        }
        return stage
    }

    /// With the same session on a day when relaying was allowed and the server was slow.
    private func compare(_ stage: inout Stage, _ events: [TraceEvent]) {
        var other = Stage(stage.model.screen)
        other.play(
            [
                Dialogue.ehlo.replacing("10240000", with: "20480000"), Dialogue.secure,
                Dialogue.secureEHLO,
                """
                @20.115
                C: MAIL FROM:<alice@example.org>
                @22.500
                S: 250 2.1.0 Sender accepted
                C: RCPT TO:<bob@example.com>
                S: 250 2.1.5 Ok
                C: DATA
                S: 354 go on
                """,
            ].joined(separator: "\n"))
        let comparison = Comparison(events, other.events)
        _ = stage.model.update(
            .compared(Comparing(comparison, left: "refusal.smtprec", right: "later.smtprec")))
    }
}
