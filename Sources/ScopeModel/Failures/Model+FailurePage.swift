import SMTPDiagnosis
import TerminalCore

extension Model {
    /// Everything about the chosen failure.
    mutating func showFailure() {
        guard let failure = failures?.selected else {
            say("there is no failure to explain")
            return
        }
        let finding = failure.finding
        var items: [Page.Item] = [
            .verbatim(Visible.text(of: failure.sample), .lineServer),
            .text(failure.occurrences, .hint), .blank,
        ]
        if let remark = failure.party.remark { items += [.text(remark, .hint), .blank] }
        items += Self.items(of: finding)
        if !failure.evidence.isEmpty {
            items += [.blank, .heading("Found in")]
            items += failure.evidence.map {
                .field("line \($0.line)", Visible.text(of: $0.text), .diagEvidence)
            }
            if let last = failure.evidence.last, failure.lastLine > last.line {
                items.append(.text("and last in line \(failure.lastLine)", .hint))
            }
        }
        show("Failure: \(finding.id)", items)
    }

    /// What a finding is, why it comes about, and what to try.
    static func items(of finding: Finding) -> [Page.Item] {
        var items: [Page.Item] = [
            .heading(finding.title), .text(finding.facts, .diagCause), .blank,
            .text(finding.what, .uiText), .text(finding.why, .uiText),
        ]
        if let contradiction = finding.contradiction {
            items.append(.text(contradiction, .warning))
        }
        return items + Self.items(of: finding.steps)
    }

    private static func items(of steps: [Step]) -> [Page.Item] {
        guard !steps.isEmpty else { return [] }
        return [.blank, .heading("Try")]
            + steps.enumerated().flatMap { number, step -> [Page.Item] in
                [.text("\(number + 1). \(step.text)", .diagFix)]
                    + step.prompt.map { .verbatim("    " + $0, .lineClient) }
            }
    }
}
