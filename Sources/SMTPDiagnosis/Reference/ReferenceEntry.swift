/// What the pocket reference knows about one word of the wire.
package struct ReferenceEntry: Sendable, Hashable {
    /// The word as it is looked up: `550`, `5.7.26`, `STARTTLS`, `SIZE`. Fallbacks keep the
    /// pattern they matched, such as `45z` or `X.7`.
    package var name: String
    /// One line of at most 64 columns, without a full stop.
    package var brief: String
    /// Two to four sentences: what it means, what usually causes it, what to do next.
    package var paragraph: String
    /// Where the facts come from, as `RFC 5321 §4.2.3`; several sources are divided by `; `.
    package var source: String
    /// The day the facts were checked, as `2026-11-24`.
    package var checked: String
    /// The form to write, where the thing has one: `SIZE=octets`, `MAIL FROM:<address>`.
    package var syntax: String?
    /// A line to copy, for verbs and parameters.
    package var example: String?
    /// At which point of the session a verb is legal.
    package var when: String?
    /// The verbs a reply row or a parameter belongs to; empty where it belongs to all or to none.
    package var verbs: [String] = []
    /// The first digits an enhanced code is used with, ascending; empty elsewhere.
    package var classes: [Int] = []
    /// The values of a parameter one by one; empty where they are not a list.
    package var values: [ReferenceValue] = []
    /// One word of judgement on keywords and mechanisms.
    package var standing: ReferenceStanding?
}
