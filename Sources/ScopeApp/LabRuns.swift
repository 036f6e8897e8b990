import Glibc
import SMTPLab
import SMTPTrace
import ScopeEngine

/// The lab without a screen.
package enum LabRuns {
    /// All scenarios, one line each.
    package static func list() -> String {
        let width = (LabScenario.ids.map(\.utf8.count).max() ?? 0) + 2
        return LabScenario.all.map { scenario in
            let gap = String(repeating: " ", count: width - scenario.id.utf8.count)
            return scenario.id + gap + scenario.title + "\n"
        }.joined()
    }
}
