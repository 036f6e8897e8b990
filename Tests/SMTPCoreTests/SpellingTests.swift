import Testing

@testable import SMTPCore

struct SpellingTests {
    @Test(arguments: [
        ("STARTLS", "STARTTLS"), ("qiut", "QUIT"), ("ehol", "EHLO"), ("RCTP", "RCPT"),
    ])
    func theNearestWordIsFound(typed: String, meant: String) {
        let verbs = ["STARTTLS", "QUIT", "EHLO", "HELO", "RCPT", "RSET"]

        #expect(Spelling.nearest(to: typed, among: verbs) == meant)
    }

    @Test(arguments: ["", "x", "nothing", String(repeating: "a", count: 5_000)])
    func nothingIsGuessedFromAfar(typed: String) {
        #expect(Spelling.nearest(to: typed, among: ["QUIT", "EHLO"]) == nil)
    }

    @Test func slipsAreCounted() {
        #expect(Spelling.slips(from: Array("ab".utf8), to: Array("ba".utf8)) == 1)
        #expect(Spelling.slips(from: Array("abc".utf8), to: Array("abc".utf8)) == 0)
        #expect(Spelling.slips(from: [], to: Array("abcdef".utf8)) == 3)
    }
}
