import SMTPCore
import SMTPTrace
import TerminalCore
import Testing

@testable import ScopeModel

/// Keys and facts in, state and effects out.
struct ModelTests {
    private func connected(_ size: Size = Size(columns: 80, rows: 24)) -> Model {
        var model = Model(screen: size)
        feed(
            &model, .connecting(to: "192.0.2.25:25", attempt: 1, of: 1),
            .connected(local: "", peer: "192.0.2.25:25"))
        receive(&model, "220 mx.example.net ESMTP")
        return model
    }

    private func feed(_ model: inout Model, _ facts: Fact...) {
        _ = model.update(
            .traces(
                facts.map {
                    TraceEvent(at: model.now + .milliseconds(1), connection: 1, fact: $0)
                }))
    }

    private func receive(_ model: inout Model, _ lines: String...) {
        for line in lines {
            feed(
                &model,
                .received(
                    ReceivedOctets(octets: Array((line + "\r\n").utf8), isSecure: false, read: 1)))
        }
    }

    private func sent(_ model: inout Model, _ line: String, _ part: SentOctets.Part = .command) {
        feed(
            &model,
            .sent(
                SentOctets(
                    octets: Array((line + "\r\n").utf8), part: part, isSecure: false, write: 1)))
    }

    @discardableResult
    private func press(_ model: inout Model, _ keys: Key...) -> [Effect] {
        keys.flatMap { model.update(.input(.key($0))) }
    }

    @discardableResult
    private func type(_ model: inout Model, _ text: String) -> [Effect] {
        text.flatMap { model.update(.input(.key(.character($0)))) }
    }

    private func send(_ text: String) -> Effect { .submit(.send(Array((text + "\r\n").utf8))) }

    @Test func enterSendsTheLineWithCRLFWhileAnAnswerIsOutstanding() {
        var model = connected()
        sent(&model, "EHLO me.example.org")

        type(&model, "NOOP")
        let effects = press(&model, .enter)

        #expect(effects == [send("NOOP"), .saveHistory(Array("NOOP".utf8))])
        #expect(model.prompt.editor.isEmpty)
    }

    @Test func withoutAConnectionTheLineStays() {
        var model = Model(screen: Size(columns: 80, rows: 24))

        type(&model, "EHLO me")
        let effects = press(&model, .enter)

        #expect(effects.isEmpty)
        #expect(model.prompt.editor.text == "EHLO me")
        #expect(model.notice?.text.contains(":connect") == true)
    }

    @Test func prefixesActOnAnEmptyLineOnly() {
        var model = connected()
        type(&model, ":")
        #expect(model.overlay?.label == ":")
        press(&model, .escape)
        type(&model, "/")
        #expect(model.overlay?.label == "/")
        press(&model, .escape)

        type(&model, "a:/?")

        #expect(model.overlay == nil)
        #expect(model.prompt.editor.text == "a:/?")
    }

    @Test func insideAMessageEveryCharacterIsText() {
        var model = connected()
        for line in ["EHLO me", "MAIL FROM:<a@b>", "RCPT TO:<c@d>"] {
            sent(&model, line)
            receive(&model, "250 ok")
        }
        sent(&model, "DATA")
        receive(&model, "354 go on")

        type(&model, ":?")
        #expect(model.overlay == nil)
        #expect(press(&model, .enter) == [send(":?")])
        #expect(press(&model, .enter) == [send("")])
    }

    @Test(arguments: [
        ("thme", "theme"), ("conect x", "connect"), ("quti", "quit"), ("anotations", "annotations"),
    ])
    func unknownCommandsGetASuggestion(line: String, expected: String) {
        var model = Model(screen: Size(columns: 80, rows: 24))

        let effects = model.run(line)

        #expect(effects.isEmpty)
        #expect(model.notice?.text.contains("did you mean \"\(expected)\"?") == true)
        #expect(model.notice?.kind == .error)
    }

    @Test func connectReadsItsOptions() {
        var model = Model(screen: Size(columns: 80, rows: 24))

        let effects = model.run("connect [2001:db8::1]:587 --tls=starttls -6 --source=2001:db8::9")

        let request = ConnectRequest(
            target: "[2001:db8::1]:587", tls: .starttls, family: 6, source: "2001:db8::9")
        #expect(effects == [.submit(.connect(request))])
        #expect(model.run("reconnect") == [.submit(.connect(request))])
    }

    @Test func waitMovesTheLabsClockByATimeOrToTheNextThing() {
        var model = connected()

        #expect(model.run("wait 2m") == [.submit(.skipLabClock(.seconds(120)))])
        #expect(model.run("wait") == [.submit(.skipLabClock(nil))])
        #expect(model.run("wait soon").isEmpty)
        #expect(model.notice?.text.contains("no time span") == true)
    }

    @Test func quitAsksOnlyWhileASessionIsOpen() {
        var model = Model(screen: Size(columns: 80, rows: 24))
        #expect(model.run("quit") == [.quit])

        model = connected()
        #expect(model.run("quit").isEmpty)
        #expect(model.popup == .quit)
        #expect(press(&model, .character("n")).isEmpty)
        #expect(model.popup == nil)
        #expect(model.run("quit!") == [.quit])
    }

    @Test func escEscControlCAndYEndTheProgramFromAnywhere() {
        for prepare: (inout Model) -> Void in [
            { _ in }, { type(&$0, "half a line") }, { press(&$0, .function(1)) },
            { type(&$0, ":auth") }, { press(&$0, .escape, .character("]")) },
            { sent(&$0, "DATA") },
        ] {
            var model = connected()
            prepare(&model)

            let effects = press(
                &model, .escape, .escape, .control("c"), .character("y"))

            #expect(effects == [.quit])
        }
    }

    @Test func controlCClearsTheLineFirst() {
        var model = connected()
        type(&model, "MAIL")

        press(&model, .control("c"))
        #expect(model.prompt.editor.isEmpty)
        #expect(model.popup == nil)

        press(&model, .control("c"))
        #expect(model.popup == .quit)
        #expect(press(&model, .control("c"), .enter).isEmpty)
    }

    @Test func aPasteOfLinesSendsNothing() {
        var model = connected()
        let paste = Array("MAIL FROM:<a@b>\nRCPT TO:<c@d>\nDATA\n".utf8)

        #expect(model.update(.input(.paste(paste, dropped: 0))).isEmpty)
        press(&model, .character("l"))
        #expect(model.prompt.editor.text == "MAIL FROM:<a@b>")
        let effects = press(&model, .enter, .enter, .enter)

        #expect(
            effects.filter { if case .submit = $0 { true } else { false } }
                == [send("MAIL FROM:<a@b>"), send("RCPT TO:<c@d>"), send("DATA")])
        #expect(model.queue == nil)
    }

    @Test func escLeavesAPasteInTheLineAsOneItem() {
        var model = connected()
        _ = model.update(.input(.paste(Array("a\nb\n".utf8), dropped: 0)))

        #expect(press(&model, .escape).isEmpty)

        #expect(model.prompt.editor.octets == Array("a\nb\n".utf8))
    }

    @Test func thePasswordIsAskedForAndNeverShown() {
        var model = connected()
        type(&model, ":auth login ann")
        press(&model, .enter)

        type(&model, "wonder")
        guard case .secret(_, let editor)? = model.overlay else {
            Issue.record("no secret asked for")
            return
        }
        #expect(editor.visible(columns: 20).text == "******")

        let effects = press(&model, .enter)
        #expect(
            effects == [
                .submit(
                    .authenticate(
                        mechanism: "LOGIN", user: "ann", password: Array("wonder".utf8)))
            ])
    }

    @Test func loginByHandIsEncodedAndThePasswordMasked() {
        var model = connected()
        sent(&model, "EHLO me")
        receive(&model, "250-mx", "250 AUTH LOGIN")
        sent(&model, "AUTH LOGIN", .authentication)
        receive(&model, "334 VXNlcm5hbWU6")
        #expect(model.promptLabel == "user (sent as base64)> ")
        type(&model, "ann")
        #expect(press(&model, .enter) == [send("YW5u")])

        sent(&model, "YW5u", .authentication)
        receive(&model, "334 UGFzc3dvcmQ6")
        #expect(model.promptLabel == "password (sent as base64)> ")
        #expect(model.prompt.editor.isMasked)
        type(&model, "secret")
        #expect(press(&model, .enter) == [send("c2VjcmV0")])
        #expect(model.prompt.history.entries.isEmpty)
    }

    @Test func plainByHandAsksForBothAndRawBase64StaysPossible() {
        var model = connected()
        sent(&model, "AUTH PLAIN", .authentication)
        receive(&model, "334 ")
        type(&model, "ann")
        #expect(press(&model, .enter).isEmpty)
        #expect(model.prompt.editor.isMasked)
        type(&model, "pw")
        #expect(press(&model, .enter) == [send("AGFubgBwdw==")])

        press(&model, .tab)
        #expect(model.promptLabel == "response (sent as typed)> ")
        type(&model, "wrong")
        press(&model, .control("c"))
        type(&model, "AGFubgBwdw==")
        #expect(model.prompt.editor.isMasked)
        #expect(press(&model, .enter) == [send("AGFubgBwdw==")])
    }

    @Test func plainByHandBeginsWithItsUserAgainBehindTab() {
        var model = connected()
        sent(&model, "AUTH PLAIN", .authentication)
        receive(&model, "334 ")
        type(&model, "ann")
        press(&model, .enter, .tab, .tab)

        #expect(model.promptLabel == "user> ")
        #expect(!model.prompt.editor.isMasked)
    }

    @Test func followingPausesAndCountsWhatIsNew() {
        var model = connected()
        for number in 0..<60 { receive(&model, "250 line \(number)") }
        press(&model, .escape, .character("k"))
        let seen = model.visibleLines

        for number in 0..<37 { receive(&model, "250 more \(number)") }

        #expect(!model.viewport.isFollowing)
        #expect(model.viewport.unread == 37)
        #expect(model.visibleLines.map(\.row) == seen.map(\.row))
        #expect(model.statusParts.contains { $0.text == "PAUSED, 37 new, G" })
        press(&model, .character("G"))
        #expect(model.viewport.isFollowing)
        #expect(model.visibleLines.last?.row == model.transcript.rows.count - 1)
    }

    @Test func fixesFillTheInputAndSendNothing() {
        var model = connected()
        sent(&model, "EHLO me")
        receive(&model, "250-mx", "250-AUTH PLAIN LOGIN", "250 HELP")
        sent(&model, "MAIL FROM:<a@example.org>")
        receive(&model, "250 ok")
        sent(&model, "RCPT TO:<b@example.com>")
        receive(&model, "554 5.7.1 <b@example.com>: Relay access denied")

        #expect(model.card?.severity == .permanent)
        #expect(model.card?.title.lowercased().contains("relay") == true)
        #expect(press(&model, .escape, .character("a")).isEmpty)

        #expect(model.focus == .prompt)
        #expect(model.prompt.editor.text == "RSET")
    }

    @Test func searchFindsAndGoesOn() {
        var model = connected()
        for number in 0..<40 { receive(&model, "250 line \(number)") }

        type(&model, "/LINE 7")
        press(&model, .enter)

        let found = model.viewport.selection
        #expect(
            String(decoding: model.transcript.text(of: found), as: UTF8.self) == "250 line 7\r\n")
        type(&model, "/nothing")
        press(&model, .enter)
        #expect(model.viewport.selection == found)
        #expect(model.notice?.kind == .warning)
    }

    @Test func aMessageFromTheEditorIsKeptUntilItCanGo() {
        var model = connected()
        let text = Array("Subject: x\n\nhello\n".utf8)
        press(&model, .function(4))
        #expect(model.update(.edited(text)) == [.redraw])

        for line in ["EHLO me", "MAIL FROM:<a@b>", "RCPT TO:<c@d>"] {
            sent(&model, line)
            receive(&model, "250 ok")
        }
        sent(&model, "DATA")
        receive(&model, "354 go on")

        #expect(model.run("message auto") == [.submit(.message(text))])
    }

    @Test func errorsAndCommandsAreJumpedTo() {
        var model = connected()
        sent(&model, "FOO")
        receive(&model, "500 what")
        let error = model.transcript.rows.count - 1
        receive(&model, "250 a", "250 b")

        press(&model, .escape, .character("["), .character("e"))
        #expect(
            model.viewport.selection == error
                || model.diagnosis.cards[model.viewport.selection] != nil)
        press(&model, .character("["), .character("c"))
        #expect(model.transcript.rows[model.viewport.selection].kind == .client)
    }

    @Test func whichKeyWaitsForTheSecondTick() {
        var model = connected()
        press(&model, .escape, .character("]"))
        _ = model.update(.tick(now: model.now))
        #expect(!model.showsContinuations)

        _ = model.update(.tick(now: model.now))

        #expect(model.showsContinuations)
        #expect(
            model.keymap.continuations(of: model.pendingKeys, in: .transcript).map(\.key)
                == ["c", "e", "n", "r"])
    }

    @Test func brokenRulesAreNamedAndSent() {
        var model = connected()
        sent(&model, "RCPT TO:<a@b>")

        let row = model.transcript.rows.count - 1

        #expect(model.remarks[row].contains { $0.isWarning })
    }
}
