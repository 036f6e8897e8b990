import TestSupport
import Testing

/// A person at a terminal.
@Suite("The screen in a terminal")
struct ScreenTests {
    @Test(arguments: 0..<3)
    func theBeginnersPathNeedsLettersAndEnterOnly(size: Int) throws {
        let session = try ScreenSession(size: ScreenSession.sizes[size])
        session.expect("220 lab.test")

        session.send("EHLO me.test")

        session.expect("C> EHLO me.test", "S< 250-lab.test", "11 extensions")
    }

    @Test(arguments: 0..<3)
    func aRefusalIsDiagnosed(size: Int) throws {
        let session = try ScreenSession(size: ScreenSession.sizes[size])
        session.expect("220 lab.test")
        session.send("EHLO me.test")
        session.expect("C> EHLO me.test")
        session.send("MAIL FROM:<eve@x.test>")
        session.expect("250 2.1.0")

        session.send("RCPT TO:<bob@far.test>")

        session.expect("S! 554 5.7.1")
        if size < 2 {
            session.expect("PERMANENT", "The server will not relay for you", "Try")
        } else {
            session.expect("relay")
        }
    }

    @Test(arguments: 0..<3)
    func sTARTTLSIsShownAndTheSessionGoesOnInside(size: Int) throws {
        let session = try ScreenSession(size: ScreenSession.sizes[size])
        session.expect("220 lab.test")
        session.send("EHLO me.test")
        session.expect("C> EHLO me.test")

        session.send("STARTTLS")

        session.expect("T= TLSv1.3", "verified")
        session.send("EHLO me.test")
        session.expect("AUTH with PLAIN LOGIN")
        if size < 2 { session.expect("TLSv1.3") }
    }

    @Test func completionOffersWhatTheServerOffers() throws {
        let session = try ScreenSession()
        session.expect("220 lab.test")
        session.send("EHLO me.test")
        session.expect("C> EHLO me.test")

        session.tmux.type("AU")
        session.expect("smtp> AUTH")
        session.tmux.press("Tab")
        session.tmux.type(" ")
        session.tmux.press("Tab")

        session.expect("CRAM-MD5")
    }

    @Test func commandsBehindAColonRun() throws {
        let session = try ScreenSession()
        session.expect("220 lab.test")

        session.tmux.type(":dis")
        session.expect(":dis", "end the connection")
        session.tmux.press("Tab", "Enter")
        session.expect("OFFLINE")
        session.send(":reconnect")
        session.expect("ONLINE")
        session.send(":theme mono")
        session.send(":frobnicate")
        session.expect("frobnicate")
        session.send(":quit")
        _ = session.tmux.wait { $0.contains("y/n") || !session.tmux.modes.isAlternate }
        if session.tmux.modes.isAlternate { session.tmux.type("y") }

        #expect(session.tmux.waitForModes { $0.isClean })
    }

    @Test(arguments: 0..<3)
    func helpOpensAndCloses(size: Int) throws {
        let session = try ScreenSession(size: ScreenSession.sizes[size])
        session.expect("220 lab.test")

        session.tmux.press("F1")
        session.expectGone("220 lab.test")
        session.expect("Esc")
        session.tmux.press("Escape")

        session.expect("220 lab.test")
    }

    @Test func aPasswordIsMaskedAndNeverKept() throws {
        let session = try ScreenSession(size: (120, 36))
        session.expect("220 lab.test")
        session.send("EHLO me.test")
        session.expect("C> EHLO me.test")
        session.send("STARTTLS")
        session.expect("T= TLSv1.3")
        session.send("EHLO me.test")
        session.expect("AUTH with PLAIN")

        session.send(":auth PLAIN ann")
        session.expect("it is never shown")
        session.tmux.type("wonderland")
        session.tmux.press("Enter")
        session.expect("235 2.7.0", "[password]")
        session.send("AUTH PLAIN AGFubgB3b25kZXJsYW5k")
        session.expect("503 5.5.1")

        let screen = session.tmux.screen
        session.quit()
        for form in ["wonderland", "AGFubgB3b25kZXJsYW5k", "d29uZGVybGFuZA=="] {
            #expect(!screen.contains(form))
            #expect(!session.tmux.screen.contains(form))
            #expect(!session.files.contains { $0.contains(form) }, "\(form)")
        }
        #expect(session.files.contains { $0.contains("EHLO me.test") })
    }

    @Test func aChallengeIsAnsweredByHandBehindAMask() throws {
        let session = try ScreenSession(size: (120, 36))
        session.expect("220 lab.test")
        session.send("EHLO me.test")
        session.expect("C> EHLO me.test")
        session.send("STARTTLS")
        session.expect("T= TLSv1.3")
        session.send("EHLO me.test")
        session.expect("AUTH with PLAIN")

        session.send("AUTH LOGIN")
        session.expect("334 VXNlcm5hbWU6")
        session.send("ann")
        session.expect("334 UGFzc3dvcmQ6")
        session.expect("password (sent as base64)>")
        session.tmux.type("wonderland")
        session.expect("(sent as base64)> **********")
        #expect(!session.tmux.screen.contains("wonderland"))
        session.tmux.press("Enter")

        session.expect("235 2.7.0")
        #expect(!session.tmux.screen.contains("wonderland"))
        #expect(!session.tmux.screen.contains("d29uZGVybGFuZA"))
    }

    @Test func aPasteOfManyLinesSendsNothing() throws {
        let session = try ScreenSession()
        session.expect("220 lab.test")

        session.tmux.paste("EHLO me.test\nMAIL FROM:<a@lab.test>\nNOOP\n")

        session.expect("3 lines were pasted. Nothing was sent.")
        #expect(!session.tmux.screen.contains("C> "))
        session.tmux.type("l")
        session.expect("smtp> EHLO me.test", "2 more lines to come")
        #expect(!session.tmux.screen.contains("C> "))
        session.tmux.press("Enter")
        session.expect("C> EHLO me.test", "smtp> MAIL FROM:<a@lab.test>")
        #expect(!session.tmux.screen.contains("C> MAIL"))
    }

    @Test func resizingKeepsTheSession() throws {
        let session = try ScreenSession(size: (120, 36))
        session.expect("220 lab.test")
        session.send("EHLO me.test")
        session.expect("C> EHLO me.test", "[Session]")

        for (columns, rows) in [(40, 12), (10, 3), (200, 60), (20, 4), (80, 24), (21, 50)] {
            session.tmux.resize(columns: columns, rows: rows)
        }
        session.tmux.resize(columns: 80, rows: 24)

        session.expect("EHLO me.test", "smtp>", "ONLINE")
        session.send("NOOP")
        session.expect("C> NOOP")
    }

    @Test func aSuspendedSessionComesBack() throws {
        let session = try ScreenSession()
        session.expect("220 lab.test")

        session.tmux.press("C-z")
        session.expect("Stopped")
        #expect(session.tmux.waitForModes { $0.isClean })
        session.send("stty -a | grep -c -e ' icanon.* echo ' ; echo shell-works")
        session.expect("shell-works")
        session.send("fg")

        session.expect("220 lab.test", "smtp>")
        session.send("NOOP")
        session.expect("C> NOOP", "250 2.0.0")
    }

    @Test func aMessageIsWrittenInTheEditor() throws {
        let folder = try Folder()
        let editor = try folder.file(
            "editor", "#!/bin/sh\nprintf 'Subject: edited\\n\\n.dot\\n' > \"$1\"\n", mode: 0o755)
        let session = try ScreenSession(environment: ["EDITOR=\(editor)"])
        session.expect("220 lab.test")
        session.send("EHLO me.test")
        session.expect("C> EHLO me.test")
        session.send("MAIL FROM:<ann@lab.test>")
        session.expect("250 2.1.0")
        session.send("RCPT TO:<bob@lab.test>")
        session.expect("250 2.1.5")
        session.send("DATA")
        session.expect("354")

        session.tmux.press("F4")

        session.expect("250 2.0.0")
    }

    @Test func typingGoesOnWhileTheServerIsSilent() throws {
        let server = try ScriptedServer(.opening("SIZE 1") + [.expect("NOOP"), .silence])
        let session = try ScreenSession("connect \(server.address)")
        session.expect("220 mx.test")
        session.send("EHLO me.test")
        session.expect("250-mx.test")
        session.send("NOOP")
        session.expect("waiting for")

        session.tmux.type("MAIL FROM:<")
        session.expect("smtp> MAIL FROM:<")
        session.tmux.press("F1")
        session.expect("[Help")
        session.tmux.press("Escape")
        session.expect("waiting for", "[Transcript")
        session.tmux.press("Enter")
        session.expect("C> MAIL FROM:<")
    }

    @Test func aNewRecordingCanBeOpened() throws {
        let folder = try Folder()
        let path = folder.path + "/x.smtprec"
        let run = try Scope.run(
            ["connect", "lab:healthy", "--json", "--record", path], input: "EHLO me.test\n")
        #expect(run.status == .exited(0))

        let session = try ScreenSession("open \(path)", readyWhen: "EHLO me.test")

        session.expect("S< 250-lab.test")
    }
}
