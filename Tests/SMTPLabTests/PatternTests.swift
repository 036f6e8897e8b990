import Testing

@testable import SMTPLab

/// Patterns and globs.
struct PatternTests {
    @Test(arguments: [
        ("abc", "xabcx", true), ("abc", "ab", false), ("^abc$", "abc", true), ("^b", "ab", false),
        ("a.c", "abc", true), ("a.c", "a\nc", false), ("a*b", "b", true), ("^a+b$", "aaab", true),
        ("^a+b$", "b", false), ("^ab?c$", "ac", true), ("a|b|c", "xcx", true),
        ("^(a|bc)+$", "abca", true),
        ("^(a|bc)+$", "abc b", false), ("[a-c]", "b", true), ("[^a-c]", "b", false),
        ("[]x]", "]", true),
        ("[a-]", "-", true), ("\\d+", "12", true), ("^\\D+$", "1", false),
        ("\\w\\s\\w", "a b", true),
        ("[\\d.]+$", "1.2", true), ("\\.", "a", false), ("", "", true), ("^$", "", true),
        ("^$", "a", false),
        ("(?:ab)+", "ab", true), ("a$|^b", "b", true), ("(a*)*b", "aab", true), ("()*x", "x", true),
    ])
    func patternsFitOrNot(pattern: String, text: String, fits: Bool) throws {
        let compiled = try LabPattern(Array(pattern.utf8))

        #expect(compiled.matches(Array(text.utf8)) == fits, "/\(pattern)/ on '\(text)'")
    }

    @Test(arguments: ["(", "a)", "[a", "*", "a{2}", "(?=a)", "\\b", "\\1", "\\"])
    func theseAreNoPatterns(pattern: String) {
        #expect(throws: LabPattern.Failure.self) { try LabPattern(Array(pattern.utf8)) }
    }

    @Test func nestingIsBounded() {
        let deep = String(repeating: "(", count: 10_000)
        #expect(throws: LabPattern.Failure.self) { try LabPattern(Array(deep.utf8)) }
    }

    @Test func aNastyPatternTakesLinearTime() throws {
        let pattern = try LabPattern(Array("^(a+)+$".utf8))
        let text = Array(repeating: UInt8(ascii: "a"), count: 10_000) + [UInt8(ascii: "b")]

        #expect(!pattern.matches(text))
    }

    @Test(arguments: [
        ("*", "", true), ("", "", true), ("", "a", false), ("a*c", "abbc", true),
        ("a*c", "abcd", false),
        ("?", "a", true), ("?", "", false), ("*@lab.test", "bob@LAB.TEST", true),
        ("*a*b*", "xaxbx", true),
    ])
    func globsFitTheWholeText(glob: String, text: String, fits: Bool) {
        #expect(Glob.matches(Array(glob.utf8), Array(text.utf8)) == fits)
    }
}
