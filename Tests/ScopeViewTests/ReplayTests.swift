import SMTPTrace
import ScopeView
import TerminalCore
import Testing

@testable import ScopeModel

/// A recording shows what the session showed.
struct ReplayTests {
    /// The rows that tell that it is a recording, by what they begin with in a frame.
    static func comparable(_ model: Model) -> [String] {
        let layout = model.layout
        let own = [layout.promptRow, layout.completionRow, layout.statusRow, layout.hintRow]
        let grid = render(model)
        return (0..<grid.size.rows).filter { !own.contains($0) }.map { row in
            grid.text(row: row) + "|"
                + grid.rolePlane.split(separator: "\n", omittingEmptySubsequences: false)[row]
        }
    }

    /// The events a situation was played with, through the file and back.
    private static func recorded(_ events: [TraceEvent]) -> [TraceEvent] {
        var writer = RecordingWriter()
        var file = writer.begin(RecordingHeader(created: "", by: ""))
        for event in events { file += writer.write(event) }
        file += writer.end()
        var reader = RecordingReader()
        return reader.receive(file[...])
    }

    @Test(
        arguments: [
            Situation.refusal, .starttls, .expired, .hostile, .authPassword, .ended, .overdue,
        ], GoldenTests.sizes)
    func everyEventShowsWhatTheSessionShowed(_ situation: Situation, at size: Size) {
        let stage = situation.stage(size)
        let file = Self.recorded(stage.events)
        #expect(file == stage.events)
        var player = Model(screen: size, options: stage.model.options)
        _ = player.update(.recordingOpened(name: "a.smtprec"))
        _ = player.update(.recorded(file, percent: 100))
        _ = player.update(.recordedAll(problem: nil))
        var live = Model(screen: size, options: stage.model.options)
        _ = live.update(.input(.key(.escape)))

        for (index, event) in stage.events.enumerated() {
            _ = live.update(.traces([event]))
            for case .recall(let range) in player.run("seek #\(index + 1)") {
                _ = player.update(.recalled(Array(file[range]), from: range.lowerBound))
            }

            #expect(Self.comparable(player) == Self.comparable(live), "event \(index + 1)")
        }
    }
}
