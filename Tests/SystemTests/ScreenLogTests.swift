import TestSupport
import Testing

/// A log on the screen, as a person opens it.
@Suite("Logs on the screen")
struct ScreenLogTests {
    private static let log = """
        Nov 27 10:00:01 mx postfix/smtp[99]: 4XyZ12abcd: to=<bob@example.org>, dsn=5.1.1, \
        status=bounced (host mx[192.0.2.1] said: 550 5.1.1 <bob@example.org>: user unknown)
        Nov 27 10:00:02 mx postfix/smtpd[98]: NOQUEUE: reject: RCPT from a[192.0.2.2]: 554 5.7.1 \
        <x@y.example>: Relay access denied; from=<a@b.example> to=<x@y.example>
        Nov 27 10:00:03 mx postfix/smtp[99]: 4XyZ12abce: to=<eve@example.org>, dsn=5.1.1, \
        status=bounced (host mx[192.0.2.1] said: 550 5.1.1 <eve@example.org>: user unknown)

        """

    @Test(arguments: 0..<3)
    func aLogBecomesAListThatIsExplained(size: Int) throws {
        let folder = try Folder()
        let path = try folder.file("mail.log", Self.log)
        let session = try ScreenSession(
            "open \(path)", size: ScreenSession.sizes[size], readyWhen: "mailbox-unknown")
        session.expect("relay-denied", "There is no such mailbox")

        session.tmux.press("Down")
        session.expect("refused a client: The")
        session.tmux.press("Enter")
        session.expect("Failure: relay-denied")
        session.tmux.press("End")
        session.expect("line 2")
        session.tmux.press("Escape")
        session.expectGone("Failure:")
        session.tmux.type("/unknown")
        session.tmux.press("Enter")
        session.expect("There is no such mailbox")
        session.quit()
    }

    @Test func aPackedLogFromAPipeIsReadAndTheKeysStillWork() throws {
        let folder = try Folder()
        let path = try folder.file("mail.log", Self.log)
        let session = try ScreenSession(
            "explain --screen < <(gzip -c \(path))", readyWhen: "mailbox-unknown")

        session.tmux.press("s")
        session.expect("sorted most frequent first")
        session.quit()
    }

    @Test func aBounceMessageOpensAndAConnectionTakesItsPlace() throws {
        let folder = try Folder()
        let path = try folder.file(
            "bounce.eml",
            "From: MAILER-DAEMON@a.example\n\n<u@y.example>: host mx.y.example said: "
                + "552 5.2.2 Mailbox full\n\n")
        let session = try ScreenSession("explain --screen \(path)", readyWhen: "mailbox-full")

        session.tmux.type(":lab")
        session.tmux.press("Enter")
        session.expect("220 lab.test")
        session.expectGone("mailbox-full")
        session.send("QUIT")
        session.expect("221 2.0.0")
        session.tmux.type(":failures")
        session.tmux.press("Enter")
        session.expect("mailbox-full")
        session.quit()
    }

    @Test func whatAPipeSaidIsShownWhileItStaysOpen() throws {
        let folder = try Folder()
        let calm = "Nov 27 10:00:00 mx postfix/smtpd[98]: connect from a.example[192.0.2.2]\n"
        let path = try folder.file("mail.log", String(repeating: calm, count: 2_000) + Self.log)
        let session = try ScreenSession(
            "open - < <(cat \(path); exec sleep 15)", readyWhen: "mailbox-unknown")

        session.expect("relay-denied", "2003 lines", "reading,")
        session.quit()
    }

    @Test func whatHoldsNoFailureIsSaidSo() throws {
        let folder = try Folder()
        let path = try folder.file("shopping", "milk\neggs\n")
        let session = try ScreenSession(
            "open \(path)", readyWhen: "No failure was found in 2 lines")

        session.tmux.press("Enter")
        session.expect("there is no failure to explain")
        session.quit()
    }

    @Test func theFirstFailuresOfALargeLogAreThereBeforeItsEnd() throws {
        let folder = try Folder()
        let path = try folder.file("mail.log", String(repeating: Self.log, count: 40_000))
        let session = try ScreenSession("open \(path)", readyWhen: "reading,")

        session.expect("mailbox-unknown")
        session.tmux.press("Enter")
        session.expect("Failure: mailbox-unknown")
        session.tmux.press("Escape")
        session.expectGone("Failure:")
        session.quit()
    }

    @Test func aFolderIsRefusedWithoutAScreen() throws {
        let outcome = try Scope.run(["open", "/tmp"])

        #expect(outcome.status == .exited(1))
        #expect(outcome.errorText.contains("/tmp is a folder"))
    }
}
