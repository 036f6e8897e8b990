import ScopeModel
import ScopeView
import TerminalCore
import Testing

/// Promises that hold at every size.
struct SweepTests {
    private static let situations: [Situation] = [
        .welcome, .refusal, .notice, .data, .hostile, .secret, .browsing, .ended,
    ]

    private static func sizes(from: Size, to: Size, step: Int) -> [Size] {
        stride(from: from.rows, through: to.rows, by: step).flatMap { rows in
            stride(from: from.columns, through: to.columns, by: step).map {
                Size(columns: $0, rows: rows)
            }
        }
    }

    @Test(arguments: Situation.allCases)
    func noSizeTraps(_ situation: Situation) {
        var stage = situation.stage(Size(columns: 80, rows: 24))
        let small = Self.sizes(
            from: Size(columns: 1, rows: 1), to: Size(columns: 23, rows: 12), step: 2)
        let large = Self.sizes(
            from: Size(columns: 20, rows: 4), to: Size(columns: 200, rows: 60), step: 17)

        for size in [Size(columns: 0, rows: 0)] + small + large {
            _ = stage.model.update(.resized(size))
            let grid = render(stage.model)

            #expect(grid.size == size)
            if let cursor = grid.cursor { #expect(grid.contains(cursor), "\(situation) \(size)") }
        }
    }

    @Test(arguments: situations)
    func promptLastCodeAndWayOutAreAlwaysThere(_ situation: Situation) {
        var stage = situation.stage(Size(columns: 80, rows: 24))

        for size in Self.sizes(
            from: Size(columns: 20, rows: 4), to: Size(columns: 160, rows: 44), step: 9)
        {
            _ = stage.model.update(.resized(size))
            let text = render(stage.model).textPlane
            let code = stage.model.lastCode.map { String($0) } ?? ""

            #expect(code.isEmpty || text.contains(code), "\(situation) \(size):\n\(text)")
            #expect(text.contains(">"), "\(situation) \(size):\n\(text)")
            #expect(
                text.contains("^C") || text.contains("Esc"), "\(situation) \(size):\n\(text)")
        }
    }

    @Test(arguments: Situation.allCases)
    func everyPopupShowsHowToCloseIt(_ situation: Situation) {
        var stage = situation.stage(Size(columns: 80, rows: 24))
        guard stage.model.popup != nil || stage.model.overlay != nil else { return }

        for size in Self.sizes(
            from: Size(columns: 40, rows: 10), to: Size(columns: 130, rows: 40), step: 11)
        {
            _ = stage.model.update(.resized(size))

            #expect(render(stage.model).textPlane.contains("Esc"), "\(situation) \(size)")
        }
    }

    @Test(arguments: Situation.allCases)
    func theCursorStandsOnCaretOrSelection(_ situation: Situation) throws {
        for size in GoldenTests.sizes {
            let model = situation.stage(size).model
            let cursor = try #require(render(model).cursor)
            guard model.popup == nil, model.focus == .prompt else { continue }

            #expect(cursor.row == model.layout.promptRow)
        }
    }

    @Test func tooSmallScreensSaySoAndRecover() {
        var stage = Situation.refusal.stage(Size(columns: 10, rows: 3))
        #expect(render(stage.model).text(row: 0) == "smtpscope:")

        _ = stage.model.update(.resized(Size(columns: 40, rows: 3)))
        #expect(render(stage.model).textPlane.hasPrefix("smtpscope: need 20x4, have 40x3"))

        _ = stage.model.update(.resized(Size(columns: 80, rows: 24)))
        #expect(render(stage.model) == render(Situation.refusal.stage(stage.model.screen).model))
    }

    @Test func theSelectedLineStaysVisibleWhateverTheSize() {
        var stage = Situation.browsing.stage(Size(columns: 120, rows: 36))

        for size in Self.sizes(
            from: Size(columns: 20, rows: 4), to: Size(columns: 140, rows: 40), step: 11)
        {
            _ = stage.model.update(.resized(size))

            #expect(
                stage.model.visibleLines.contains { $0.row == stage.model.viewport.selection },
                "\(size)")
        }
    }

    @Test func rolesAndTextTellTheSame() throws {
        let grid = render(Situation.refusal.stage(Size(columns: 120, rows: 36)).model)
        let roles = Set(grid.cells.map(\.role))

        #expect(roles.isSuperset(of: [.reply2xx, .reply5xx, .tlsOn, .lineClientVerb, .annotation]))
        let text = grid.textPlane
        for sign in ["C>", "S<", "S!", "T=", " | ", "PERMANENT"] { #expect(text.contains(sign)) }
    }
}
