import SMTPTrace
import TerminalCore
import Testing

@testable import ScopeModel

/// Two recordings side by side.
struct ComparingTests {
    private static func talk(_ lines: String...) -> [TraceEvent] {
        lines.enumerated().map { number, line in
            let octets = Array((line.dropFirst(3) + "\r\n").utf8)
            let fact: Fact =
                line.hasPrefix("S:")
                ? .received(ReceivedOctets(octets: octets, isSecure: false, read: 1))
                : .sent(SentOctets(octets: octets, part: .command, isSecure: false, write: 1))
            return TraceEvent(at: .milliseconds(number), connection: 1, fact: fact)
        }
    }

    private static let before = talk(
        "S: 220 mx ready", "C: EHLO me", "S: 250-mx", "S: 250 SIZE 100", "C: VRFY ann",
        "S: 252 2.0.0 maybe", "C: MAIL FROM:<a@b>", "S: 250 2.1.0 Ok", "C: QUIT", "S: 221 bye")
    private static let after = talk(
        "S: 220 mx ready", "C: EHLO me", "S: 250-mx", "S: 250 SIZE 200", "C: MAIL FROM:<a@b>",
        "S: 550 5.7.1 No \u{1B}[2J", "C: QUIT", "S: 221 see you")

    private static func comparing() -> Comparing {
        Comparing(Comparison(before, after), left: "a", right: "b")
    }

    private static func model(_ size: Size) -> Model {
        var model = Model(screen: size)
        _ = model.update(.recordingOpened(name: "a"))
        _ = model.update(.recorded(before, percent: 100))
        _ = model.update(.recordedAll(problem: nil))
        _ = model.update(.compared(comparing()))
        return model
    }

    private func press(_ model: inout Model, _ keys: Key...) -> [Effect] {
        keys.flatMap { model.update(.input(.key($0))) }
    }

    @Test func stepsAreAlignedAsTheReportAlignsThem() {
        let comparison = Comparison(Self.before, Self.after)
        let rows = Self.comparing().rows.map { row in
            switch row {
            case .talk(let left, let right): "\(left?.text ?? "-") | \(right?.text ?? "-")"
            case .difference(let difference): "\(difference.label): \(difference.text)"
            }
        }

        #expect(
            rows == [
                "220 mx ready | 220 mx ready", "EHLO me | EHLO me", "250-mx | 250-mx",
                "250 SIZE 100 | 250 SIZE 200", "CHANGED: + SIZE 200", "CHANGED: - SIZE 100",
                "VRFY ann | -", "252 2.0.0 maybe | -", "BREAKING: is gone",
                "MAIL FROM:<a@b> | MAIL FROM:<a@b>",
                "250 2.1.0 Ok | 550 5.7.1 No \\x1b[2J",
                "BREAKING: 250 2.1.0 Ok -> 550 5.7.1 No \\x1b[2J", "QUIT | QUIT",
                "221 bye | 221 see you", "text: bye -> see you",
            ])
        #expect(Self.comparing().marks.count == comparison.differences.count)
        #expect(Self.comparing().summary == "2 BREAKING, 2 CHANGED, 1 text")
    }

    @Test func nGoesFromDifferenceToDifference() {
        var model = Self.model(Size(columns: 80, rows: 24))
        #expect(model.comparing?.number == 1)

        for number in 2...5 {
            _ = press(&model, .character("n"))
            #expect(model.comparing?.number == number)
        }
        _ = press(&model, .character("n"))
        #expect(model.notice?.text.contains("no difference behind") == true)
        _ = press(&model, .character("N"))
        #expect(model.comparing?.number == 4)
    }

    @Test(arguments: [Size(columns: 120, rows: 36), Size(columns: 40, rows: 12)])
    func everyClassIsAWordAndARole(size: Size) throws {
        let lines = try #require(Self.model(size).comparing).visible(
            columns: size.columns, rows: 99)
        let words = lines.compactMap { line in
            line.left.spans.first { $0.attributes.contains(.bold) }
        }

        #expect(
            words.map { "\($0.text.trimmed) \($0.role)" } == [
                "CHANGED warning", "CHANGED warning", "BREAKING error", "BREAKING error",
                "text info",
            ])
        #expect(lines.contains { $0.right != nil } == (size.columns == 120))
        if size.columns < 80 {
            let texts = lines.map { $0.left.text }
            #expect(texts.contains("- S< 250 SIZE 100") && texts.contains("+ S< 250 SIZE 200"))
            #expect(texts.contains("  C> QUIT"))
        }
    }

    @Test(arguments: [
        Size(columns: 120, rows: 36), Size(columns: 40, rows: 12), Size(columns: 20, rows: 4),
    ])
    func theSelectedRowStaysInView(size: Size) throws {
        var model = Self.model(size)
        for key: Key in [.end, .up, .home, .pageDown, .pageUp, .down, .down] {
            _ = press(&model, key)
            let comparing = try #require(model.comparing)
            let seen = comparing.visible(columns: size.columns, rows: model.comparedRows)

            #expect(seen.contains { $0.row == comparing.selection }, "\(key)")
        }
    }

    @Test func escGoesBackToTheRecording() {
        var model = Self.model(Size(columns: 80, rows: 24))

        _ = press(&model, .enter)
        #expect(model.popup != nil)
        _ = press(&model, .escape)
        #expect(model.comparing != nil)
        _ = press(&model, .escape)
        #expect(model.comparing == nil)
        #expect(model.player?.position == 10)
        model = Self.model(Size(columns: 80, rows: 24))
        #expect(press(&model, .control("q")) == [.quit])
    }

    @Test func compareAsksForTheFile() {
        var model = Self.model(Size(columns: 80, rows: 24))

        #expect(model.run("compare b.smtprec") == [.compare(path: "b.smtprec")])
        var empty = Model(screen: Size(columns: 80, rows: 24))
        #expect(empty.run("compare b.smtprec").isEmpty)
        #expect(empty.notice?.text.contains("nothing to compare") == true)
    }

    @Test func equalRecordingsHaveNothingToJumpTo() {
        let comparing = Comparing(Comparison(Self.before, Self.before), left: "a", right: "b")

        #expect(comparing.marks.isEmpty)
        #expect(comparing.summary == "no difference")
    }
}
