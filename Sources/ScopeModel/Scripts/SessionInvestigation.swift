import SMTPCore
import SMTPDiagnosis
import SMTPScript
import SMTPTrace

/// What a script is told about its session: the findings the screen shows.
package struct SessionInvestigation: Investigation {
    private var diagnostician = Diagnostician()

    package init() {}

    package mutating func note(_ event: TraceEvent) -> [Insight] {
        diagnostician.note(event).map(Insight.init)
    }

    package mutating func judge(_ reply: Reply) -> Insight? {
        diagnostician.classify(reply.octets).map(Insight.init)
    }
}

extension Insight {
    fileprivate init(_ finding: Finding) {
        self.init(
            names: finding.names, title: finding.title, advice: finding.steps.first?.text)
    }
}
