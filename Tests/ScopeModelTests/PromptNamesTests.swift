import SMTPCore
import SMTPScript
import SMTPTrace
import TerminalCore
import Testing

@testable import ScopeModel

/// Variables and secrets at the prompt: they live from line to line.
struct PromptNamesTests {
    private var model = Model(screen: Size(columns: 80, rows: 24))

    init() {
        tell(.connecting(to: "192.0.2.25:25", attempt: 1, of: 1))
        tell(.connected(local: "192.0.2.1:4711", peer: "192.0.2.25:25"))
        hear("220 mx.test")
    }

    private mutating func tell(_ fact: Fact) {
        let at = model.now + .milliseconds(1)
        _ = model.update(.traces([TraceEvent(at: at, connection: 1, fact: fact)]))
    }

    private mutating func hear(_ line: String) {
        tell(
            .received(
                ReceivedOctets(octets: Array((line + "\r\n").utf8), isSecure: false, read: 1)))
    }

    /// What leaves is told as sent, without secrets.
    private mutating func say(_ line: String) {
        tell(
            .sent(
                SentOctets(
                    octets: Array((line + "\r\n").utf8), part: .command, isSecure: false, write: 1))
        )
    }

    @discardableResult
    private mutating func press(_ keys: Key...) -> [Effect] {
        keys.flatMap { model.update(.input(.key($0))) }
    }

    private mutating func type(_ text: String) {
        for character in text { press(.character(character)) }
    }

    /// Types lines, each with Enter; gives what left.
    @discardableResult
    private mutating func send(_ lines: String..., end: Key = .enter) -> [String] {
        lines.flatMap { line -> [Effect] in
            type(line)
            return press(end)
        }.compactMap { effect in
            switch effect {
            case .play(.send(let octets)), .submit(.send(let octets)): octets.text
            default: nil
            }
        }
    }

    private var hint: String { model.promptHint.map(\.text).joined() }
    private var notice: String { model.notice?.text ?? "" }

    // MARK: Values

    @Test mutating func aNameHasItsValueInTheLinesThatFollow() {
        #expect(send("@set from = \"ann@mx.test\"").isEmpty)
        #expect(notice == "from = ann@mx.test")
        #expect(
            send("@var size = 20 * 1000", "MAIL FROM:<${from}> SIZE=${size}") == [
                "MAIL FROM:<ann@mx.test> SIZE=20000\r\n"
            ])
        #expect(send("@set size = size + 1", "> NOOP ${size} ") == ["NOOP 20001 \r\n"])
        #expect(send("@raw \"NOOP ${size}\\n\"") == ["NOOP 20001\n"])
    }

    @Test mutating func whatWouldBeSentIsShown() {
        send("@set from = \"ann@mx.test\"")

        type("MAIL FROM:<${from}>")
        #expect(hint == "Enter sends MAIL FROM:<ann@mx.test>")
        press(.control("u"))
        type("MAIL FROM:<${form}>")
        #expect(hint.hasPrefix("! `form` has no value yet"))
    }

    /// News covers the hints for a second at least, and no longer than that once keys follow.
    @Test mutating func newsMakesRoomForTheHint() {
        send("@set from = \"ann@mx.test\"")
        type("N")
        #expect(notice == "from = ann@mx.test")
        for _ in 0..<4 { _ = model.update(.tick(now: model.now)) }
        #expect(notice == "from = ann@mx.test")

        type("O")
        #expect(model.notice == nil)
    }

    @Test mutating func aNameWithoutAValueIsNotSent() {
        #expect(send("RCPT TO:<${to}>").isEmpty)
        #expect(notice.hasPrefix("`to` has no value yet"))
        #expect(model.prompt.editor.octets.text == "RCPT TO:<${to}>")

        press(.control("u"))
        #expect(send("RCPT TO:<${to}>", end: .altEnter) == ["RCPT TO:<${to}>\r\n"])
    }

    @Test(arguments: [
        ("NOOP $${x}", "NOOP ${x}"), ("NOOP ${not a name}", "NOOP ${not a name}"),
        (" NOOP $5 ", " NOOP $5 "), ("NOOP ${uuid", "NOOP ${uuid"),
    ])
    mutating func whatIsNoNameIsSentAsItStands(line: String, sent: String) {
        #expect(send(line) == [sent + "\r\n"])
    }

    @Test mutating func aMessageIsTakenAsTyped() {
        send("@set x = 1")
        say("DATA")
        hear("354 go")
        tell(
            .sent(
                SentOctets(
                    octets: Array("From: ann\r\n".utf8), part: .content, isSecure: false, write: 1))
        )

        #expect(
            send("${x}", "# x", "| x |", "< 250") == [
                "${x}\r\n", "# x\r\n", "| x |\r\n", "< 250\r\n",
            ])
        #expect(send("@message <<END", "${x}", "END") == ["1\r\n.\r\n"])
    }

    /// As a script has them between DATA and the message.
    @Test mutating func linesOfTheLanguageMayStandInFrontOfAMessage() {
        say("DATA")
        hear("354 go")

        #expect(send("< 354", "# a remark").isEmpty)
        #expect(send("@raw \"Subject: x\\r\\n\"") == ["Subject: x\r\n"])
        #expect(send("@ no order", "<html>", "") == ["@ no order\r\n", "<html>\r\n", "\r\n"])
        _ = model.update(.input(.paste(Array("\n@message \"x\"\n".utf8), dropped: 0)))
        press(.character("l"))
        #expect(press(.enter).isEmpty)
        #expect(press(.enter) == [.submit(.send(Array("x\r\n.\r\n".utf8)))])
    }

    @Test(arguments: ["NOOP s3cr3t-word", "VRFY xs3cr3t-wordx", "NOOP czNjcjN0LXdvcmQ="])
    mutating func aLineWithASecretIsNotKept(line: String) {
        send("@secret word", "s3cr3t-word")
        let count = model.prompt.history.entries.count

        send(line)
        #expect(model.prompt.history.entries.count == count)
    }

    @Test mutating func aShortSecretIsWarnedOf() {
        send("@secret word", "abc")
        #expect(notice.hasPrefix("word has less than 4 octets"))
    }

    @Test mutating func whatCannotBeWorkedOutSaysWhy() {
        send("@set x = 1 / 0")
        #expect(notice == "division by zero")
        send("@set x = nobody")
        #expect(notice.hasPrefix("nothing defines `nobody`"))
        #expect(model.names.all.isEmpty)
    }

    // MARK: What the server said

    @Test mutating func aCheckCapturesAndTheReplyIsKnown() {
        say("EHLO me")
        hear("250-mx.test")
        hear("250-SIZE 1000")
        hear("250 queued as 4Xy")

        send("< 250 /queued as (?<qid>\\w+)/")
        #expect(notice == "it holds: qid = 4Xy")
        #expect(send("NOOP ${qid} ${ehlo.SIZE} ${reply.code}") == ["NOOP 4Xy 1000 250\r\n"])
        send("< text \"as ${qid}\"")
        #expect(notice.hasPrefix("it holds: "))
        send("@set over = ehlo.SIZE + 1")
        #expect(notice == "over = 1001")
    }

    // MARK: Blocks and scripts

    @Test mutating func aBlockTakesValuesAndLeavesItsOwn() {
        send("@set verb = \"NOOP\"")

        #expect(send("@repeat 1", "${verb}", "< 250 /(?<word>o.)/", "@end") == ["NOOP\r\n"])
        say("NOOP")
        hear("250 ok")
        #expect(notice == "block passed: 1 check")
        #expect(send("NOOP ${word}") == ["NOOP ok\r\n"])
    }

    @Test mutating func aScriptThatHandsOverSharesItsNames() {
        let (program, problems) = ScriptProgram.load(
            Array("@set word = \"HELP\"\n@break\n${word}\n< any\n".utf8), file: "x.smtp"
        ) { _ in nil }
        #expect(problems.isEmpty)
        send("@set own = 1")
        var outside = RunOptions()
        outside.target = "192.0.2.25"
        _ = model.update(.scriptLoaded(program, outside))

        #expect(model.names.all == ["word"])
        send("@set word = \"NOOP\"")
        #expect(notice == "word = NOOP")
        press(.control("u"))
        model.performStop()

        #expect(model.names.all == ["own", "word"])
    }

    // MARK: Questions and secrets

    @Test mutating func aQuestionIsAnswered() {
        send("@ask to \"Who gets it?\"")
        #expect(model.promptLabel == "Who gets it?> ")

        type("bob@mx.test")
        press(.enter)
        #expect(notice == "to = bob@mx.test")
        #expect(send("RCPT TO:<${to}>") == ["RCPT TO:<bob@mx.test>\r\n"])
    }

    @Test mutating func aQuestionNeedNotBeAnswered() {
        send("@ask to \"Who?\"")
        press(.escape)

        #expect(notice == "nobody answered the question for `to`")
        #expect(model.names.all.isEmpty)
        #expect(send("NOOP") == ["NOOP\r\n"])
    }

    @Test mutating func aSecretIsAskedForAndNeverShown() {
        send("@secret word")
        #expect(model.promptEditor.isMasked)
        type("s3cr3t-word")
        let effects = press(.enter)

        #expect(effects.contains(.play(.know(secret: Array("s3cr3t-word".utf8), name: "word"))))
        #expect(notice == "word is a secret now: never shown")
        type("NOOP ${word}")
        #expect(hint == "Enter sends NOOP [word]")
        #expect(send("") == ["NOOP s3cr3t-word\r\n"])
        send("@set both = base64(\"\\0ann\\0\", word)")
        #expect(notice == "both is a secret now: never shown")
        send(":script vars")
        #expect(!model.log.joined().contains("s3cr3t"))
    }

    @Test mutating func aSecretIsForOneHost() {
        send("@secret word for mx.elsewhere.test")
        type("s3cr3t-word")
        press(.enter)

        #expect(send("NOOP ${word}").isEmpty)
        #expect(notice.hasPrefix("the secret `word` is for mx.elsewhere.test, not for 192.0.2.25"))
    }

    @Test mutating func aLoginTakesItsPasswordFromAName() {
        send("@secret word")
        type("s3cr3t-word")
        press(.enter)

        type("@auth plain user=ann password=${word}")
        let effects = press(.enter)
        var credentials = Credentials(user: Array("ann".utf8))
        credentials.password = Array("s3cr3t-word".utf8)
        #expect(
            effects == [
                .play(.authenticate(.plain, credentials, initialResponse: .whereAllowed))
            ])
        #expect(model.prompt.history.entries.last?.text == "@auth plain user=ann password=${word}")
    }

    @Test(arguments: [
        "  @auth plain user=ann password=open", "@auth xoauth2 user=ann token=\"op en\"",
    ])
    mutating func aPasswordWrittenOutIsMaskedAndForgotten(line: String) {
        type(line)

        let masked = model.prompt.secret
        #expect(masked.upperBound == line.utf8.count)
        #expect(masked.lowerBound < masked.upperBound)
        press(.enter)
        #expect(model.prompt.history.entries.last?.text.contains("op") == false)
    }

    // MARK: Files and places

    @Test(arguments: ["@include \"hello.smtp\"", "@secret word from env WORD"])
    mutating func whatIsInFilesIsReadOutside(line: String) {
        send("@set own = 1")
        type(line)

        #expect(
            press(.enter) == [
                .loadBlock(Array(line.utf8), variables: ["own"], connections: ["main"])
            ])
    }

    @Test mutating func whatWasReadIsPlayed() {
        let text = Array("@include \"hello.smtp\"".utf8)
        let (program, problems) = ScriptProgram.load(text, file: "block", variables: ["own"]) { _ in
            Array("NOOP ${own}\n".utf8)
        }
        #expect(problems.isEmpty)
        send("@set own = 1")

        let effects = model.update(.blockLoaded(program, RunOptions()))
        #expect(effects.contains(.play(.send(Array("NOOP 1\r\n".utf8)))))
    }

    @Test mutating func aServerIsRememberedForTheNextConnection() {
        send("@server mx.other.test")
        #expect(notice.hasPrefix("a connection is open and stays"))
        tell(.ended(Ending(how: .closedByServer)))

        send("@lab nowhere")
        #expect(notice.hasPrefix("no lab is called"))
        send("@lab healthy")
        #expect(notice == "@connect opens lab:healthy")
        type("@connect")
        #expect(
            press(.enter) == [.submit(.connect(ConnectRequest(target: "lab:healthy")))])
    }

    // MARK: Completion

    @Test mutating func namesAreCompleted() {
        send("@set sender = 1", "@set size = 2")
        type("MAIL FROM:<${s")

        #expect(model.completion?.candidates.map(\.label) == ["sender", "size"])
        type("i")
        press(.tab)
        #expect(model.prompt.editor.octets.text == "MAIL FROM:<${size}")
    }
}

extension Model {
    fileprivate mutating func performStop() { _ = performScript("stop") }
}
