import TerminalCore
import Testing

@testable import ScopeApp

/// The player alone, on frames and a clock of the test's own.
struct UIPlayerTests {
    private static let size = Size(columns: 12, rows: 2)

    private var start: ContinuousClock.Instant { .now }

    private func player(_ text: String) throws -> UIPlayer {
        UIPlayer(try UIScript(Array(text.utf8), path: "x.ui"))
    }

    private func scene(
        _ text: String, role: Role = .uiText, isIdle: Bool = true
    ) -> UIScene {
        var grid = Grid(size: Self.size)
        grid.put(text, at: Position(column: 2, row: 0), role: role, width: 10)
        grid.put("ONLINE", at: Position(column: 0, row: 1), role: .uiStatus, width: 10)
        grid.cursor = Position(column: 1, row: 1)
        return UIScene(grid: grid, statusRow: 1, isIdle: isIdle)
    }

    @Test func stepsAreHandedOutOneByOne() throws {
        var player = try player("key F1\nresize 40x12\ntype a")
        let scene = scene("")

        #expect(player.next(scene, at: start) == .input([.key(.function(1))]))
        #expect(player.next(scene, at: start) == .resize(Size(columns: 40, rows: 12)))
        #expect(player.unplayed == "x.ui:3: type a: the program ended before this step")
        #expect(player.next(scene, at: start) == .input([.key(.character("a"))]))
        #expect(player.unplayed == nil)
        #expect(player.next(scene, at: start) == .passed)
    }

    @Test(arguments: [
        "expect-text 554", "expect-gone 250", "expect-status ONLINE", "expect-role reply.5xx 554",
        "expect-cursor 1,1", "wait-idle",
    ])
    func whatHoldsIsPassedAtOnce(step: String) throws {
        var player = try player(step)

        #expect(player.next(scene("554 no", role: .reply5xx), at: start) == .passed)
    }

    @Test(arguments: [
        "expect-text 250", "expect-gone 554", "expect-status 554", "expect-role reply.4xx 554",
        "expect-cursor hidden", "wait-idle",
    ])
    func whatDoesNotHoldIsWaitedFor(step: String) throws {
        var player = try player(step)
        let start = start
        let scene = scene("554 no", role: .reply5xx, isIdle: false)

        #expect(player.next(scene, at: start) == .wait(until: start + .seconds(10)))
        #expect(
            player.next(scene, at: start + .seconds(9)) == .wait(until: start + .seconds(10)))
        guard case .failed(let reason) = player.next(scene, at: start + .seconds(10)) else {
            Issue.record("it still waits")
            return
        }
        #expect(reason.hasPrefix("x.ui:1: \(step): "))
        #expect(reason.hasSuffix("  554 no\nONLINE\n"))
    }

    @Test func whatComesInTimeIsPassed() throws {
        var player = try player("patience 1\nexpect-text 250\nsave-frame f")
        let start = start
        let scene = scene("250 ok")

        #expect(player.next(self.scene(""), at: start) == .wait(until: start + .seconds(1)))
        #expect(player.next(scene, at: start) == .save(scene.grid.planes, path: "f"))
    }

    @Test func aTextMayBeLongerThanTheScreen() throws {
        var player = try player("expect-role ui.text " + String(repeating: "x", count: 99))
        let start = start

        #expect(player.next(scene("x"), at: start) == .wait(until: start + .seconds(10)))
    }
}
