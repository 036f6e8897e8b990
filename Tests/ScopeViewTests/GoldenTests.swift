import Foundation
import ScopeModel
import ScopeView
import TerminalCore
import Testing

/// Frames of the designed situations, compared with files. `SMTPSCOPE_UPDATE_GOLDEN=1` writes
/// them anew and fails, so that nobody forgets to look at the difference.
struct GoldenTests {
    static let sizes = [
        Size(columns: 120, rows: 36), Size(columns: 80, rows: 24), Size(columns: 60, rows: 20),
        Size(columns: 40, rows: 12), Size(columns: 20, rows: 4),
    ]

    @Test(arguments: Situation.allCases, sizes)
    func everyDesignedFrameLooksAsItDid(_ situation: Situation, at size: Size) throws {
        let grid = render(situation.stage(size).model)

        try expectGolden(grid, "\(situation.rawValue).\(size)")
    }

    @Test(arguments: [Situation.refusal, .welcome, .hostile], sizes)
    func asciiFramesLookAsTheyDid(_ situation: Situation, at size: Size) throws {
        let grid = render(situation.stage(size, isUnicode: false).model)

        try expectGolden(grid, "\(situation.rawValue)-ascii.\(size)")
        #expect(grid.cells.allSatisfy { $0.grapheme.utf8.allSatisfy { $0 < 0x80 } })
    }

    private func expectGolden(_ grid: Grid, _ name: String) throws {
        let text = grid.planes
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Goldens/\(name).txt")
        if ProcessInfo.processInfo.environment["SMTPSCOPE_UPDATE_GOLDEN"] == "1" {
            try Data(text.utf8).write(to: path)
            Issue.record("written anew: \(name)")
            return
        }
        let expected = try String(contentsOf: path, encoding: .utf8)
        guard text != expected else { return }
        let differing = zip(text.split(separator: "\n"), expected.split(separator: "\n"))
            .enumerated().filter { $0.element.0 != $0.element.1 }
            .map { "\($0.offset): \($0.element.0)\n    was: \($0.element.1)" }
        Issue.record("\(name) differs:\n\(text)\n\(differing.joined(separator: "\n"))")
    }
}
