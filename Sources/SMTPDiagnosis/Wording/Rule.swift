/// One row of a rule table, compiled: what it asks of a reply and what it concludes.
struct Rule: Sendable {
    /// A clause that needs a closer look than presence: a chain, or something that must be absent.
    struct Clause: Sendable {
        var isNegative: Bool
        var terms: [UInt16]
        /// One fewer than terms.
        var links: [RulePattern.Link]
    }

    /// Table and line, such as `servers/exim:42`.
    var name: String
    var category: Category
    /// Finer than the category where the row says so, else the category's own name.
    var id: String
    /// 0 to 99: how much the row's words say. The highest wins.
    var rank: Int
    /// Breaks ties of rank: more items asked for, more specific.
    var specificity: Int
    /// Reply codes it is limited to; empty for any.
    var codes: [CodePattern]
    /// Enhanced codes it is limited to; empty for any.
    var enhanced: [EnhancedPattern]
    /// Terms that must be present.
    var required: [UInt16]
    /// Chains of more than one term, and negations.
    var clauses: [Clause]
    /// Whether it rests on words, not on codes alone.
    var isWorded: Bool { !required.isEmpty }
    /// The pattern as written, for `--why`.
    var pattern: String
    /// Where a blocklist is looked up; empty for none, and where the finding's steps name it.
    var page: String
    /// Where the knowledge is from, as the table says.
    var source: String
}
