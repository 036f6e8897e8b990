import Glibc
import TestSupport
import Testing

/// However the program ends, the terminal is as it was.
@Suite("The terminal afterwards")
struct TerminalRestoredTests {
    static let fatal: [Int32] = [SIGSEGV, SIGILL, SIGTRAP, SIGABRT]
    static let polite: [Int32] = [SIGTERM, SIGHUP, SIGQUIT]

    private func start(_ environment: [String] = []) throws -> (PtyProgram, Folder) {
        let folder = try Folder()
        let program = try PtyProgram(
            [Scope.path, "lab"],
            environment: Scope.environment(
                home: folder.path, ["TERM=xterm-256color"] + environment),
            home: folder)
        #expect(program.wait { $0.text.contains("lab.test ESMTP") })
        #expect(!program.isCooked)
        return (program, folder)
    }

    private func expectRestored(_ program: PtyProgram, location: SourceLocation = #_sourceLocation)
    {
        _ = program.wait(within: .milliseconds(300)) { _ in false }
        let text = program.text
        #expect(program.isCooked, sourceLocation: location)
        #expect(text.contains("\u{1B}[?1049l"), sourceLocation: location)
        // It is visible from the start, so that nothing need be sent about it.
        let cursor =
            ("\u{1B}[?25h" + text).split(
                separator: "\u{1B}[?25", omittingEmptySubsequences: false
            ).last ?? ""
        #expect(cursor.hasPrefix("h"), sourceLocation: location)
        for mode in ["1000", "1002", "1006", "2004"] where text.contains("\u{1B}[?\(mode)h") {
            #expect(text.contains("\u{1B}[?\(mode)l"), "\(mode)", sourceLocation: location)
        }
    }

    @Test(arguments: polite)
    func aSignalThatAsksToEndIsObeyed(signal: Int32) throws {
        let (program, _) = try start()

        kill(program.process, signal)

        let status = program.finish()
        #expect(status == .exited(128 + signal) || status == .signalled(signal))
        expectRestored(program)
    }

    @Test(arguments: fatal)
    func aCrashLeavesTheTerminalUsable(signal: Int32) throws {
        let (program, _) = try start()

        kill(program.process, signal)

        #expect(program.finish() == .signalled(signal))
        expectRestored(program)
    }

    @Test func anInterruptAsksBeforeALiveSessionEnds() throws {
        let (program, _) = try start()
        program.settle()
        program.forget()

        kill(program.process, SIGINT)
        #expect(program.wait { !$0.sent.isEmpty })
        program.settle()
        #expect(!program.isCooked)
        program.press("y")

        #expect(program.finish() == .exited(0))
        expectRestored(program)
    }

    @Test(arguments: polite + fatal)
    func theShellFindsItsScreenAgain(signal: Int32) throws {
        let session = try ScreenSession()
        session.expect("220 lab.test")
        let process = try #require(session.tmux.foregroundProcess)

        kill(process, signal)

        #expect(session.tmux.waitForModes { $0.isClean }, "\(session.tmux.modes)")
        session.send("stty -a | tr ' ' '\\n' | grep -cx -e icanon -e echo -e isig")
        session.expect("\n3\n")
    }

    @Test func theTerminalThatGoesAwayEndsTheProgram() throws {
        let session = try ScreenSession()
        session.expect("220 lab.test")
        let process = try #require(session.tmux.foregroundProcess)

        session.tmux.endServer()

        let isGone = Patience.wait { kill(process, 0) != 0 }
        #expect(isGone)
    }
}
