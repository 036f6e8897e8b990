import SMTPScript
import SMTPTrace
import TerminalCore
import Testing

@testable import ScopeModel

/// A script on the screen: facts and keys in, effects out.
struct ScriptTests {
    static func loaded(
        _ text: String, files: [String: String] = [:]
    ) -> (model: Model, effects: [Effect]) {
        var model = Model(screen: Size(columns: 80, rows: 24))
        let program = ScriptProgram.load(Array(text.utf8), file: "a/t.smtp") { path in
            files.first { path.hasSuffix($0.key) }.map { Array($0.value.utf8) }
        }.program
        var outside = RunOptions()
        outside.target = "mx.test"
        let effects = model.update(.scriptLoaded(program, outside))
        return (model, effects)
    }

    static func press(_ model: inout Model, _ key: Key) -> [Effect] {
        model.update(.input(.key(key)))
    }

    static func note(
        _ model: inout Model, on connection: Int = 1, _ facts: Fact...
    ) -> [Effect] {
        facts.flatMap { fact in
            model.update(
                .traces([
                    TraceEvent(
                        at: model.now + .milliseconds(1), connection: connection, fact: fact)
                ]))
        }
    }

    static func received(_ line: String) -> Fact {
        .received(
            ReceivedOctets(octets: Array((line + "\r\n").utf8), isSecure: false, read: 1))
    }

    static func sent(_ line: String) -> Fact {
        .sent(
            SentOctets(
                octets: Array((line + "\r\n").utf8), part: .command, isSecure: false, write: 1))
    }

    static func greeted(_ text: String, files: [String: String] = [:]) -> Model {
        var (model, _) = loaded(text, files: files)
        _ = press(&model, .function(5))
        _ = note(
            &model, .connecting(to: "mx.test:25", attempt: 1, of: 1),
            .connected(local: "", peer: "mx.test:25"), received("220 mx.test"))
        return model
    }

    static func sends(_ effects: [Effect]) -> [String] {
        effects.compactMap { effect in
            if case .play(.send(let octets)) = effect {
                String(decoding: octets, as: UTF8.self)
            } else {
                nil
            }
        }
    }

    @Test func nothingIsSentBeforeItIsShown() {
        let (model, effects) = Self.loaded("EHLO me\n")

        #expect(effects.isEmpty)
        #expect(model.scriptHint == "F5 line 1: EHLO me")
        #expect(model.scriptText == "t.smtp:1  next: EHLO me")
    }

    @Test func aLineOfAnIncludedFileIsToldByItsFile() {
        var model = Model(screen: Size(columns: 80, rows: 24))
        let text = Array("@include \"common/hello.smtp\"\n".utf8)
        let program = ScriptProgram.load(text, file: "a/t.smtp") { _ in
            Array("# how it begins\nEHLO me\n".utf8)
        }.program
        var outside = RunOptions()
        outside.target = "mx.test"
        _ = model.update(.scriptLoaded(program, outside))

        #expect(model.scriptHint == "F5 hello.smtp:2: EHLO me")
        #expect(model.nextStep.hasPrefix("F5 does the script's next line"))
    }

    @Test func whatIsSaidBeforeAConnectionStandsBesideTheNextLine() {
        let (model, effects) = Self.loaded("## Hello.\nEHLO me\n")

        #expect(effects.isEmpty)
        #expect(model.scriptHint == "F5 line 2: EHLO me   ## Hello.")
    }

    @Test func aStepIsOneLine() {
        var (model, _) = Self.loaded("EHLO me\nNOOP\n")

        let first = Self.press(&model, .function(5))
        let greeted = Self.note(
            &model, .connecting(to: "mx.test:25", attempt: 1, of: 1),
            .connected(local: "", peer: "mx.test:25"), Self.received("220 mx.test"))
        let answered = Self.note(&model, Self.sent("EHLO me"), Self.received("250 mx.test"))

        #expect(
            first.contains { if case .play(.connect) = $0 { true } else { false } })
        #expect(Self.sends(greeted) == ["EHLO me\r\n"])
        #expect(Self.sends(answered).isEmpty)
        #expect(model.scriptHint == "F5 line 2: NOOP")
    }

    /// The screen was told to connect, and no fact of that has come yet.
    @Test func aConnectionThatWasAskedForBeforeIsNotTheScripts() {
        var model = Model(screen: Size(columns: 80, rows: 24))
        let program = ScriptProgram.load(Array("EHLO me\n".utf8), file: "t.smtp") { _ in nil }
        var outside = RunOptions()
        outside.target = "mx.test"
        outside.connectionsBefore = 1
        _ = model.update(.scriptLoaded(program.program, outside))
        let first = Self.press(&model, .function(5))

        let others = Self.note(
            &model, on: 1, .connecting(to: "other.test:25", attempt: 1, of: 1),
            .connected(local: "", peer: "other.test:25"), Self.received("220 other.test"))
        let own = Self.note(
            &model, on: 2, .connecting(to: "mx.test:25", attempt: 1, of: 1),
            .connected(local: "", peer: "mx.test:25"), Self.received("220 mx.test"))

        #expect(first.contains { if case .play(.connect) = $0 { true } else { false } })
        #expect(Self.sends(others).isEmpty)
        #expect(Self.sends(own) == ["EHLO me\r\n"])
    }

    /// The reply says yes: only who knows what was asked sees the open relay.
    @Test func aDiagnosisSeesTheWholeSession() {
        var model = Self.greeted("RCPT TO:<kim@gmail.com>\n< diagnosis open-relay\n")

        _ = Self.note(&model, Self.sent("RCPT TO:<kim@gmail.com>"), Self.received("250 2.1.5 Ok"))

        #expect(model.scriptText == "t.smtp is over")
        #expect(model.popup == nil)
        _ = model.submit(Array("< diagnosis open-relay".utf8), isForced: false)
        #expect(model.notice?.text == "it holds: the diagnosis is open-relay, policy")
    }

    @Test func severalConnectionsAndTheLabsSeedAreTheEnginesBusiness() {
        var (model, _) = Self.loaded("@lab healthy seed=7\n@connect as a\n@connect as b\n@use a\n")
        let effects =
            Self.press(&model, .function(9))
            + Self.note(
                &model, .connecting(to: "mx.test:25", attempt: 1, of: 1),
                .connected(local: "", peer: "mx.test:25"), Self.received("220 mx.test"))

        let names = effects.compactMap { effect in
            if case .play(.connect(let connection)) = effect { connection.name } else { nil }
        }
        let seeds = effects.compactMap { effect in
            if case .play(.connect(let connection)) = effect { connection.seed } else { nil }
        }
        #expect(names == ["a", "b"])
        #expect(seeds == [7, 7])
    }

    @Test func timeThatIsWaitedForHasADeadlineOfItsOwn() {
        var model = Self.greeted("@connect\n@wait 1s\nNOOP\n")
        _ = Self.press(&model, .function(9))
        let deadline = model.scriptDeadline
        let early = model.update(.scriptDue(now: (deadline ?? .zero) - .milliseconds(1)))
        let effects = model.update(.scriptDue(now: deadline ?? .zero))

        #expect(deadline != nil)
        #expect(Self.sends(early).isEmpty)
        #expect(Self.sends(effects) == ["NOOP\r\n"])
    }

    @Test func f9RunsToTheBreakpoint() {
        var model = Self.greeted("EHLO me\nNOOP\nRSET\n")
        _ = Self.note(&model, Self.sent("EHLO me"), Self.received("250 mx.test"))
        _ = model.run("script break 3")

        let going = Self.press(&model, .function(9))
        let answered = Self.note(&model, Self.sent("NOOP"), Self.received("250 ok"))

        #expect(Self.sends(going) == ["NOOP\r\n"])
        #expect(Self.sends(answered).isEmpty)
        #expect(model.script?.runner.waitsForUser == true)
        #expect(model.scriptHint == "F5 line 3: RSET")
    }

    @Test func aBreakpointAtALineThatIsNoStepMovesToTheNextOne() {
        var model = Self.greeted("EHLO me\n\n# then\nNOOP\n< 250\n")

        _ = model.run("script break 2")
        #expect(model.script?.runner.breakpoints == [4])
        #expect(model.notice?.text == "breakpoint at line 4: line 2 is no step, this is the next")
        _ = model.run("script break 3")
        #expect(model.script?.runner.breakpoints.isEmpty == true)
        #expect(model.notice?.text == "no breakpoint at line 4 any more")

        _ = model.run("script break 5")
        #expect(model.script?.runner.breakpoints.isEmpty == true)
        #expect(
            model.notice?.text
                == "t.smtp has no step at line 5 or below: the last step is at line 4")
    }

    /// The steps of what is included stand in another file; the line that includes them stands for
    /// the first of them.
    @Test func aBreakpointAtAnIncludeStopsInWhatIsIncluded() {
        let files = [
            "a.smtp": "# no step\n@include \"b.smtp\"\nRSET\n", "b.smtp": "\nVRFY ann\n",
            "none.smtp": "@var x = 1\n",
        ]
        let text = "EHLO me\n@include \"none.smtp\"\n@include \"a.smtp\"\nNOOP\n"
        var model = Self.greeted(text, files: files)

        _ = model.run("script break 2")
        #expect(
            model.notice?.text
                == "breakpoint in what line 3 includes: line 2 is no step, this is the next")
        _ = model.run("script break 2")
        #expect(model.notice?.text == "no breakpoint in what line 3 includes any more")
        _ = model.run("script break 3")
        #expect(model.notice?.text == "breakpoint in what line 3 includes")
        _ = Self.press(&model, .function(9))
        let answered = Self.note(&model, Self.sent("EHLO me"), Self.received("250 mx.test"))

        #expect(Self.sends(answered).isEmpty)
        #expect(model.scriptHint == "F5 b.smtp:2: VRFY ann")
        let going = Self.press(&model, .function(9))
        #expect(Self.sends(going) == ["VRFY ann\r\n"])
        let rest = Self.note(&model, Self.sent("VRFY ann"), Self.received("250 ok"))
        #expect(Self.sends(rest) == ["RSET\r\n"])
    }

    @Test func aScriptThatWasSkippedDidNotPass() {
        let (model, _) = Self.loaded("@section \"a\"\n@skip \"no time\"\nNOOP\n")

        #expect(model.notice?.text == "t.smtp was skipped")
    }

    @Test func aFailureShowsItsPictureAndStaysInTheRecord() {
        var model = Self.greeted("EHLO me\n< 550\n")

        let effects = Self.note(&model, Self.sent("EHLO me"), Self.received("250 mx.test"))

        #expect(model.popup?.page?.title == "t.smtp: not as expected")
        #expect(
            effects.contains(
                .play(
                    .record(
                        .check(
                            ScriptCheck(
                                place: "a/t.smtp:2", wanted: "550", found: "got 250",
                                holds: false)), connection: 1))))
        #expect(model.scriptText == "t.smtp failed")
    }

    @Test func aStoppedScriptSendsNothing() {
        var model = Self.greeted("EHLO me\nNOOP\n")
        _ = Self.note(&model, Self.sent("EHLO me"), Self.received("250 mx.test"))

        _ = model.run("script stop")
        let effects = Self.press(&model, .function(5))

        #expect(Self.sends(effects).isEmpty)
        #expect(model.script?.isOver == true)
        #expect(model.popup == nil)
    }

    @Test func behindAStoppedScriptStartTLSStillShakesHands() {
        var model = Self.greeted("EHLO me\nNOOP\n")
        _ = Self.note(&model, Self.sent("EHLO me"), Self.received("250-mx.test\r\n250 STARTTLS"))
        _ = model.run("script stop")

        let effects = Self.note(&model, Self.sent("STARTTLS"), Self.received("220 go"))

        #expect(effects == [.submit(.handshake)])
    }

    @Test func aSecretIsAskedForAndHidden() {
        var (model, _) = Self.loaded("@secret word from prompt\nAUTH PLAIN ${word}\n")
        #expect(model.promptEditor.isMasked)

        for letter in "pw" { _ = Self.press(&model, .character(letter)) }
        let effects = Self.press(&model, .enter)

        #expect(effects.contains(.play(.know(secret: Array("pw".utf8), name: "word"))))
        #expect(model.overlay == nil)
    }

    @Test func anExpectationAtThePromptIsHeldAgainstTheLastReply() {
        var model = Self.greeted("EHLO me\n")

        let effects = model.submit(Array("< 220".utf8), isForced: false)
        let check = ScriptCheck(place: "typed", wanted: "220", found: "got 220", holds: true)
        #expect(effects == [.play(.record(.check(check), connection: 1))])
        #expect(model.notice?.text == "it holds: got 220")

        _ = model.submit(Array("< 550".utf8), isForced: false)
        #expect(model.notice?.kind == .error)
    }

    @Test(arguments: ["< 221", "< closed"])
    func behindQUITTheReplyAndTheEndHold(line: String) {
        var model = Self.greeted("EHLO me\n")
        _ = Self.note(
            &model, Self.sent("QUIT"), Self.received("221 bye"),
            .ended(Ending(how: .closedByServer)))

        _ = model.submit(Array(line.utf8), isForced: false)

        #expect(model.notice?.text.hasPrefix("it holds") == true, "\(model.notice?.text ?? "")")
    }

    @Test(arguments: [
        ("@raw \"NOOP\\r\\nRSET\\r\\n\"", "NOOP\r\nRSET\r\n"), ("@raw hex 00ff", "\0\u{FFFD}"),
        (">  NOOP ", " NOOP \r\n"),
        ("@bdat last \"ab\"", "BDAT 2 LAST\r\nab"),
    ])
    func theSameStepsAreTakenAtThePrompt(line: String, sent: String) {
        var model = Self.greeted("EHLO me\n")

        let effects = model.submit(Array(line.utf8), isForced: false)

        guard case .submit(.send(let octets))? = effects.first else {
            Issue.record("\(effects)")
            return
        }
        #expect(String(decoding: octets, as: UTF8.self) == sent)
    }

    @Test func handshakesAndConnectionsHaveTheirOptionsAtThePrompt() {
        var model = Self.greeted("EHLO me\n")
        var tls = ScriptTLS()
        tls.maximum = "1.2"
        tls.applicationProtocols = ["smtp"]

        #expect(
            model.submit(Array("@tls max=1.2 alpn=smtp".utf8), isForced: false)
                == [.play(.handshake(tls))])
        #expect(
            model.submit(Array("@connect mx.test tls=implicit family=6".utf8), isForced: false)
                == [.submit(.connect(ConnectRequest(target: "mx.test", tls: .implicit, family: 6)))]
        )
        #expect(model.submit(Array("@connect mx.test verify=none".utf8), isForced: false).isEmpty)
        #expect(model.notice?.text.hasPrefix("@connect takes only tls=, family= and") == true)
        #expect(
            model.submit(Array("@message file \"x\"".utf8), isForced: true)
                == [.submit(.send(Array("@message file \"x\"\r\n".utf8)))])
        #expect(
            model.submit(Array("@message file \"x\" stuff=no".utf8), isForced: false).isEmpty)
        #expect(model.submit(Array("@message file \"x\"".utf8), isForced: false).isEmpty)
        #expect(model.notice?.text.hasPrefix("no message is wanted before DATA") == true)
    }

    /// Only what is asked for is demanded.
    @Test(arguments: [("", ScriptTLS.Verification.none), (" verify=chain", .chain)])
    func aHandshakeBehindSTARTTLSHasItsOptions(more: String, verification: ScriptTLS.Verification) {
        var model = Self.greeted("EHLO me\n")
        var tls = ScriptTLS()
        tls.minimum = "1.2"
        tls.verification = verification

        let effects = model.submit(Array("@starttls min=1.2\(more)".utf8), isForced: false)

        #expect(effects == [.submit(.demand(tls)), .submit(.startTLS)])
    }

    @Test(arguments: [
        ("<", "Enter holds it against what came last, Alt-Enter sends it"),
        ("@mess", "a step as in scripts: @message auto, @raw \"...\", @close"),
        ("@raw hex 0", "! these are no pairs of hexadecimal digits"),
        ("@message auto", "! the server waits for commands: DATA comes first (RFC 5321 §3.3)"),
        ("@close", "Enter: Close the connection."), ("> NOOP", "Enter: Send NOOP"),
        ("@if tls", "Enter begins a block; what it does is done at its @end"),
        ("@message <<END", "Enter begins the text; a line that is END alone ends it"),
        ("@mark \"here\"", "Enter writes it into the record, nothing is sent"),
        ("@include \"x\"", "Enter plays x on this connection"),
        ("@repeat 0", "! 1 to 1000000 times"),
        ("@raw \"${m}\"", "! `m` has no value yet: @set m = ... gives it one"),
        ("< 250 /x", "! the closing / is missing: a slash inside is written \\/"),
        ("@lab healthy", "! a connection is open and stays; :connect HOST opens another"),
        ("@wait 2s", "! only a lab has a clock that can be moved; nothing else is waited for here"),
        ("@set x = 1", "Enter gives x its value, nothing is sent"),
        ("# so", "a remark, nothing is sent; ## is said aloud and recorded"),
    ])
    func whatALineOfTheLanguageDoesIsToldBeforeEnter(line: String, hint: String) {
        var model = Self.greeted("EHLO me\n")

        model.prompt.fill(Array(line.utf8))

        #expect(model.promptHint.map(\.text).joined() == hint)
    }

    @Test func aMessageIsMadeWhereTheServerWaitsForOne() {
        var model = Self.greeted("EHLO me\n")
        _ = Self.note(&model, Self.sent("DATA"), Self.received("354 go"))

        let effects = model.submit(Array("@message auto subject=\"hi\"".utf8), isForced: false)
        let plain = model.submit(Array("@ a line of the letter".utf8), isForced: false)

        guard case .submit(.send(let octets))? = effects.first else {
            Issue.record("\(effects)")
            return
        }
        #expect(String(decoding: octets, as: UTF8.self).contains("Subject: hi\r\n"))
        #expect(octets.suffix(5) == Array("\r\n.\r\n".utf8)[...])
        #expect(plain.first == .submit(.send(Array("@ a line of the letter\r\n".utf8))))
    }

    /// `@break` hands over: what the user asks then is answered to the user.
    @Test func whatIsTypedWhileAScriptWaitsIsNotTheScripts() {
        var model = Self.greeted("EHLO me\n@break\nMAIL FROM:<ann@b.example>\n")
        _ = Self.note(&model, Self.sent("EHLO me"), Self.received("250 mx.test"))

        for letter in "EHLO other" { _ = Self.press(&model, .character(letter)) }
        let typed = Self.press(&model, .enter)
        _ = Self.note(&model, Self.sent("EHLO other"))
        let early = Self.press(&model, .function(9))
        let notice = model.notice?.text
        _ = Self.note(&model, Self.received("250-mx.test"), Self.received("250 SIZE 10"))
        let going = Self.press(&model, .function(9))

        #expect(typed.first == .submit(.send(Array("EHLO other\r\n".utf8))))
        #expect(Self.sends(early).isEmpty)
        #expect(notice == "your own line is not answered yet")
        #expect(Self.sends(going) == ["MAIL FROM:<ann@b.example>\r\n"])
        #expect(model.popup == nil)
    }

    @Test func aHandshakeTypedWhileAScriptWaitsIsDone() {
        var model = Self.greeted("EHLO me\n@break\nNOOP\n")
        _ = Self.note(&model, Self.sent("EHLO me"), Self.received("250-mx.test"))
        _ = Self.note(&model, Self.received("250 STARTTLS"))
        for letter in "STARTTLS" { _ = Self.press(&model, .character(letter)) }
        _ = Self.press(&model, .enter)

        let effects = Self.note(&model, Self.sent("STARTTLS"), Self.received("220 go"))

        #expect(effects == [.submit(.handshake)])
    }

    @Test func linesThatLeaveTogetherAreShownTogether() {
        let (model, _) = Self.loaded("@pipeline\nNOOP\nRSET\nNOOP\n@end\n")

        #expect(model.scriptHint == "F5 line 1: NOOP and 2 more in one write")
    }

    @Test func altEnterSendsAnyLine() {
        var model = Self.greeted("EHLO me\n")

        let effects = model.submit(Array("< 220".utf8), isForced: true)

        #expect(effects.first == .submit(.send(Array("< 220\r\n".utf8))))
    }

    @Test func savingAsSmtpMakesAScript() {
        var model = Self.greeted("EHLO me\n")

        #expect(model.run("save x.smtp") == [.saveScript(path: "x.smtp", replaces: false)])
    }
}
