import SMTPCore
import SMTPTrace
import TerminalCore
import Testing

@testable import SMTPScript
@testable import ScopeModel

/// Lines of the language typed in any order, with any answers between them: nothing traps, nothing
/// hangs, and no secret is shown.
struct PromptFuzzTests {
    private static let lines = [
        "@set a = \"x\"", "@set b = a + 1", "@var c = repeat(a, 3)", "@set d = base64(\"\\0\", pw)",
        "@set e = 1 / 0", "@ask q \"What?\"", "@secret pw", "@secret pw for mx.other.test",
        "@secret env from env HOME", "NOOP ${a}", "NOOP ${b}${c}", "AUTH PLAIN ${d}",
        "NOOP ${pw}", "NOOP ${nobody}", "NOOP $${a}", "> ${a} ", "< 250", "< 250 /(?<f>o.)/",
        "< text \"${a}\"", "< ${late}", "<+ closed", "@raw \"NO\"", "@raw hex 4e4f",
        "@message auto",
        "@message <<END", "END", "@if open", "@each x in a, b", "@each", "| x |", "| ${a} |",
        "@repeat 2", "@retry 2", "@optional", "@pipeline", "@end", "@else", "EHLO me", "DATA", ".",
        "@connect mx.test as b", "@connect ${a}", "@connect", "@use main", "@use b", "@close",
        "@starttls", "@tls verify=none", "@auth plain user=${a}",
        "@auth plain user=a password=${pw}", "@include \"x\"", "@server ${a}", "@lab healthy",
        "# x", "## ${a}", "@note \"${pw}\"", "@section \"${d}\"", "@wait 1s", "@pause", "@stop",
        "\u{1B}[31m", "${", "${a", "@", "<", "", " ", "STARTTLS",
    ]
    private static let replies = [
        "250 ok", "250-one", "250 two", "220 mx.test", "354 go", "334 ", "500 what", "x", "535 no",
        "421 bye",
    ]
    private static let secret = "pw-s3cr3t"

    private var model = Model(screen: Size(columns: 80, rows: 24))
    private var random = ScriptRandom(seed: 1)
    private var connection = 0

    private mutating func tell(_ fact: Fact) {
        let at = model.now + .milliseconds(1)
        _ = model.update(.traces([TraceEvent(at: at, connection: connection, fact: fact)]))
    }

    private mutating func open() {
        connection += 1
        tell(.connecting(to: "192.0.2.1:25", attempt: 1, of: 1))
        tell(.connected(local: "192.0.2.9:4711", peer: "192.0.2.1:25"))
        answer("220 mx.test")
    }

    private mutating func answer(_ line: String) {
        tell(
            .received(
                ReceivedOctets(octets: Array((line + "\r\n").utf8), isSecure: false, read: 1)))
    }

    /// What the engine would make of it.
    private mutating func obey(_ effects: [Effect]) {
        for effect in effects {
            switch effect {
            case .submit(.connect), .play(.connect): open()
            case .submit(.send(let octets)), .play(.send(let octets)):
                guard connection > 0 else { continue }
                let hidden = octets.text.contains(Self.secret) ? Array("[pw]\r\n".utf8) : octets
                tell(
                    .sent(
                        SentOctets(octets: hidden, part: .command, isSecure: false, write: 1)))
            case .submit(.disconnect), .play(.close): tell(.ended(Ending(how: .closedByUs)))
            default: break
            }
        }
    }

    private mutating func type(_ line: String, end: Key) {
        let isSecret = model.overlay?.editor.isMasked == true
        for character in isSecret ? Self.secret : line {
            obey(model.update(.input(.key(.character(character)))))
        }
        obey(model.update(.input(.key(end))))
    }

    @Test(arguments: 1...40) mutating func anythingMayBeTyped(seed: UInt64) {
        random = ScriptRandom(seed: seed)
        if seed > 5 { open() }
        for _ in 0..<150 {
            let line = Self.lines.randomElement(using: &random) ?? ""
            let ends: [Key] = [
                .enter, .enter, .enter, .enter, .enter, .altEnter, .control("c"), .escape,
            ]
            type(line, end: ends.randomElement(using: &random) ?? .enter)
            if model.popup != nil { obey(model.update(.input(.key(.escape)))) }
            if Bool.random(using: &random), connection > 0 {
                answer(Self.replies.randomElement(using: &random) ?? "")
            }
            if model.scriptDeadline != nil {
                obey(model.update(.scriptDue(now: model.now + .seconds(40))))
            }
        }

        #expect(model.log.filter { $0.contains(Self.secret) }.isEmpty)
        #expect(model.prompt.history.entries.allSatisfy { !$0.text.contains(Self.secret) })
    }
}
