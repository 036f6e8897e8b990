import Testing

@testable import SMTPScript

@Suite struct ValuesTests {
    private static func evaluate(_ text: String) -> String? {
        var scanner = LineScanner(Array(text.utf8))
        guard let expression = try? scanner.expression() else { return nil }
        var options = RunOptions()
        options.variables = ["n": Array("20".utf8), "w": Array("word".utf8)]
        var values = Values(options)
        return (try? values.evaluate(expression)).map { VisibleText.of($0) }
    }

    @Test(arguments: [
        ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("7 / 2", "3"), ("2 - 3 - 4", "-5"),
        ("n + 1", "21"), ("w + n", "word20"), ("\"a\" + \"b\"", "ab"), ("\"${w}!\"", "word!"),
        ("base64(\"\\0\", w, \"\\0\", n)", "AHdvcmQAMjA="), ("upper(w)", "WORD"),
        ("lower(\"ÄB\")", "Äb"), ("hex(\"\\r\\n\")", "0d0a"), ("len(repeat(w, 3))", "12"),
        ("len(random(8))", "8"), ("len(uuid)", "36"),
    ])
    func expressionsAreWorkedOut(text: String, value: String) {
        #expect(Self.evaluate(text) == value)
    }

    @Test(arguments: [
        "1 / 0", "w * 2", "9999999999 * 9999999999", "unknown", "reply.code", "random(0)",
        "repeat(w, 999999999999)", "repeat(w, 0 - 1)",
    ])
    func impossibleValuesAreFaultsNotTraps(text: String) {
        #expect(Self.evaluate(text) == nil)
    }

    /// Whether a comparison holds; nil where it is a fault.
    private static func holds(_ text: String) -> Bool? {
        var scanner = LineScanner(Array(text.utf8))
        guard let condition = try? scanner.condition(),
            case .compare(let one, let comparison, let other)? = condition.groups[0].first?.question
        else { return nil }
        var options = RunOptions()
        options.variables = ["n": Array("20".utf8), "w": Array("word".utf8), "none": []]
        var values = Values(options)
        return try? values.compare(one, comparison, other)
    }

    @Test(arguments: [
        ("n > 5", true), ("n < 5", false), ("5 <= n", true), ("\"7\" >= 7", true),
        ("w == 5", false), ("w != 5", true), ("5 == none", false), ("5 != none", true),
        ("w > \"abc\"", true), ("w < \"zz\"", true), ("w > n", true), ("n == 20", true),
    ])
    func valuesAreCompared(text: String, isTrue: Bool) {
        #expect(Self.holds(text) == isTrue)
    }

    /// Neither answer would be right.
    @Test(arguments: ["w > 5", "w < 5", "5 >= w", "5 <= none", "\"abc\" > 5", "\"1k\" < 5"])
    func whatIsNoNumberIsNotLessOrMoreThanOne(text: String) {
        #expect(Self.holds(text) == nil)
    }

    @Test func aComparisonWithWhatIsNoNumberSaysSo() {
        let server = ScriptedServer("@var size = \"big\"\n@if size > 5\nNOOP\n@end")

        #expect(server.result.exitCode == 2)
        #expect(
            server.complaints == [
                """
                error: "big" is no number, so it is neither more nor less than 5
                  --> x.smtp:2
                   |
                  2| @if size > 5
                   | ^^^
                   = help: == and != compare any values
                """
            ])
    }

    /// A part of a secret would not be known as one.
    @Test(arguments: [
        ("@if pw > 5\nNOOP\n@end", "neither more nor less than 5"),
        ("@set x = pw * 2", "is no number to work with"),
    ])
    func aSecretThatIsNoNumberIsNotShown(text: String, why: String) {
        var options = RunOptions()
        options.secrets = ["pw": Array(String(repeating: "wonder", count: 20).utf8)]
        let server = ScriptedServer("@secret pw\n\(text)", options: options)

        let picture = server.complaints.first ?? ""
        #expect(picture.hasPrefix("error: the secret is no number"))
        #expect(picture.contains(why))
        #expect(!picture.contains("wonder"))
    }

    @Test func theSameSeedGivesTheSameRun() {
        var one = ScriptRandom(seed: 7)
        var other = ScriptRandom(seed: 7)

        #expect(one.uuid() == other.uuid())
        #expect(one.uuid() != other.letters(36).map { String($0) }.joined())
    }

    @Test(arguments: [
        ("mail.example.org:25", "mail.example.org"), ("MAIL.example.org", "mail.example.org"),
        ("[2001:db8::1]:25", "2001:db8::1"), ("2001:db8::1", "2001:db8::1"),
        ("smtps://mail.example.org:465", "mail.example.org"), ("lab:healthy", "lab.test"),
        ("unix:/run/x", "unix:/run/x"),
    ])
    func secretsAreTiedToTheHostAlone(target: String, host: String) {
        #expect(Link.host(of: target) == host)
    }
}
