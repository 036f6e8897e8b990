import SMTPTrace
import TerminalCore
import Testing

@testable import ScopeModel

/// A line that leaves in several pieces, on the screen.
@Suite struct LineInPiecesTests {
    private static func model(annotations: Settings.Annotations = .full) -> Model {
        var options = ModelOptions()
        options.settings.annotations = annotations
        var model = Model(screen: Size(columns: 80, rows: 24), options: options)
        let facts: [Fact] = [
            .connecting(to: "mx.test:25", attempt: 1, of: 1),
            .connected(local: "", peer: "mx.test:25"), received("220 mx.test"), sent("NO"),
            sent("OP\r\n"), received("250 ok"), sent("RSET\r\n"),
        ]
        for (index, fact) in facts.enumerated() {
            let event = TraceEvent(at: .milliseconds(index), connection: 1, fact: fact)
            _ = model.update(.traces([event]))
        }
        return model
    }

    private static func sent(_ text: String) -> Fact {
        .sent(SentOctets(octets: Array(text.utf8), part: .command, isSecure: false, write: 1))
    }

    private static func received(_ line: String) -> Fact {
        .received(ReceivedOctets(octets: Array("\(line)\r\n".utf8), isSecure: false, read: 1))
    }

    private static func texts(_ model: Model, row: Int) -> [String] {
        model.lines(of: row).map { line in
            (line.text.spans + line.text.trailing).map(\.text).joined(separator: " ")
        }
    }

    /// Rows 3 and 4 are one command, which is explained once and blamed for nothing.
    @Test func itIsOneCommand() {
        let model = Self.model()

        #expect(Self.texts(model, row: 3).first == "NO [-] 2 pieces of a line")
        #expect(Self.texts(model, row: 3).count == 2)
        #expect(Self.texts(model, row: 4) == ["OP"])
    }

    @Test func itIsPassedInOneStep() {
        var model = Self.model()

        _ = model.run("previous-command")

        #expect(model.viewport.selection == 3)
    }
}
