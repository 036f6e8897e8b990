import SMTPScript
import SMTPTrace
import ScopeModel
import TerminalCore

extension Situation {
    private static let text = """
        ## We say who we are.
        EHLO client.example
        < has PIPELINING
        MAIL FROM:<ann@example.org>
        < 550
        """

    /// A script on the screen, with its first steps done.
    func playScript(_ stage: inout Stage) {
        var outside = RunOptions()
        outside.target = "mx.example.net"
        let program = ScriptProgram.load(Array(Self.text.utf8), file: "checks/hello.smtp") { _ in
            nil
        }.program
        _ = stage.model.update(.scriptLoaded(program, outside))
        guard self != .scriptLoaded else { return }
        stage.press(.function(5))
        stage.note(.connecting(to: "192.0.2.25:25", attempt: 1, of: 1))
        stage.play(Dialogue.ehlo)
        stage.note(.note("## We say who we are."))
        guard self == .scriptFailed else { return }
        stage.press(.function(5))
        stage.play("C: MAIL FROM:<ann@example.org>\nS: 250 2.1.0 Ok")
    }
}
