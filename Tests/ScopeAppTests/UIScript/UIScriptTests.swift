import TerminalCore
import Testing

@testable import ScopeApp

/// Scripts for the screen as text.
struct UIScriptTests {
    private func read(_ text: String) throws -> UIScript {
        try UIScript(Array(text.utf8), path: "x.ui")
    }

    private func only(_ line: String) throws -> UIScript.Order? {
        let script = try read(line)
        #expect(script.steps.count == 1)
        return script.steps.first?.order
    }

    @Test func emptyLinesAndRemarksAreSkippedAndLinesCounted() throws {
        let script = try read("# a remark\r\n\n   key F1  \r\n\twait-idle")

        #expect(script.steps.map(\.line) == [3, 4])
        #expect(script.steps.map(\.text) == ["key F1", "wait-idle"])
    }

    @Test func keysAreReadByTheirNames() throws {
        let expected: [Input] = [.key(.control("c")), .key(.function(1)), .key(.character("j"))]

        #expect(try only("key C-c F1 j") == .input(expected))
    }

    @Test func aLineIsTypedAndSent() throws {
        let noop = "NOOP".map { Input.key(.character($0)) }

        #expect(try only("type NOOP") == .input(noop))
        #expect(try only("line NOOP") == .input(noop + [.key(.enter)]))
    }

    @Test func aBackslashWritesWhatCannotBeTyped() throws {
        let octets = Array("a\nb\\ ".utf8)

        #expect(try only("paste a\\nb\\\\\\s") == .input([.paste(octets, dropped: 0)]))
    }

    @Test func expectationsAreRead() throws {
        #expect(try only("expect-text S< 250") == .expect(.text("S< 250")))
        #expect(try only("expect-gone 250") == .expect(.gone("250")))
        #expect(try only("expect-status ONLINE") == .expect(.status("ONLINE")))
        #expect(try only("expect-role reply.5xx 554") == .expect(.role(.reply5xx, "554")))
        #expect(
            try only("expect-cursor 6,20") == .expect(.cursor(Position(column: 6, row: 20))))
        #expect(try only("expect-cursor hidden") == .expect(.cursor(nil)))
    }

    @Test func theRestIsRead() throws {
        let click = Mouse(.press(.left), at: Position(column: 3, row: 10))

        #expect(try only("resize 40x12") == .resize(Size(columns: 40, rows: 12)))
        #expect(try only("click 3,10") == .input([.mouse(click)]))
        let wheel = Mouse(.wheelDown, at: Position(column: 3, row: 10))
        #expect(try only("wheel down 3,10") == .input([.mouse(wheel)]))
        #expect(try only("save-frame") == .saveFrame(path: nil))
        #expect(try only("save-frame a b.txt") == .saveFrame(path: "a b.txt"))
        #expect(try only("patience 0.5") == .patience(.milliseconds(500)))
    }

    @Test(arguments: [
        "press F1", "key", "key Hyper-x", "type", "type a\\q", "type a\\", "resize 40", "resize x",
        "resize 40x100000", "click 3", "click -1,2", "wheel left 1,1", "wait-idle now",
        "patience never", "patience -1", "patience nan", "expect-role nosuch 554",
        "expect-role reply.5xx", "expect-text", "expect-cursor here", "\u{0}",
    ])
    func whatIsNoStepIsToldWithItsPlace(line: String) {
        #expect {
            try read("wait-idle\n" + line)
        } throws: { error in
            let text = "\(error)"
            return text.hasPrefix("x.ui:2: ") && text.contains("use key NAMES")
                && !text.contains("\u{0}")
        }
    }

    @Test func anyOctetsAreReadWithoutATrap() {
        for seed in 0..<200 {
            var state = UInt32(seed)
            let octets = (0..<60).map { _ -> UInt8 in
                state = state &* 1_664_525 &+ 1_013_904_223
                return UInt8(truncatingIfNeeded: state >> 24)
            }
            _ = try? UIScript(Array("type ".utf8) + octets, path: "x.ui")
        }
    }
}
