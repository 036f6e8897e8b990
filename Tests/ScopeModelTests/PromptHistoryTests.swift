import SMTPCore
import Testing

@testable import ScopeModel

struct PromptHistoryTests {
    private func history(_ lines: String...) -> History {
        var history = History()
        for line in lines { history.add(Array(line.utf8)) }
        return history
    }

    private func texts(_ history: History) -> [String] { history.entries.map(\.text) }

    @Test func linesInARowAreKeptOnce() {
        #expect(texts(history("NOOP", "NOOP", "RSET", "NOOP")) == ["NOOP", "RSET", "NOOP"])
    }

    @Test func theOldestGoFirst() {
        var history = History()
        for number in 0..<2_010 { history.add(Array("NOOP \(number)".utf8)) }

        #expect(history.entries.count == 2_000)
        #expect(history.entries.first?.text == "NOOP 10")
    }

    @Test func upAndDownWalkAndTheTypedLineComesBack() {
        var history = history("EHLO a", "RSET", "QUIT")

        #expect(history.older(than: [])?.text == "QUIT")
        #expect(history.older(than: Array("QUIT".utf8))?.text == "RSET")
        #expect(history.newer(than: Array("RSET".utf8))?.text == "QUIT")
        #expect(history.newer(than: Array("QUIT".utf8))?.text == "")
        #expect(history.newer(than: []) == nil)
    }

    @Test func whatIsTypedFiltersInAnyCase() {
        var history = history("MAIL FROM:<a@b>", "QUIT", "mail from:<c@d>", "RSET")

        #expect(history.older(than: Array("ma".utf8))?.text == "mail from:<c@d>")
        #expect(history.older(than: Array("mail from:<c@d>".utf8))?.text == "MAIL FROM:<a@b>")
        #expect(history.older(than: Array("MAIL FROM:<a@b>".utf8)) == nil)
        #expect(history.newer(than: Array("MAIL FROM:<a@b>".utf8))?.text == "mail from:<c@d>")
        #expect(history.newer(than: Array("mail from:<c@d>".utf8))?.text == "ma")
    }

    @Test func anEditedLineStartsTheWalkAnew() {
        var history = history("EHLO a", "RSET", "QUIT")
        _ = history.older(than: [])

        #expect(history.older(than: Array("E".utf8))?.text == "EHLO a")
        #expect(history.newer(than: Array("EHLO b".utf8)) == nil)
    }

    @Test(arguments: [
        ("AUTH PLAIN dGVzdAB0ZXN0ADEyMzQ=", "AUTH PLAIN"),
        ("auth login", "auth login"),
        ("AUHT PLAIN dGVzdAB0ZXN0ADEyMzQ=", "AUHT PLAIN"),
        ("AUTHPLAIN dGVzdAB0ZXN0ADEyMzQ=", "AUTHPLAIN"),
        ("PLAIN dGVzdAB0ZXN0ADEyMzQ=", "PLAIN"),
        ("PASS hunter2hunter", "PASS"),
        ("NOOP", "NOOP"),
        ("RCPT TO:<abcdefghijklmnopqrstuvwx>", "RCPT TO:<abcdefghijklmnopqrstuvwx>"),
    ])
    func responsesOfAUTHAreCutOff(line: String, kept: String) {
        #expect(texts(history(line)) == [kept])
    }

    @Test(arguments: [
        "dGVzdAB0ZXN0ADEyMzQ=", "c2VjcmV0cHc=", "c2VjcmV0", "XXX c2VjcmV0c2VjcmV0c2VjcmV0", "",
        "  ",
    ])
    func whatMayBeASecretIsNotKept(line: String) {
        #expect(texts(history(line)).isEmpty)
    }

    @Test func maskedLinesAreNotKept() {
        var history = History()
        history.add(Array("NOOP".utf8), isSecret: true)

        #expect(history.entries.isEmpty)
    }

    @Test func theFileHoldsAnyOctets() {
        var history = History()
        history.add([0x4E, 0x5C, 0x78, 0x0A, 0x00, 0xFF, 0xC3, 0xA4, 0x2E])
        history.add(Array("MAIL FROM:<a@b>".utf8))

        #expect(history.file.text == "N\\\\x\\x0a\\x00\\xff\\xc3\\xa4.\nMAIL FROM:<a@b>\n")
        #expect(History(file: history.file) == history)
    }

    @Test func aHostileFileIsReadAsFarAsItMakesSense() {
        let long = String(repeating: "x", count: 20_000)
        let file =
            "\n\nRSET\r\n\\xZZ\\\n\(long)\nAUTH PLAIN c2VjcmV0c2VjcmV0\ndGVzdAB0ZXN0ADEyMzQ=\nQUIT"

        #expect(texts(History(file: file.utf8)) == ["RSET", "\\xZZ\\", "AUTH PLAIN", "QUIT"])
    }

    @Test func onlyTheEndOfAHugeFileIsRead() {
        let file = String(repeating: "RSET 1\nRSET 2\n", count: 80_000) + "QUIT\n"
        let history = History(file: file.utf8)

        #expect(history.entries.count == 2_000)
        #expect(history.entries.last?.text == "QUIT")
        #expect(history.entries.allSatisfy { $0.count <= 6 })
    }

    @Test func searchGoesBackwardsWhileTyping() {
        var search = history("RCPT TO:<bob@x>", "QUIT", "RCPT TO:<ann@x>", "RSET")
            .search(from: Array("NO".utf8))
        search.type("r")
        #expect(search.match?.text == "RSET")
        search.type("c")
        #expect(search.match?.text == "RCPT TO:<ann@x>")
        search.older()
        #expect(search.match?.text == "RCPT TO:<bob@x>")
        search.older()
        #expect(search.isFailing && search.match?.text == "RCPT TO:<bob@x>")
        search.newer()
        #expect(!search.isFailing && search.match?.text == "RCPT TO:<ann@x>")
        search.type("z")
        #expect(search.isFailing)
        search.erase()
        #expect(search.match?.text == "RCPT TO:<ann@x>" && !search.isFailing)
        #expect(search.original == Array("NO".utf8))
    }

    @Test(arguments: [("aab", "xaaab"), ("abab", "ABABAB"), ("aabaaa", "aabaabaaa"), ("z", "z")])
    func searchFindsWhatRepeatsItself(query: String, line: String) {
        var search = history(line).search(from: [])
        for character in query { search.type(character) }
        #expect(search.match?.text == line && !search.isFailing)
        search.type("!")
        #expect(search.isFailing)
    }
}
