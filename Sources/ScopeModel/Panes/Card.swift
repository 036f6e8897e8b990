/// What the Diagnosis pane says about one row.
package struct Card: Hashable, Sendable {
    package enum Severity: String, Hashable, Sendable {
        case note = "NOTE"
        case temporary = "TEMPORARY"
        case permanent = "PERMANENT"
        case warning = "WARNING"
    }

    package struct Cause: Hashable, Sendable {
        package var text: String
        /// Rows that show it; may be empty.
        package var evidence: [Int] = []
    }

    package struct Fix: Hashable, Sendable {
        package var text: String
        /// What goes into the input: SMTP, or a command behind `:`. Empty where there is nothing
        /// to type.
        package var lines: [[UInt8]] = []
    }

    /// The first row of what it is about.
    package var row: Int
    /// A few words, such as "relaying refused".
    package var title: String
    /// The codes, or empty.
    package var code = ""
    package var severity: Severity
    /// One or two sentences.
    package var summary: String
    /// The likeliest first.
    package var causes: [Cause] = []
    /// The best first; two have keys.
    package var fixes: [Fix] = []
    /// Paragraphs, divided by blanks. May be empty.
    package var sources = ""
}
