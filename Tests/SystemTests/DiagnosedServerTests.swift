import TestSupport
import Testing

/// What real servers say when they refuse, as the program explains it. One row each: what goes
/// wrong, where, what the client says, and what the explanation is called.
@Suite(
    "What real servers refuse",
    .enabled(if: RealServers.areWanted, Comment(rawValue: RealServers.hint)))
struct DiagnosedServerTests {
    struct Row: Sendable, CustomTestStringConvertible {
        enum Place: String {
            case postfix, strict, submission, checking, exim, openSMTPD, openSMTPDSecure, lmtp
            case dovecotSubmission, eximSPF
        }

        var place: Place
        var lines: [String]
        var title: String
        /// The client's address, where it matters.
        var source: String?

        /// Whether it can be tried on this machine.
        var isPossible: Bool {
            switch place {
            case .checking, .openSMTPD, .openSMTPDSecure: RealServers.haveViews
            case .exim: RealServers.haveViews || source == nil
            case .eximSPF: RealServers.eximKnowsSPF
            case .postfix, .strict, .submission, .lmtp, .dovecotSubmission: true
            }
        }

        var testDescription: String { "\(place): \(title)" }
    }

    private static let mail = ["EHLO client.test", "MAIL FROM:<eve@client.test>"]
    private static let letter = mail + ["RCPT TO:<ann@example.test>"]
    private static let nonsense = ["EHLO client.test"] + (1...6).map { "BLAH\($0)" }
    private static let large = Array(
        repeating: String(repeating: "0123456789", count: 9), count: 1_500)

    private static let recipients =
        rows(
            "There is no such mailbox", [.postfix, .exim, .openSMTPD],
            mail + ["RCPT TO:<nobody@example.test>"])
        + rows(
            "There is no such mailbox", [.lmtp],
            ["LHLO client.test", "MAIL FROM:<>", "RCPT TO:<nobody@example.test>"])
        + rows(
            "The server will not relay for you", [.postfix, .exim],
            mail + ["RCPT TO:<bob@far.test>"])
        + rows(
            "Greylisted: come back later", [.postfix, .exim],
            mail + ["RCPT TO:<greylisted@example.test>"])
        + rows(
            "Too many recipients in one message", [.strict],
            letter + (1...3).map { _ in "RCPT TO:<bob@example.test>" })

    private static let sizes =
        rows(
            "The message is too large", [.postfix, .exim],
            ["EHLO client.test", "MAIL FROM:<eve@client.test> SIZE=999999999"])
        + rows(
            "The message is too large", [.openSMTPD],
            letter + ["DATA", "Subject: large", ""] + large + ["."])

    private static let logins =
        rows(
            "The server demands encryption", [.submission, .openSMTPDSecure], mail)
        + rows(
            "The login was refused", [.exim, .dovecotSubmission],
            ["EHLO client.test", ":auth plain ann"])
        + rows(
            "The login was refused", [.submission],
            ["EHLO client.test", ":starttls", "EHLO client.test", ":auth plain ann"])
        + rows(
            "This way of logging in is not possible here", [.openSMTPD],
            ["EHLO client.test", ":auth plain ann"])
        + rows("The server wants you to log in first", [.dovecotSubmission], mail)
        + rows(
            "The server wants you to log in first", [.submission],
            ["EHLO client.test", ":starttls"] + letter)

    private static let orders =
        rows(
            "The commands came in the wrong order", [.postfix, .exim, .openSMTPD],
            ["EHLO client.test", "RCPT TO:<ann@example.test>"])
        + rows(
            "The commands came in the wrong order", [.lmtp],
            ["LHLO client.test", "RCPT TO:<ann@example.test>"])
        + rows("Too many errors: the server hung up", [.strict, .exim], nonsense)

    private static let clients =
        rows(
            "Your IP address is blocked", [.checking, .exim], letter, from: ".66")
        + rows(
            "SPF forbids this server to send for the domain", [.checking, .eximSPF],
            ["EHLO client.test", "MAIL FROM:<eve@spf.test>", "RCPT TO:<ann@example.test>"],
            from: ".65")

    private static func rows(
        _ title: String, _ places: [Row.Place], _ lines: [String], from source: String? = nil
    ) -> [Row] {
        places.map { Row(place: $0, lines: lines, title: title, source: source) }
    }

    private let servers: RealServers

    init() throws { servers = try RealServers.shared }

    @Test(arguments: (recipients + sizes + logins + orders + clients).filter(\.isPossible))
    func theProgramNamesIt(row: Row) throws {
        let outcome = try Scope.run(
            ["connect", "--plain"] + target(of: row), environment: ["SMTP_PASSWORD=wrong"],
            input: row.lines.map { $0 + "\n" }.joined())

        #expect(outcome.text.contains("! ") && outcome.text.contains(row.title), "\(outcome.text)")
        #expect(!outcome.text.contains("malformed"), "\(outcome.text)")
    }

    @Test(.enabled(if: RealServers.haveViews))
    func aClientThatIsNotListedIsAccepted() throws {
        for place in [Row.Place.checking, .exim] {
            let row = Row(place: place, lines: Self.letter, title: "", source: ".65")
            let outcome = try Scope.run(
                ["connect", "--plain"] + target(of: row),
                input: row.lines.map { $0 + "\n" }.joined())

            #expect(outcome.status == .exited(0), "\(outcome.text)")
        }
    }

    private func target(of row: Row) -> [String] {
        let source = row.source.map { ["--source", "127.0.0" + $0] } ?? []
        switch row.place {
        case .postfix: return [servers.plain]
        case .strict: return [servers.strict]
        case .submission: return [servers.submission, "--ca", servers.authority]
        case .checking: return [servers.checking] + source
        case .exim, .eximSPF:
            let client = "192.0.2" + (row.source ?? ".1")
            return ["--pipe", "\(servers.checkingExim) -bh \(client)"]
        case .openSMTPD: return [servers.openSMTPD]
        case .openSMTPDSecure: return [servers.openSMTPDSecure]
        case .lmtp: return ["lmtp://\(servers.deliverySocket)"]
        case .dovecotSubmission: return [servers.dovecotSubmission]
        }
    }
}

/// The same on the screen, for some.
@Suite(
    "What real servers refuse, on the screen",
    .enabled(
        if: RealServers.areWanted && RealServers.haveViews, Comment(rawValue: RealServers.hint)))
struct ScreenDiagnosisTests {
    private let servers: RealServers

    init() throws { servers = try RealServers.shared }

    @Test func aBlockedAddressIsExplainedInThePane() throws {
        let session = try ScreenSession("\(servers.checking) --source 127.0.0.66", size: (120, 36))
        refuse(session, from: "eve@client.test")

        session.expect("Your IP address is blocked", "PERMANENT", "Likely cause", "Try")
        leave(session)
    }

    @Test func aFailedSPFCheckIsExplainedInTheDrawer() throws {
        let session = try ScreenSession("\(servers.checking) --source 127.0.0.65", size: (80, 24))
        refuse(session, from: "eve@spf.test")

        session.expect("SPF forbids this server to send for the domain", "PERMANENT")
        leave(session)
    }

    @Test func anUnknownUserOfOpenSMTPDIsExplainedInFewColumns() throws {
        let session = try ScreenSession(servers.openSMTPD, size: (40, 12), readyWhen: "220 ")
        session.send("EHLO client.test")
        session.expect("EHLO client.test")
        session.send("MAIL FROM:<eve@client.test>")
        session.expect("250 2.0.0")
        session.send("RCPT TO:<nobody@example.test>")

        session.expect("There is no such mailbox")
        leave(session)
    }

    private func refuse(_ session: ScreenSession, from sender: String) {
        session.expect("220 mail.test")
        session.send("EHLO client.test")
        session.expect("extensions")
        session.send("MAIL FROM:<\(sender)>")
        session.expect("250 2.1.0")
        session.send("RCPT TO:<ann@example.test>")
    }

    private func leave(_ session: ScreenSession) {
        session.send("QUIT")
        session.expect("221 ")
        session.quit()
    }
}
