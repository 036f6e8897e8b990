import SMTPCore
import SMTPTrace
import Testing

@testable import SMTPScript

/// What becomes of logins that `@auth` would not do like that, and of the lab's name.
struct LoginExportTests {
    private static func script(_ dialogue: String, to target: String = "mx:25") -> String {
        var facts: [Fact] = [
            .connecting(to: target, attempt: 1, of: 1), .connected(local: "", peer: target),
        ]
        for line in dialogue.split(separator: "\n") {
            let octets = Array((line.dropFirst(3) + "\r\n").utf8)
            let isHidden = line.contains("[auth1]")
            facts.append(
                line.first == "S"
                    ? .received(ReceivedOctets(octets: octets, isSecure: false, read: 1))
                    : .sent(
                        SentOctets(
                            octets: octets, part: line.first == "A" ? .authentication : .command,
                            isSecure: false, write: 1, hidden: isHidden ? ["auth1"] : [])))
        }
        let events = facts.map { TraceEvent(at: .zero, connection: 1, fact: $0) }
        let text = ScriptExport.script(from: events, name: "login").text
        let problems = ScriptProgram.load(text, file: "x.smtp") { _ in nil }.problems
        #expect(problems.isEmpty, "\(problems.map(\.message))")
        return String(decoding: text, as: UTF8.self)
    }

    @Test func aResponseThatCannotBeReadIsSavedAsItWent() {
        let text = Self.script(
            """
            S: 220 hi
            A: AUTH CRAM-MD5
            S: 334 PDEyMzQ+
            A: [auth1]
            S: 501 5.5.2 cannot decode
            C: NOOP
            S: 250 ok
            """)

        #expect(
            text.hasSuffix(
                "AUTH CRAM-MD5\n< 334\n\n# a secret stood here, perhaps in base64\n${auth1}\n"
                    + "< 501 5.5.2\n\nNOOP\n< 250\n"))
        #expect(text.contains("@secret auth1 from env"))
    }

    @Test func aLoginThatWasCancelledIsSavedAsItWent() {
        let text = Self.script("S: 220 hi\nA: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nA: *\nS: 501 no")

        #expect(text.hasSuffix("AUTH LOGIN\n< 334\n\n*\n< 501\n"))
    }

    @Test func aMechanismThatIsNotDoneIsSavedAsItWent() {
        let text = Self.script("S: 220 hi\nA: AUTH FOO\nS: 504 5.5.4 unknown")

        #expect(text.hasSuffix("AUTH FOO\n< 504 5.5.4\n"))
    }

    @Test func aLoginThatIsRefusedAtOnceIsSavedAsItWent() {
        let text = Self.script("S: 220 hi\nA: AUTH CRAM-MD5\nS: 503 5.5.1 not now")

        #expect(text.hasSuffix("AUTH CRAM-MD5\n< 503 5.5.1\n"))
    }

    /// `@auth` does nothing without a password, and none was given.
    @Test func aUserThatIsRefusedIsSavedAsItWent() {
        let text = Self.script(
            "S: 220 hi\nA: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nA: YW5u\nS: 535 5.7.8 who?")

        #expect(text.hasSuffix("AUTH LOGIN\n< 334\n\nYW5u\n< 535 5.7.8\n"), "\(text)")
    }

    @Test func aPasswordThatIsRefusedIsTriedAnew() {
        let text = Self.script("S: 220 hi\nA: AUTH PLAIN [auth1]\nS: 535 5.7.8 wrong")

        #expect(text.contains("@auth plain password=${auth1}\n< 535 5.7.8\n"))
    }

    @Test func theLabIsNamed() {
        let lab = Self.script("S: 220 lab.test\nC: NOOP\nS: 250 ok", to: "lab:healthy")
        let other = Self.script("S: 220 mx\nC: NOOP\nS: 250 ok")

        #expect(lab.hasPrefix("@format 1\n@title \"Recorded session login\"\n@lab healthy\n"))
        #expect(!other.contains("@lab"))
    }
}
