import TestSupport
import Testing

/// Recordings on the screen.
@Suite("A recording on the screen")
struct ScreenRecordingTests {
    /// Records a session with a refusal and opens it.
    private func open(
        size: (columns: Int, rows: Int), _ how: String = "open a.smtprec"
    ) throws -> ScreenSession {
        let talk = "EHLO me.test\\nMAIL FROM:<eve@x.test>\\nRCPT TO:<bob@far.test>\\nQUIT\\n"
        let session = try ScreenSession("--version", size: size, readyWhen: ".")
        session.send("cd; clear")
        session.send(
            "printf '\(talk)' | \"$SCOPE\" connect lab:relay-denied --plain --record a.smtprec "
                + ">/dev/null; echo re''corded")
        session.expect("recorded")
        session.send(how.hasPrefix("open") ? "\"$SCOPE\" \(how)" : how)
        session.expect("play>", "STOPPED")
        return session
    }

    @Test(arguments: 0..<3)
    func aRecordingIsSteppedAndPlayed(size: Int) throws {
        let session = try open(size: ScreenSession.sizes[size])
        session.expect("STOPPED 1x", "^C quit")

        session.tmux.type("gs")
        session.expect("#0/")
        session.tmux.type("]c")
        session.expect("C> EHLO me.test")
        session.expectGone("C> MAIL")
        session.tmux.type("]c.")
        session.expect("C> MAIL FROM:<eve@x.test>", "S< 250 2.1.0")
        session.tmux.type(",")
        session.expectGone("S< 250 2.1.0")
        session.tmux.type(" ")
        session.expect("221 2.0.0", "STOPPED 1x")
        session.quit()
    }

    @Test func placesAndSpeedsAreTyped() throws {
        let session = try open(size: (80, 24))

        session.tmux.type("gt")
        session.send("#3")
        session.expect("#3/")
        session.send(":speed 4")
        session.expect("STOPPED 4x")
        session.send(":seek elsewhere")
        session.expect("seek to 1m30s")
        session.tmux.type("ge/554")
        session.tmux.press("Enter")
        session.expect("> ", "S! 554")
        session.send(":connect lab:healthy")
        session.expect("smtp>", "220 lab.test")
    }

    /// What is packed or comes from a pipe can be gone back in all the same.
    @Test(arguments: [
        "gzip -k a.smtprec; \"$SCOPE\" open a.smtprec.gz", "cat a.smtprec | \"$SCOPE\" open -",
    ])
    func packedAndPipedRecordingsAreSteppedToo(how: String) throws {
        let session = try open(size: (80, 24), how)
        session.expect("221 2.0.0")

        session.tmux.type("gs]c")

        session.expect("C> EHLO me.test")
        session.expectGone("221 2.0.0")
    }

    /// A note is behind the end of the file, which is complete again, and stands on its line.
    @Test func notesAreKeptInTheFileAndShown() throws {
        let session = try open(size: (80, 24))
        session.tmux.type("gs]c")
        session.expect("C> EHLO me.test")

        session.send(":note who is that?")

        session.expect("noted", "note: who is that?")
        session.send(":save b.smtprec")
        session.expect("saved b.smtprec")
        session.send(":save b.smtprec")
        session.expect("is there already: save! replaces it")
        session.quit()
        for file in ["a", "b"] {
            session.send("clear; \"$SCOPE\" rec verify \(file).smtprec")
            session.expect("\(file).smtprec: complete")
        }
        session.send("clear; \"$SCOPE\" open b.smtprec")
        session.expect("STOPPED", "note on event")
        session.tmux.type("[n")
        session.expect("note: who is that?")
    }

    @Test func aSessionIsSavedAsItGoes() throws {
        let session = try ScreenSession()
        session.expect("220 lab.test")
        session.send(":note before the greeting")
        session.expect("note: before the greeting")

        session.send(":save \(session.folder.path)/now.smtprec")
        session.expect("saved")
        session.send("NOOP")
        session.expect("250 2.0.0")
        session.quit()

        session.send(
            "clear; \"$SCOPE\" rec verify ~/now.smtprec; \"$SCOPE\" rec show ~/now.smtprec")
        session.expect("now.smtprec: complete", "note: before the greeting")
    }

    /// The file may not grow beyond 2 KiB; the session goes on.
    @Test func aFullDiskIsToldOnTheScreen() throws {
        let session = try ScreenSession("--version", readyWhen: ".")
        session.send("clear; (ulimit -f 2; exec \"$SCOPE\" lab)")
        session.expect("220 lab.test")

        for _ in 0..<4 {
            session.send("EHLO me.test")
            session.expect("11 extensions")
        }

        session.expect("File too large", "not recorded any further")
        session.send("NOOP")
        session.expect("C> NOOP")
    }

    @Test func aFolderThatCannotBeWrittenIsToldOnTheScreen() throws {
        let session = try ScreenSession(environment: ["XDG_STATE_HOME=/proc/nowhere"])

        session.expect("220 lab.test", "This session is not recorded.")
        session.send("EHLO me.test")
        session.expect("C> EHLO me.test", "11 extensions")
    }

    /// Beside another session, from the shell and from a recording that is open.
    @Test(arguments: 0..<3)
    func twoRecordingsStandSideBySide(size: Int) throws {
        let session = try open(size: ScreenSession.sizes[size])
        session.quit()
        session.send(
            "clear; printf 'EHLO me.test\\nMAIL FROM:<eve@x.test>\\nQUIT\\n' | \"$SCOPE\" connect "
                + "lab:healthy --plain --record b.smtprec >/dev/null; echo re''corded")
        session.expect("recorded")

        session.send("clear; \"$SCOPE\" rec diff --screen a.smtprec b.smtprec")
        session.expect("b.smtprec", "BREAKING", "difference 1/")
        session.tmux.press("Escape")
        session.expect("play>")
        session.send(":compare b.smtprec")
        session.expect("difference 1/")
        session.tmux.type("N")
        session.expect("no difference before")
        session.send(":compare none.smtprec")
        session.expect("cannot read none.smtprec")
        session.quit()
    }
}
