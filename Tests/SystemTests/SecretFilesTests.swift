import SMTPCore
import TestSupport
import Testing

/// No file the program leaves behind, in whatever form, holds a password: typed right, wrong,
/// mistyped or pasted, in any mechanism.
@Suite("Secrets in files")
struct SecretFilesTests {
    private static let password = "hunter2-Wonderland"
    private static let token = "ya29.Secret-Token"

    private static func base64(_ text: String) -> String { Base64.encode(text.utf8).text }

    private static func plain(_ password: String) -> String { base64("\0ann\0" + password) }

    private static let bearer = base64(
        "user=ann\u{1}auth=Bearer \(token)\u{1}\u{1}")

    /// What must be nowhere: the secrets as they are, in base64 and in hexadecimal.
    private static let forms: [String] = {
        let wrong = [password, password + "!", "x" + password]
        let hex = Array(password.utf8).map { String($0, radix: 16) }
        return ["hunter2", token, bearer] + wrong.map(base64) + wrong.map(plain) + [
            hex.joined(), hex.joined(separator: " "), hex.joined().uppercased(),
        ]
    }()

    private static let exports = [
        "swaks", "json", "markdown", "html", "eml", "pcap", "script", "asciicast", "asciicast2",
    ]

    private func expectNothing(
        in texts: [String], location: SourceLocation = #_sourceLocation
    ) {
        for (index, text) in texts.enumerated() {
            for form in Self.forms {
                #expect(!text.contains(form), "\(index): \(form)", sourceLocation: location)
            }
        }
    }

    /// Every form of a recording.
    private func everything(of recording: String, in folder: Folder) throws -> [String] {
        var texts = [FileText.read(recording)]
        for form in Self.exports {
            texts.append(
                try RecordingSystemTests.rec(["export", recording, "--as", form], in: folder).text)
        }
        for arguments in [["show"], ["show", "--stable"]] {
            texts.append(try RecordingSystemTests.rec(arguments + [recording], in: folder).text)
        }
        let shared = folder.path + "/shared.smtprec"
        _ = try RecordingSystemTests.rec(["share", recording, "--output", shared], in: folder)
        return texts + [FileText.read(shared)]
    }

    private static let sessions: [[String]] = [
        ["AUTH PLAIN \(plain(password))"], ["AUTH PLAIN", plain(password)],
        ["AUTH PLAIN \(plain(password + "!"))"], ["AUTH LOGIN", base64("ann"), base64(password)],
        ["AUTH LOGIN \(base64("ann"))", base64("x" + password)],
        ["AUTH PLAIN", plain("x" + password), "AUTH PLAIN", plain(password)],
        [":auth PLAIN ann"], [":auth LOGIN ann"], [":auth CRAM-MD5 ann"],
        ["AUTH XOAUTH2 \(bearer)"], ["AUTH XOAUTH2", bearer], ["auth  plain  \(plain(password))"],
        ["AUTH PLAIN \(plain(password))", "NOOP \(password)", "VRFY \(password)"],
        ["AUHT PLAIN \(plain(password))", "AUTH PLAIN=\(plain(password))"],
        ["AUTH LOGIN", base64("ann"), password],
    ]

    @Test(arguments: sessions)
    func noRecordingHoldsOne(lines: [String]) throws {
        let folder = try Folder()
        let path = folder.path + "/a.smtprec"
        let all = ["EHLO me", ":starttls", "EHLO me"] + lines + ["QUIT"]

        let session = try Scope.start(
            ["connect", "lab:healthy", "--plain", "--record", path], in: folder,
            environment: ["SMTP_PASSWORD=\(Self.password)"],
            input: all.map { $0 + "\n" }.joined()
        ).finish()

        let texts = try everything(of: path, in: folder)
        #expect(texts[0].contains("EHLO me") && texts.allSatisfy { !$0.isEmpty || $0 == texts[5] })
        expectNothing(in: [session.text, session.errorText] + texts)
    }

    /// The history of the prompt, the recording, and what `rec again` makes and prints.
    @Test func nothingTypedOrPastedOnTheScreenIsKept() throws {
        let session = try ScreenSession()
        session.expect("220 lab.test")
        for line in ["EHLO me.test", "STARTTLS"] { session.send(line) }
        session.expect("T= TLSv1.3")
        session.send("EHLO me.test")
        session.expect("AUTH with PLAIN LOGIN")
        session.send("AUTH PLAIN \(Self.plain(Self.password + "!"))")
        session.expect("S! 535")
        session.tmux.paste("AUTH PLAIN \(Self.plain("x" + Self.password))")
        session.tmux.press("Enter")
        session.expectGone("smtp> AUTH")
        session.send(":auth plain ann")
        session.expect("assword")
        session.send(Self.password)
        session.quit()

        #expect(session.files.contains { $0.contains("EHLO me.test") })
        expectNothing(in: session.files + [session.tmux.screen])
    }

    /// What serves a recording sees passwords, and neither its log nor its recording has them.
    @Test(arguments: ["PLAIN", "LOGIN", "CRAM-MD5"])
    func neitherServingNorSendingAgainKeepsOne(mechanism: String) throws {
        let folder = try Folder()
        let (path, copy, again) = (
            folder.path + "/a.smtprec", folder.path + "/b.smtprec", folder.path + "/c.smtprec"
        )
        let talk = "EHLO me\n:starttls\nEHLO me\n:auth \(mechanism) ann\nQUIT\n"
        let environment = ["SMTP_PASSWORD=\(Self.password)"]
        _ = try Scope.start(
            ["connect", "lab:healthy", "--json", "--record", path], in: folder,
            environment: environment, input: talk
        ).finish()
        let port = try Loopback.freePort()
        let server = try Scope.start(
            ["serve", path, "--listen", "\(port)", "--record", copy], in: folder)
        #expect(server.wait { String(decoding: $0.output, as: UTF8.self).contains("listening") })

        let client = try Scope.start(
            ["connect", "127.0.0.1:\(port)", "--json"], in: folder, environment: environment,
            input: talk
        ).finish()
        server.send(2)
        let log = server.finish()
        let sent = try Scope.start(
            ["rec", "again", path, "--to", "lab:healthy", "--record", again], in: folder,
            environment: environment, input: ""
        ).finish()

        #expect(client.text.contains("535 5.7.8"))
        #expect(log.text.contains("AUTH \(mechanism)"))
        #expect(FileText.read(copy).contains("AUTH \(mechanism)"))
        #expect(FileText.read(again).contains("AUTH \(mechanism)"), "\(sent.errorText)")
        expectNothing(
            in: [
                client.text, log.text, log.errorText, sent.text, sent.errorText,
                FileText.read(copy), FileText.read(again),
            ])
    }
}
