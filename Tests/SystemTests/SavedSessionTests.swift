import TestSupport
import Testing

/// A recorded session, made a script, passes again on the server it was recorded with.
@Suite(
    "Saved sessions on real servers",
    .enabled(if: RealServers.areWanted, Comment(rawValue: RealServers.hint)))
struct SavedSessionTests {
    private static let letter = """
        MAIL FROM:<ann@example.test>
        RCPT TO:<bob@example.test>
        RCPT TO:<nobody@example.test>
        < any
        DATA
        @message <<.
        Subject: kept

        .a dot
          @not an order
        < 250 no expectation
        .

        """
    private static let beside = """
        @connect
        @connect as b
        EHLO b.example
        @use main
        EHLO a.example
        @use b
        NOOP
        QUIT
        @use main

        """
    private static let secure = """
        @starttls verify=none
        EHLO a.example
        @auth plain user=ann password=wonderland
        @pipeline
        MAIL FROM:<ann@example.test>
        RCPT TO:<bob@example.test>
        @end
        @bdat "Subject: chunks\\r\\n\\r\\n"
        @bdat last "the end\\r\\n.\\r\\n"

        """

    private let servers: RealServers

    init() throws { servers = try RealServers.shared }

    @Test func postfixHearsTheSameAgain() throws {
        let text = try check(Self.beside + Self.secure + Self.letter + "QUIT\n", servers.submission)

        for line in [
            "@connect as link2\n", "@use link2\n", "@use main\n", "@starttls verify=none\n",
            "@auth plain user=ann password=${password}\n", "@pipeline\n", "@bdat last ",
            "@message <<.\n", "< 550 5.1.1\n",
        ] { #expect(text.contains(line), "\(line)") }
        #expect(!text.contains("wonderland"))
    }

    /// Two servers, a secret in a login, a line and a letter, and a login without its first response.
    @Test func postfixAndAnotherHearTheSameAgain() throws {
        let text = try check(
            """
            @secret password from env SMTP_PASSWORD
            EHLO a.example
            @connect \(servers.plain) as b
            EHLO b.example
            @use main
            @starttls verify=none
            EHLO a.example
            @auth plain user=ann password=${password} initial=no
            NOOP ${password}
            MAIL FROM:<ann@example.test>
            RCPT TO:<bob@example.test>
            DATA
            @message <<.
            Subject: ${password}

            text
            .
            QUIT
            @use b
            QUIT

            """, servers.submission)

        for line in [
            "# recorded from \(servers.submission)\n", "@connect \(servers.plain) as link2\n",
            "@auth plain user=ann password=${password} initial=no\n", "\nNOOP ${password}\n",
            "\nSubject: ${password}\n",
        ] { #expect(text.contains(line), "\(line) in \(text)") }
        #expect(!text.contains("@wait"))
    }

    @Test func eximHearsTheSameAgain() throws {
        _ = try check(
            Self.beside + Self.letter + "NONSENSE\n< any\nQUIT\n", "pipe:\(servers.exim) -bs")
    }

    @Test(.enabled(if: RealServers.haveViews, "OpenSMTPD needs a mount namespace of its own"))
    func openSMTPDHearsTheSameAgain() throws {
        _ = try check(Self.beside + Self.letter + "QUIT\n", servers.openSMTPDPlain)
    }

    @Test func dovecotHearsTheSameAgain() throws {
        let script = Self.beside.split(separator: "\n").map { line in
            line.hasPrefix("EHLO") ? "LHLO" + line.dropFirst(4) : String(line)
        }.joined(separator: "\n")

        _ = try check(script + "\n" + Self.letter + "QUIT\n", "lmtp://\(servers.deliverySocket)")
    }

    /// Gives the script that was made of the session.
    private func check(_ script: String, _ server: String) throws -> String {
        let folder = try Folder()
        let first = try run(folder.file("first.smtp", script), server, in: folder)
        #expect(first.status == .exited(0), "\(first)")

        let made = try Scope.run([
            "rec", "export", try #require(folder.recordings.first), "--as", "script", "--output",
            "\(folder.path)/again.smtp",
        ])
        #expect(made.status == .exited(0), "\(made)")
        let again = try run("\(folder.path)/again.smtp", server, in: folder)

        #expect(again.status == .exited(0), "\(again)")
        return FileText.read("\(folder.path)/again.smtp")
    }

    private func run(_ script: String, _ server: String, in folder: Folder) throws -> Outcome {
        try Scope.run(
            ["run", script, "--to", server, "--recordings", folder.path],
            environment: ["SMTP_PASSWORD=wonderland"], within: .seconds(50))
    }
}
