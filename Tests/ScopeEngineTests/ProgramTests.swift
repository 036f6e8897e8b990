import SMTPTrace
import Testing

@testable import ScopeEngine

@Suite
struct ProgramTests {
    @Test func aProgramIsTalkedToAndItsErrorsAreShown() async {
        let session = Session()
        session.connect(
            .program("echo 'debug line' >&2; printf '220 hi\\r\\n'; read x; printf '221 bye\\r\\n'")
        )

        await session.facts.reply(220)
        session.type("QUIT")
        let ending = await session.facts.ending()

        #expect(ending?.how == .exited(status: 0))
        #expect(ending?.midCommand == false)
        #expect(session.facts.facts.contains(.diagnostics(Array("debug line".utf8))))
    }

    @Test func aProgramThatDiesIsToldWithItsStatus() async {
        let session = Session()
        session.connect(.program("printf '220 hi\\r\\n'; read x; exit 7"))

        await session.facts.reply(220)
        session.type("EHLO me.test")
        let ending = await session.facts.ending()

        #expect(ending?.how == .exited(status: 7))
        #expect(ending?.midCommand == true)
    }

    @Test func writingToAProgramThatStoppedReadingKillsNobody() async {
        let session = Session()
        session.connect(.program("exec 0<&-; printf '220 hi\\r\\n'; exec 1>&-; kill -9 $$"))

        await session.facts.reply(220)
        for _ in 0..<20 { session.type("NOOP") }
        let ending = await session.facts.ending()

        #expect(ending?.how == .exited(status: 137))
    }

    @Test func aProgramThatIsMissingHasTheShellsStatus() async {
        let session = Session()

        session.connect(.program("/nonexistent/program"))
        let ending = await session.facts.ending()

        #expect(ending?.how == .exited(status: 127))
    }
}
