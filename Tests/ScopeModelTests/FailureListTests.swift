import SMTPDiagnosis
import SMTPTrace
import TerminalCore
import Testing

@testable import ScopeModel

/// The failures of a log as a list.
struct FailureListTests {
    private static let lines = [
        "550 5.1.1 <a@x.example>: User unknown", "554 5.7.1 <b@x.example>: Relay access denied",
        "450 4.7.1 Greylisted, try later", "552 5.2.2 mailbox full",
    ]

    private func report(_ lines: [String]) -> ExplainReport {
        var stream = ExplainStream()
        stream.append(Array(lines.map { $0 + "\n" }.joined().utf8)[...])
        return stream.finish()
    }

    private func progress(isComplete: Bool = true) -> LogProgress {
        LogProgress(name: "/var/log/mail.log", octets: 50, size: 100, isComplete: isComplete)
    }

    private func opened(
        _ lines: [String] = lines, size: Size = Size(columns: 80, rows: 24)
    ) -> Model {
        var model = Model(screen: size)
        _ = model.update(.log(report(lines), progress()))
        return model
    }

    @discardableResult
    private func press(_ model: inout Model, _ keys: Key...) -> [Effect] {
        keys.flatMap { model.update(.input(.key($0))) }
    }

    private func type(_ model: inout Model, _ text: String) {
        for character in text { _ = model.update(.input(.key(.character(character)))) }
    }

    private func ids(_ model: Model) -> [String] {
        model.failures?.failures.map(\.finding.id) ?? []
    }

    @Test func aLogOpensWithTheWorstChosen() {
        let model = opened(Self.lines + [Self.lines[3]])

        #expect(model.focus == .failures && model.isShowingFailures)
        #expect(ids(model).first == "mailbox-full" && ids(model).last == "greylisted")
        #expect(model.failures?.selected?.count == 2 && model.failures?.total == 5)
    }

    @Test func enterExplainsAndEscGoesBackToTheList() throws {
        var model = opened()
        press(&model, .down, .enter)
        let page = try #require(model.popup?.page)
        let words = page.items.map(\.plain).joined(separator: "\n")

        for text in ["Relay access denied", "relay-denied", "Try", "line 2"] {
            #expect(words.contains(text), "\(text) in \(words)")
        }
        press(&model, .escape)
        #expect(model.popup == nil && model.focus == .failures)
    }

    @Test func theChoiceStaysWithItsFailureWhileMoreIsRead() {
        var model = Model(screen: Size(columns: 80, rows: 24))
        _ = model.update(.log(report([Self.lines[2], Self.lines[0]]), progress(isComplete: false)))
        press(&model, .down)
        #expect(model.failures?.selected?.finding.id == "greylisted")

        _ = model.update(.log(report([Self.lines[2]] + Self.lines), progress()))

        #expect(model.failures?.selected?.finding.id == "greylisted")
        #expect(model.failures?.selection == 3)
    }

    @Test func anUntouchedListStaysAtTheWorst() {
        var model = Model(screen: Size(columns: 80, rows: 24))
        _ = model.update(.log(report([Self.lines[2]]), progress(isComplete: false)))
        _ = model.update(.log(report(Self.lines), progress()))

        #expect(model.failures?.selection == 0)
        #expect(model.failures?.selected?.finding.lasting == .permanent)
    }

    @Test func everyOrderIsReachedByItsKeyAndByItsName() {
        var model = opened(Self.lines + [Self.lines[2], Self.lines[2]])
        press(&model, .character("s"))
        #expect(model.failures?.order == .count && ids(model).first == "greylisted")

        for order in FailureOrder.allCases {
            _ = model.run("sort \(order.rawValue)")
            #expect(model.failures?.order == order)
            #expect(Set(ids(model)).count == 4)
        }
        _ = model.run("sort nonsense")
        #expect(model.notice?.text.contains("worst, count") == true)
    }

    @Test func aSearchGoesRoundAndSaysWhenThereIsNothing() {
        var model = opened()
        type(&model, "/GREYL")
        press(&model, .enter)
        #expect(model.failures?.selected?.finding.id == "greylisted")

        press(&model, .character("n"))
        #expect(model.failures?.selected?.finding.id == "greylisted")
        type(&model, "/zebra")
        press(&model, .enter)
        #expect(model.notice?.text.contains("zebra") == true)
    }

    @Test func theChosenRowIsAlwaysInView() {
        let many = (1...60).map { "550 5.1.1 kind \($0): User unknown in zone\($0) table" }
        for size in [(120, 36), (80, 24), (40, 12), (20, 4)] {
            var model = opened(many, size: Size(columns: size.0, rows: size.1))
            for key in [Key.character("G"), .pageUp, .control("u"), .up, .home, .pageDown, .end] {
                press(&model, key)
                guard let list = model.failures else { continue }
                #expect((list.top..<list.top + model.failureRows).contains(list.selection))
            }
            _ = model.update(.resized(Size(columns: 40, rows: 12)))
            guard let list = model.failures else { continue }
            #expect((list.top..<list.top + model.failureRows).contains(list.selection))
        }
    }

    @Test func aConnectionTakesThePlaceOfTheListAndTheListComesBack() {
        var model = opened()
        let event = TraceEvent(
            at: .zero, connection: 1, fact: .connecting(to: "192.0.2.1:25", attempt: 1, of: 1))
        _ = model.update(.traces([event]))
        #expect(!model.isShowingFailures)

        _ = model.run("failures")
        #expect(model.isShowingFailures && model.focus == .failures)
        press(&model, .escape)
        #expect(!model.isShowingFailures && model.focus == .prompt)
    }

    @Test func explainKnowsFindingsTooAndGuessesWhatWasMeant() throws {
        var model = Model(screen: Size(columns: 80, rows: 24))
        _ = model.run("explain greylisted")
        let page = try #require(model.popup?.page)
        #expect(page.items.contains { $0.plain.contains("come back later") })

        model.popup = nil
        _ = model.run("explain greylistd")
        #expect(model.notice?.text.contains("greylisted") == true)
    }

    @Test func theCommandOpensAFileAndWithoutOneSaysSo() {
        var model = Model(screen: Size(columns: 80, rows: 24))

        #expect(model.run("failures mail.log") == [.open(path: "mail.log")])
        #expect(model.run("failures").isEmpty)
        #expect(model.notice?.text == "no log is open; :failures FILE opens one")
    }

    @Test func theReportIsSavedInTheFormOfItsName() {
        var model = opened()
        func saved(_ name: String) -> String {
            guard case .saveFile(_, let octets, _)? = model.run("save \(name)").first else {
                return ""
            }
            return String(decoding: octets, as: UTF8.self)
        }

        #expect(saved("a.json").hasPrefix(#"{"failures":"#))
        #expect(saved("a.tsv").hasPrefix("count\t"))
        #expect(saved("a.txt").contains("line 1"))
    }

    @Test(arguments: [
        ("Nov 24 10:08:36", "Nov 24 10:08:36"), ("2026-11-24T10:08:36.1+01:00", "11-24 10:08:36"),
        ("2026-11-24 10:08:36.123 +0100", "11-24 10:08:36"), ("", ""), ("0.133", "0.133"),
    ])
    func stampsOfAllLogsAreShort(stamp: String, brief: String) {
        #expect(FailureColumns.brief(Array(stamp.utf8)) == brief)
    }
}
