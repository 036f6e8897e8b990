import SMTPCore
import Testing

@testable import SMTPTrace

struct ComparisonTests {
    private static let talk = """
        S: 220 mx.example ESMTP
        C: EHLO client.example
        S: 250-mx.example
        S: 250-SIZE 20000
        S: 250 PIPELINING
        C: MAIL FROM:<a@Example.net> SIZE=10
        S: 250 2.1.0 Ok
        C: RCPT TO:<b@example.net>
        S: 250 2.1.5 Ok
        C: DATA
        S: 354 go
        M: Subject: x
        M: .
        S: 250 2.0.0 Ok: queued as 055702EF30
        C: QUIT
        S: 221 2.0.0 Bye
        !fin
        """

    private static func differences(_ edit: (String) -> String) -> [String] {
        Comparison(dialogue(talk), dialogue(edit(talk))).differences.map {
            "\($0.label) \($0.step): \($0.text)"
        }
    }

    @Test func equalTalksDoNotDiffer() {
        let comparison = Comparison(dialogue(Self.talk), dialogue(Self.talk))

        #expect(comparison.differences.isEmpty)
        #expect(comparison.matchedSteps == 8)
        #expect(!comparison.hasChanged(strict: true))
        #expect(comparison.report(showsNoise: true) == "8 steps in both, no difference\n")
    }

    @Test func idsAndTheEchoOfNamesAreNoise() {
        let found = Self.differences {
            $0.replacing("055702EF30", with: "BEAF0C02D6")
                .replacing("S: 250-mx.example", with: "S: 250-mx.example greets 192.0.2.7")
        }

        #expect(
            found == [
                "noise EHLO client.example: 250 PIPELINING -> 250 PIPELINING",
                "noise message: 2.0.0 Ok: queued as 055702EF30 -> 2.0.0 Ok: queued as BEAF0C02D6",
            ])
    }

    @Test func whoStopsTalkingDoesSoInBoth() {
        let half = dialogue(Self.talk.replacing("C: QUIT\nS: 221 2.0.0 Bye", with: "!half"))
        let whole = dialogue(Self.talk.replacing("C: QUIT\nS: 221 2.0.0 Bye\n", with: ""))

        #expect(Comparison(half, half).differences.isEmpty)
        #expect(
            Comparison(half, whole).differences.map { "\($0.label) \($0.step): \($0.text)" } == [
                "BREAKING the end of our side: is gone"
            ])
    }

    @Test func capabilitiesAreComparedOneByOne() {
        #expect(
            Self.differences { $0.replacing("SIZE 20000", with: "SIZE 99999") } == [
                "CHANGED EHLO client.example: + SIZE 99999",
                "CHANGED EHLO client.example: - SIZE 20000",
            ])
    }

    @Test func anotherFirstDigitIsBreaking() {
        #expect(
            Self.differences { $0.replacing("250 2.1.5 Ok", with: "450 4.2.0 Later") } == [
                "BREAKING RCPT TO:<b@example.net>: 250 2.1.5 Ok -> 450 4.2.0 Later"
            ])
    }

    @Test func anotherCodeOfTheClassIsAChange() {
        #expect(
            Self.differences { $0.replacing("250 2.1.5 Ok", with: "251 2.1.5 Ok") } == [
                "CHANGED RCPT TO:<b@example.net>: 250 2.1.5 Ok -> 251 2.1.5 Ok"
            ])
    }

    @Test func challengesAreNoise() {
        let talk = "S: 220 mx\nC: AUTH CRAM-MD5\nS: 334 PDEuMkBteD4="

        let found = Comparison(
            dialogue(talk), dialogue(talk.replacing("PDEuMkBteD4=", with: "PDMuNEBteD4=")))

        #expect(found.differences.map(\.label) == ["noise"])
    }

    @Test func otherRecipientsMayBeMoreOrFewer() {
        let one = "S: 220 mx\nC: LHLO me\nS: 250 mx\nC: MAIL FROM:<a@b>\nS: 250 ok\n"
        let rest = "C: DATA\nS: 354 go\nM: x\nM: .\nS: 250 first\n"
        let before = one + "C: RCPT TO:<c@d>\nS: 250 ok\nC: RCPT TO:<e@f>\nS: 250 ok\n" + rest
        let after = one + "C: RCPT TO:<g@h>\nS: 250 ok\n" + rest

        let found = Comparison(
            dialogue(before + "S: 250 second"), dialogue(after), areRecipientsReplaced: true)

        #expect(found.differences.isEmpty, "\(found.differences)")
    }

    @Test func whatIsGoneAtTheEndIsToldOnce() {
        let cut = Self.talk.split(separator: "\n").prefix(5).joined(separator: "\n")

        let found = Comparison(dialogue(Self.talk), dialogue(cut))

        #expect(found.differences.map(\.text) == ["is gone, and so are the 5 steps behind it"])
    }

    @Test func otherWordsAreText() {
        let found = Comparison(
            dialogue(Self.talk), dialogue(Self.talk.replacing("Bye", with: "Farewell")))

        #expect(found.differences.map(\.label) == ["text"])
        #expect(!found.hasChanged(strict: false))
        #expect(found.hasChanged(strict: true))
    }

    @Test func stepsArePairedByWhatTheyAsk() {
        let found = Self.differences {
            $0.replacing(
                "C: RCPT TO:<b@example.net>",
                with: "C: RCPT TO:<new@example.net>\nS: 250 2.1.5 Ok\nC: RCPT TO:<b@example.net>")
        }

        #expect(found == ["BREAKING RCPT TO:<new@example.net>: is new"])
    }

    @Test func anEarlyEndIsBreaking() {
        let cut = Self.talk.split(separator: "\n").prefix(9).joined(separator: "\n") + "\n!rst"

        let found = Comparison(dialogue(Self.talk), dialogue(cut))

        #expect(found.hasChanged(strict: false))
        #expect(found.differences.first?.label == "BREAKING")
    }

    @Test func slowRepliesAreToldButChangeNothing() {
        var slow = dialogue(Self.talk)
        for index in 15..<slow.count { slow[index].at += .milliseconds(1_200) }

        let found = Comparison(dialogue(Self.talk), slow)

        #expect(found.differences.map(\.label) == ["slower"])
        #expect(found.differences.first?.step == "message")
        #expect(!found.hasChanged(strict: true))
    }

    @Test(arguments: [
        ("queued as 4F2A", "queued as [id 1]"),
        ("OK id=1tFabc-0001Ab-2C", "OK id=[id 1]"),
        ("1tFabc-000000001Ab-2C3D", "[id 1]"),
        (
            "at Tue, 24 Nov 2026 11:32:12 +0000 by",
            "at [date 1], [date 2] [date 3] [date 4] [time 1] [date 5] by"
        ),
        ("2026-11-24T11:32:12Z", "[date 1]"),
        ("from [192.0.2.1] and 2001:db8::1", "from [[address 1]] and [address 2]"),
        ("from 192.0.2.1, then 192.0.2.1", "from [address 1], then [address 1]"),
        ("8c0f3a7e-1111-2222-3333-444455556666", "[uuid 1]"),
        ("in 0.3 seconds", "in [seconds 1] seconds"),
        ("OK 1732 a640c23a62f3a-aa50f2a1b2c3d.123 - gsmtp", "OK 1732 [id 1] - gsmtp"),
        ("250-AUTH SCRAM-SHA-256-PLUS CRAM-MD5", "250-AUTH SCRAM-SHA-256-PLUS CRAM-MD5"),
        ("SIZE 10240000", "SIZE 10240000"),
        ("5.7.1 See mail-gw01.example.org.", "5.7.1 See mail-gw01.example.org."),
        ("", ""), ("...", "..."), (": : :", ": : :"),
    ])
    func volatileValuesGetNames(text: String, renamed: String) {
        var values = VolatileValues()

        #expect(values.renamed(text) == renamed)
    }

    @Test func alignmentKeepsTheOrderOfBoth() {
        let pairs = Alignment.pairs(["a", "b", "c", "d", "z"], ["a", "x", "c", "y", "d", "z"])

        #expect(
            pairs == [
                .init(left: 0, right: 0), .init(left: 1), .init(right: 1),
                .init(left: 2, right: 2), .init(right: 3), .init(left: 3, right: 4),
                .init(left: 4, right: 5),
            ])
        #expect(Alignment.pairs([], ["a"]) == [.init(right: 0)])
        #expect(Alignment.pairs([], []).isEmpty)
    }
}

/// Recordings that stopped while their talk went on.
struct StoppedComparisonTests {
    private static let whole = """
        S: 220 mx
        C: EHLO me
        S: 250 mx
        C: MAIL FROM:<a@b>
        S: 250 ok
        C: RCPT TO:<c@d>
        S: 250 ok
        C: QUIT
        S: 221 bye
        !fin
        """

    private static func differences(
        _ one: [TraceEvent], _ other: [TraceEvent], isCut: Bool = false
    ) -> [String] {
        let stops = (RecordingStop(one, isCut: isCut), RecordingStop(other, isCut: isCut))
        return Comparison(one, other, stops: stops).differences.map {
            "\($0.label) \($0.step): \($0.text)"
        }
    }

    private static func start(_ lines: Int) -> [TraceEvent] {
        dialogue(whole.split(separator: "\n").prefix(lines).joined(separator: "\n"))
    }

    @Test(arguments: [
        (3, "MAIL FROM:<a@b>", "; 3 steps more"), (5, "RCPT TO:<c@d>", "; 2 steps more"),
        (9, "end", ""),
    ])
    func whatIsMissingBehindTheStopIsNoChange(lines: Int, step: String, more: String) {
        let first = Self.differences(Self.start(lines), dialogue(Self.whole))
        let second = Self.differences(dialogue(Self.whole), Self.start(lines))

        #expect(first == ["stopped \(step): the first recording stopped here\(more)"])
        #expect(second == ["stopped \(step): the second recording stopped here\(more)"])
    }

    @Test func answersNobodySawAreNoChange() {
        #expect(
            Self.differences(Self.start(4), dialogue(Self.whole))
                == ["stopped MAIL FROM:<a@b>: the first recording stopped here; 3 steps more"])
        #expect(Self.differences(Self.start(4), Self.start(4)).isEmpty)
    }

    @Test func whatDiffersInFrontOfTheStopIsTold() {
        let text = Self.whole.split(separator: "\n").prefix(5).joined(separator: "\n")
        let other = dialogue(
            text.split(separator: "\n").dropLast().joined(separator: "\n") + "\nS: 550 no")

        #expect(
            Self.differences(other, dialogue(Self.whole)) == [
                "BREAKING MAIL FROM:<a@b>: 550 no -> 250 ok",
                "stopped RCPT TO:<c@d>: the first recording stopped here; 2 steps more",
            ])
    }

    /// What came of the answer is no greeting, and says nothing yet.
    @Test(arguments: ["S: 220-mx", "S: 220 mx\nC: EHLO me\nS: 250-mx"])
    func aReplyThatWasCutIsNoChange(start: String) {
        let more = start.hasPrefix("S: 220-") ? "greeting" : "EHLO me"
        let first = Self.differences(dialogue(start), dialogue(Self.whole), isCut: true)

        #expect(first.count == 1)
        #expect(first.first?.hasPrefix("stopped \(more): the first recording stopped here") == true)
    }

    @Test func anotherWayIsNoStop() {
        let other = dialogue("S: 220 mx\nC: EHLO me\nS: 250 mx\nC: VRFY a\nS: 252 maybe")

        let found = Self.differences(other, dialogue(Self.whole))

        #expect(found.first?.hasPrefix("BREAKING VRFY a") == true)
    }

    @Test func laterConnectionsAreMissingToo() {
        let one = dialogue(Self.whole)
        let both = one + dialogue(Self.whole, connection: 2)

        #expect(
            Self.differences(one, both, isCut: true)
                == ["stopped greeting: the first recording stopped here; 5 steps more"])
        #expect(Self.differences(one, both).first?.hasPrefix("BREAKING greeting") == true)
    }
}
