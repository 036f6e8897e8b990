import SMTPCore
import SMTPTrace

/// What facts of a session mean, as far as a script wants to know.
package struct Insight: Sendable, Hashable {
    /// What scripts may call it, the finest first. Never empty.
    package var names: [String]
    /// A short clause: "The server will not relay for you".
    package var title: String
    /// The first thing to try, a sentence; nil where there is none.
    package var advice: String?

    package init(names: [String], title: String, advice: String?) {
        self.names = names
        self.title = title
        self.advice = advice
    }
}

/// Finds out what the facts of a session mean: a fold, fed with every fact in order.
package protocol Investigation: Sendable {
    /// What one more fact brought to light, the best first. Usually empty.
    mutating func note(_ event: TraceEvent) -> [Insight]
    /// What a refusal means by its own words; nil where they say nothing.
    mutating func judge(_ reply: Reply) -> Insight?
}
