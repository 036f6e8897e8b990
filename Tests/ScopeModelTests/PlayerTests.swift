import SMTPTrace
import TerminalCore
import Testing

@testable import ScopeModel

/// A recording on the screen, its events given when they are asked for.
struct PlayerTests {
    /// A model and the file behind it.
    private struct Bench {
        var model: Model
        var file: [TraceEvent]
        var effects: [Effect] = []

        init(_ file: [TraceEvent], reading: Bool = false) {
            self.file = file
            model = Model(screen: Size(columns: 80, rows: 24))
            tell(.recordingOpened(name: "a.smtprec"))
            for start in stride(from: 0, to: file.count, by: 1_000) {
                let piece = file[start..<min(start + 1_000, file.count)]
                tell(.recorded(Array(piece), percent: 100 * start / file.count))
            }
            if !reading { tell(.recordedAll(problem: nil)) }
        }

        mutating func tell(_ message: Message) { perform(model.update(message)) }

        mutating func run(_ line: String) { perform(model.run(line)) }

        mutating func press(_ keys: Character...) {
            for key in keys { tell(.input(.key(.character(key)))) }
        }

        private mutating func perform(_ effects: [Effect]) {
            for effect in effects {
                guard case .recall(let range) = effect else {
                    self.effects.append(effect)
                    continue
                }
                tell(
                    .recalled(Array(file[range.clamped(to: file.indices)]), from: range.lowerBound))
            }
        }

        var position: Int { model.player?.position ?? -1 }
        var rows: Int { model.transcript.rows.count }
        var lastText: String { model.transcript.text(of: rows - 1).text }
    }

    private static func received(_ text: String, at: Duration) -> TraceEvent {
        TraceEvent(
            at: at, connection: 1,
            fact: .received(
                ReceivedOctets(octets: Array((text + "\r\n").utf8), isSecure: false, read: 1)))
    }

    private static func sent(_ text: String, at: Duration) -> TraceEvent {
        TraceEvent(
            at: at, connection: 1,
            fact: .sent(
                SentOctets(
                    octets: Array((text + "\r\n").utf8), part: .command, isSecure: false, write: 1)
            ))
    }

    /// Events 1 and 2 connect, 3 greets; then a command and its reply each second, a transaction
    /// at 7, and a wait of ten minutes before the last two.
    private static var talk: [TraceEvent] {
        var events = [
            TraceEvent(
                at: .zero, connection: 1, fact: .connecting(to: "192.0.2.1:25", attempt: 1, of: 1)),
            TraceEvent(
                at: .milliseconds(5), connection: 1,
                fact: .connected(local: "", peer: "192.0.2.1:25")),
            received("220 mx.test ready", at: .milliseconds(10)),
        ]
        for (number, line) in ["EHLO me", "NOOP", "MAIL FROM:<a@b.test>", "RCPT TO:<c@d.test>"]
            .enumerated()
        {
            events.append(sent(line, at: .seconds(1 + number)))
            events.append(received("250 2.0.0 Ok", at: .milliseconds(1_100 + number * 1_000)))
        }
        events.append(sent("QUIT", at: .seconds(604)))
        events.append(received("221 2.0.0 Bye", at: .milliseconds(604_050)))
        return events
    }

    private static func long(_ count: Int) -> [TraceEvent] {
        talk.prefix(3)
            + (0..<count).map { number in
                let at = Duration.milliseconds(20 + number)
                return number.isMultiple(of: 2)
                    ? sent("NOOP \(number)", at: at) : received("250 2.0.0 Ok \(number)", at: at)
            }
    }

    @Test func aRecordingOpensAtItsEnd() {
        let bench = Bench(Self.talk)

        #expect(bench.position == 13)
        #expect(bench.model.player?.reading == nil)
        #expect(bench.model.focus == .transcript)
        #expect(bench.lastText.hasPrefix("221"))
        #expect(bench.effects.isEmpty)
    }

    @Test func stepsGoForthAndBackByOneEvent() {
        var bench = Bench(Self.talk)

        bench.press(",")
        #expect(bench.position == 12)
        #expect(bench.lastText.hasPrefix("QUIT"))
        bench.press(",", ",")
        #expect(bench.position == 10)
        bench.press(".")
        #expect(bench.position == 11)
        bench.run("step -100")
        #expect(bench.position == 0)
        #expect(bench.rows == 0)
        bench.press(",")
        bench.run("step 5")
        #expect(bench.position == 5)
    }

    @Test func stepsAndPlayGoOnFromTheSelectedLine() {
        var bench = Bench(Self.talk)
        bench.press("g", "g")

        bench.press(".")

        #expect(bench.position == 2)
        #expect(bench.model.viewport.isFollowing)
    }

    @Test(arguments: [
        ("#4", 4), ("#99999", 13), ("#0", 0), ("start", 0), ("end", 13), ("2s", 6), ("2.1", 7),
        ("1m30s", 11), ("1:30", 11), ("10m4s", 12), ("0.5h", 13), ("-601s", 8), ("+5s", 13),
    ])
    func seekUnderstandsPlaces(target: String, expected: Int) {
        var bench = Bench(Self.talk)

        bench.run("seek \(target)")

        #expect(bench.position == expected)
    }

    @Test(arguments: ["#x", "5 apples", "soon", "+", "#-3", "1:2:3", "1e9", "99999999999999999999"])
    func seekRefusesWhatIsNoPlace(target: String) {
        var bench = Bench(Self.talk)

        bench.run("seek \(target)")

        #expect(bench.position == 13)
        #expect(bench.model.notice?.kind == .error)
        #expect(bench.model.notice?.text.contains("1m30s") == true)
    }

    @Test(arguments: [
        ("99:99", true), ("#14", true), ("#13", false), ("end", false), ("0:01", false),
    ])
    func aSeekBehindTheEndIsTold(target: String, isBehind: Bool) {
        var bench = Bench(Self.talk)
        bench.run("seek start")
        bench.run("seek \(target)")

        #expect(bench.model.notice?.text.hasSuffix(": its end") == (isBehind ? true : nil))
        if isBehind { #expect(bench.position == 13) }
    }

    /// The remark stands on its event; at the end only its place is told.
    @Test func aNoteIsReadOnce() {
        var bench = Bench(Self.talk)
        let note = PlayerNote(event: 12, text: "odd")
        let told = TraceEvent(
            at: .seconds(605), connection: 1, fact: .note("note on event 13: odd"))
        bench.file.append(told)
        bench.tell(.noted(note, [told]))

        #expect(bench.model.visibleLines.filter { $0.text.text.hasSuffix("odd") }.count == 1)
        #expect(bench.model.visibleLines.contains { $0.text.text == "note on event 13" })
    }

    @Test func whatASeekShowsIsWhatTheFirstEventsShow() {
        let file = Self.long(20_000)
        var bench = Bench(file)

        for target in [19_000, 17, 5_000, 4_096, 4_095, 12_345, 20_003, 0, 1] {
            bench.run("seek #\(target)")
            var live = Model(screen: Size(columns: 80, rows: 24))
            _ = live.update(.traces(Array(file[..<target])))

            #expect(bench.position == target)
            #expect(bench.rows == live.transcript.rows.count)
            #expect(bench.model.visibleLines.map(\.text) == live.visibleLines.map(\.text))
            #expect(bench.model.now == live.now)
        }
    }

    @Test func jumpsGoOnBehindWhatIsShown() {
        var bench = Bench(Self.talk)
        bench.run("seek #3")

        bench.press("]", "c")
        #expect(bench.position == 4)
        #expect(bench.lastText.hasPrefix("EHLO"))
        bench.press("]", "r")
        #expect(bench.position == 5)
        bench.press("}")
        #expect(bench.position == 8)
        #expect(bench.lastText.hasPrefix("MAIL"))
        bench.press("[", "c")
        #expect(bench.position == 8)
        #expect(bench.model.transcript.text(of: bench.model.viewport.selection).text == "NOOP\r\n")
        bench.press("{")
        #expect(bench.model.viewport.selection == 0)
    }

    /// To remarks made later, shown or not yet, and to those of the session itself.
    @Test func notesAreJumpedTo() {
        var file = Self.talk
        file.insert(
            TraceEvent(at: file[5].at, connection: 1, fact: .note("note: odd")), at: 5)
        var bench = Bench(file)
        bench.tell(.noted(PlayerNote(event: 1, text: "greets twice"), []))
        bench.tell(.noted(PlayerNote(event: 9, text: "slow"), []))
        #expect(bench.model.playerHints.contains { $0 == ("]n", "next note") })
        bench.run("seek #3")

        bench.press("[", "n")
        #expect(bench.model.viewport.selection == 1)
        bench.press("]", "n")
        #expect(bench.position == 6)
        #expect(bench.lastText == "note: odd")
        bench.press("]", "n")
        #expect(bench.position == 10)
        bench.press("]", "n")
        #expect(bench.position == 10)
        bench.run("previous-note")
        #expect(bench.model.viewport.selection == 5)
    }

    @Test func aSectionOfAScriptIsJumpedTo() {
        var file = Self.talk
        let section = TraceEvent(
            at: file[5].at, connection: 1, fact: .script(.section("Recipients")))
        file.insert(section, at: 5)
        var bench = Bench(file)
        bench.run("seek #3")

        bench.press("}")

        #expect(bench.position == 6)
        #expect(bench.lastText == "section: Recipients")
    }

    @Test func playingTakesTheTimeItTookAndCutsLongWaits() {
        var bench = Bench(Self.talk)
        bench.run("seek #3")
        bench.press(" ")
        #expect(bench.model.player?.isPlaying == true)
        #expect(bench.position == 3)

        bench.tell(.elapsed(.milliseconds(980)))
        #expect(bench.position == 3)
        bench.tell(.elapsed(.milliseconds(15)))
        #expect(bench.position == 4)
        bench.run("speed 4")
        bench.tell(.elapsed(.milliseconds(26)))
        #expect(bench.position == 5)

        bench.run("seek #11")
        bench.tell(.elapsed(.milliseconds(10)))
        #expect(bench.position == 11)
        #expect(bench.model.playDelay != nil)
        bench.tell(.elapsed(.milliseconds(240)))
        bench.tell(.elapsed(.milliseconds(30)))
        #expect(bench.position == 13)
        #expect(bench.model.player?.isPlaying == false)
        #expect(bench.model.playDelay == nil)
    }

    @Test func waitsAreKeptWhenAskedFor() {
        var bench = Bench(Self.talk)
        bench.run("idle keep")
        bench.run("seek #11")
        bench.press(" ")

        for _ in 0..<100 { bench.tell(.elapsed(.seconds(1))) }
        #expect(bench.position == 11)
        for _ in 0..<501 { bench.tell(.elapsed(.seconds(1))) }
        #expect(bench.position == 13)
    }

    @Test func spaceAtTheEndPlaysFromTheStart() {
        var bench = Bench(Self.talk)

        bench.press(" ")
        #expect(bench.position == 0)
        bench.press(" ")
        #expect(bench.model.player?.isPlaying == false)
    }

    @Test func speedsAreBoundedAndShown() {
        var bench = Bench(Self.talk)
        for _ in 0..<9 { bench.press(">") }
        #expect(bench.model.player?.speed.text == "16x")
        for _ in 0..<9 { bench.press("<") }
        #expect(bench.model.player?.speed.text == "0.25x")
        bench.run("speed 0.01")
        #expect(bench.model.player?.speed.text == "0.01x")

        for wrong in ["0", "1e9", "-1", "nan", "fast"] {
            bench.run("speed \(wrong)")
            #expect(bench.model.notice?.kind == .error, "\(wrong)")
        }
        #expect(bench.model.player?.speed.text == "0.01x")
        #expect(bench.model.statusParts.map(\.text).contains("STOPPED 0.01x"))
    }

    @Test func nothingCanBeSentFromARecording() {
        for command in ["send NOOP", "starttls", "auth plain ann", "disconnect", "resend", "rset"] {
            var bench = Bench(Array(Self.talk.prefix(6)))
            bench.run(command)

            #expect(bench.effects.isEmpty, "\(command)")
            #expect(bench.model.notice?.text.contains("recording") == true, "\(command)")
        }
        #expect(!Bench(Array(Self.talk.prefix(6))).model.isSessionOpen)
    }

    @Test func connectingLeavesTheRecording() {
        var bench = Bench(Self.talk)

        bench.run("connect mx.test")

        #expect(
            bench.effects == [
                .closeRecording, .submit(.connect(ConnectRequest(target: "mx.test"))),
            ])
        #expect(bench.model.player == nil)
        #expect(bench.rows == 0)
        #expect(bench.model.keymap.target(of: [.space], in: .transcript) == .action(.pageDown, ""))
    }

    @Test func whatIsAskedForWhileItIsReadIsDoneThen() {
        var bench = Bench(Self.talk, reading: true)
        #expect(bench.position == 13)

        bench.press(" ")
        bench.run("seek #4")

        #expect(bench.position == 13)
        #expect(bench.model.notice?.text.contains("when all was read") == true)
        #expect(bench.model.statusParts.first?.text.hasPrefix("READING") == true)
        bench.tell(.recordedAll(problem: nil))
        #expect(bench.position == 4)
    }

    @Test func aFileThatChangedIsTold() {
        var bench = Bench(Self.talk)
        bench.file = Array(bench.file.prefix(4))

        bench.run("seek #9")

        #expect(bench.position == 4)
        #expect(bench.model.notice?.text.contains("has changed") == true)
        bench.press(".")
        bench.run("seek start")
        #expect(bench.position == 0)
    }

    @Test func aNoteStandsOnItsEventAndAtTheEnd() {
        var bench = Bench(Self.talk)
        bench.run("seek #9")
        bench.run("note why is this slow?")
        let note = PlayerNote(event: 8, text: "why is this slow?")
        #expect(bench.effects == [.addNote(note)])

        let told = TraceEvent(
            at: .milliseconds(604_050), connection: 1,
            fact: .note("note on event 9: why is this slow?"))
        bench.file.append(told)
        bench.tell(.noted(note, [told]))

        #expect(bench.position == 9)
        #expect(bench.model.player?.count == 14)
        #expect(bench.model.visibleLines.last?.text.text == "note: why is this slow?")
        bench.run("seek end")
        #expect(bench.position == 14)
        #expect(bench.lastText.hasPrefix("note on event 9"))
        #expect(bench.model.visibleLines.contains { $0.text.text == "note: why is this slow?" })
        bench.run("seek #8")
        #expect(!bench.model.visibleLines.contains { $0.text.text.hasPrefix("note: ") })
    }

    @Test func aNoteAtTheEndIsFoldedAtOnce() {
        var bench = Bench(Self.talk)
        let told = TraceEvent(
            at: .seconds(605), connection: 1, fact: .note("note on event 1: \u{1B}[2J"))
        bench.file.append(told)
        bench.tell(.noted(PlayerNote(event: 0, text: "\u{1B}[2J"), [told]))

        #expect(bench.position == 14)
        #expect(bench.rows == 14)
        bench.press(",", ".")
        #expect(bench.position == 14)
        bench.press("g", "g")
        #expect(bench.model.visibleLines.contains { $0.text.text == "note: \\x1b[2J" })
    }

    @Test func notesOfASessionAreFacts() {
        var model = Model(screen: Size(columns: 80, rows: 24))

        #expect(model.run("note odd") == [.remark("note: odd", connection: 1)])
        #expect(model.run("note").isEmpty)
        #expect(model.overlay?.label == ":")
    }

    @Test func theNameOfAFileSaysWhatIsSaved() {
        var model = Model(screen: Size(columns: 80, rows: 24))

        #expect(model.run("save a.smtprec") == [.saveRecording(path: "a.smtprec", replaces: false)])
        #expect(model.run("save! a.smtp") == [.saveScript(path: "a.smtp", replaces: true)])
        #expect(model.run("w! a") == [.saveFile(path: "a", [], replaces: true)])
    }

    @Test func anEmptyRecordingDoesNotTrap() {
        var bench = Bench([])

        for key in " .,<>{}" { bench.press(key) }
        bench.run("seek end")
        bench.run("seek +5s")
        bench.tell(.elapsed(.seconds(1)))

        #expect(bench.position == 0)
    }

    /// Nothing can be sent, so that a letter stays without effect, and that is said.
    @Test func aLetterThatMeansNothingToAPageIsTold() {
        var bench = Bench(Self.talk)
        bench.run("keys")
        bench.press("M")

        #expect(bench.model.popup?.page != nil)
        #expect(bench.model.notice?.text == "M does nothing here; Esc closes the page")
    }

    @Test func theKeysOfARecordingAreInItsHelp() {
        var bench = Bench(Self.talk)
        bench.run("keys")
        let page = bench.model.popup?.page
        let entries = page?.items.compactMap { item -> String? in
            if case .entry(let keys, let name, _, _) = item { "\(keys) \(name)" } else { nil }
        }

        for entry in ["Space play", ". step 1", ", step -1", "> speed faster", "gs seek start"] {
            #expect(entries?.contains(entry) == true, "\(entry)")
        }
        #expect(bench.model.keymap.target(of: [.space], in: .transcript) == .action(.play, ""))
    }

    /// However many failures a recording has, what is kept for seeking stays small.
    @Test func keyframesAreFewAndCostNoMoreThanALimit() {
        var keyframes = Keyframes()
        let kept = (1...2_000_000).filter { event in
            guard keyframes.isDue(at: event) else { return false }
            keyframes.keep(Keyframe(event: event))
            return true
        }

        #expect(kept.count < 250)
        for event in [0, 1, 4_095, 777_777, 2_000_000] {
            let nearest = keyframes.nearest(to: event).event
            #expect(nearest <= event && event - nearest <= 65_536, "\(event)")
        }
    }
}
