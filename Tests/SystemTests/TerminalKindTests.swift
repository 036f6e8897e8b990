import TestSupport
import Testing

/// Terminals of every kind, seen octet by octet.
@Suite("Kinds of terminals")
struct TerminalKindTests {
    private func start(
        _ environment: [String], _ arguments: [String] = ["lab"]
    ) throws -> PtyProgram {
        let folder = try Folder()
        return try PtyProgram(
            [Scope.path] + arguments,
            environment: Scope.environment(home: folder.path, environment), home: folder)
    }

    @Test func anUnknownTerminalIsASentence() throws {
        let program = try start(["TERM=nosuchterm"])

        #expect(program.finish() == .exited(2))
        #expect(program.text.contains("nosuchterm"))
        #expect(program.text.split(whereSeparator: \.isNewline).count == 1, "\(program.text)")
        #expect(!program.text.contains("\u{1B}"))
        #expect(program.isCooked)
    }

    @Test func aMissingTERMIsASentence() throws {
        let program = try start([])

        #expect(program.finish() == .exited(2))
        #expect(program.text.contains("TERM"))
        #expect(program.text.split(whereSeparator: \.isNewline).count == 1)
    }

    @Test(arguments: ["vt100", "dumb", "linux", "xterm", "xterm-256color", "tmux-256color"])
    func everyKnownTerminalStartsAndEnds(type: String) throws {
        let program = try start(["TERM=\(type)"])
        #expect(program.wait { $0.text.contains("lab.test ESMTP") })

        program.press("EHLO me.test\r")
        #expect(program.wait { $0.text.contains("STARTTLS") })
        program.press("\u{11}")
        _ = program.wait { $0.text.contains("y/n") || $0.isCooked }
        if !program.isCooked { program.press("y") }

        #expect(program.finish() == .exited(0))
        #expect(program.isCooked)
    }

    /// The parameters of every SGR sequence that set a colour; those of 39 and 49 do not.
    private func colours(in text: String) -> [String] {
        text.split(separator: "\u{1B}[", omittingEmptySubsequences: false).dropFirst().compactMap {
            part in
            guard let end = part.firstIndex(where: { !"0123456789;:".contains($0) }),
                part[end] == "m"
            else { return nil }
            return String(part[..<end])
        }.filter { parameters in
            parameters.split { $0 == ";" || $0 == ":" }.compactMap { Int($0) }.contains {
                (30...38).contains($0) || (40...48).contains($0) || (90...107).contains($0)
            }
        }
    }

    @Test(arguments: [["NO_COLOR=1"], []])
    func nO_COLORMeansNoColour(environment: [String]) throws {
        let program = try start(["TERM=xterm-256color"] + environment)
        #expect(program.wait { $0.text.contains("lab.test ESMTP") })
        program.press("EHLO me.test\rBLAH\r")
        #expect(program.wait { $0.text.contains("500") })
        program.settle()

        #expect(colours(in: program.text).isEmpty == !environment.isEmpty)
    }

    @Test func aLocaleWithoutUTF8GetsASCIIOnly() throws {
        let program = try start(["TERM=xterm", "LC_ALL=C"])
        #expect(program.wait { $0.text.contains("lab.test ESMTP") })
        program.press("EHLO me.test\r")
        #expect(program.wait { $0.text.contains("STARTTLS") })
        program.settle()

        #expect(program.sent.allSatisfy { $0 < 128 })
    }

    @Test func hostileWordsNeverReachTheTerminalRaw() throws {
        let hostile =
            "220 \u{1B}]0;owned\u{7}\u{1B}[2J\u{1B}]52;c;eA==\u{7}mx\u{8}\u{202E}\u{9B}31m\r\n"
        let server = try ScriptedServer([.send(hostile), .silence])
        let program = try start(
            ["TERM=xterm-256color"], ["connect", server.address])
        #expect(program.wait { $0.text.contains("owned") })
        program.settle()

        #expect(!program.text.contains("\u{1B}]0;"))
        #expect(!program.text.contains("\u{1B}]52"))
        #expect(!program.sent.contains(7))
        #expect(!program.text.unicodeScalars.contains { $0 == "\u{9B}" || $0 == "\u{202E}" })
        #expect(program.text.contains("\\x1b"))
    }

    @Test func escapeActsWithinSixtyMilliseconds() throws {
        let program = try start(["TERM=xterm-256color"])
        #expect(program.wait { $0.text.contains("lab.test ESMTP") })
        program.settle()
        var times: [Duration] = []
        for key in ["\u{1B}", "i", "\u{1B}", "i", "\u{1B}"] {
            program.forget()
            let start = ContinuousClock.now
            program.press(key)
            #expect(program.wait(within: .seconds(2)) { !$0.sent.isEmpty })
            if key == "\u{1B}" { times.append(ContinuousClock.now - start) }
            program.settle()
        }

        #expect(times.sorted()[1] < .milliseconds(60), "\(times)")
    }

    @Test func nothingIsWrittenWhileNothingHappens() throws {
        let program = try start(["TERM=xterm-256color"])
        #expect(program.wait { $0.text.contains("lab.test ESMTP") })
        program.settle(.milliseconds(300))
        program.forget()

        #expect(!program.wait(within: .milliseconds(700)) { !$0.sent.isEmpty })
    }
}
