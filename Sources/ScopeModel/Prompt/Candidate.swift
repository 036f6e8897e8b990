import SMTPCore

/// One thing the line could go on with.
package struct Candidate: Hashable, Sendable {
    /// What takes the place of `Completion.replaced`, with a blank behind it where more follows.
    package var insert: String
    /// What the list shows, such as `MAIL FROM:<` or `BODY=8BITMIME`.
    package var label: String
    /// One clause that says what it does; may be empty.
    package var help: String
    /// Why it is not legal now; nil if it is.
    package var objection: Objection?

    package init(_ insert: String, label: String, help: String, objection: Objection? = nil) {
        self.insert = insert
        self.label = label
        self.help = help
        self.objection = objection
    }

    /// What the list shows behind the label: the help, or why not yet.
    package var note: String {
        objection.map { "not yet: \($0.reason) (\($0.source))" } ?? help
    }
}
