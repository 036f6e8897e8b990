/// A piece of a `.lab` file and where it begins.
struct LabToken: Hashable {
    enum Kind: Hashable {
        /// Anything without blanks, quotes, `:`, `;` and `,`.
        case word(String)
        /// Without its quotes, escapes resolved.
        case string([UInt8])
        case pattern(LabPattern)
        case colon, semicolon, comma
        /// The statement is over.
        case end
    }

    struct Place: Hashable {
        var line: Int
        var column: Int
    }

    var kind: Kind
    var place: Place

    /// For a sentence: what stands there.
    var name: String {
        switch kind {
        case .word(let word): "'\(word)'"
        case .string: "a text in quotes"
        case .pattern: "a pattern"
        case .colon: "':'"
        case .semicolon: "';'"
        case .comma: "','"
        case .end: "the end of the line"
        }
    }
}

/// What stops the reading of one statement.
struct LabFault: Error, Hashable {
    var place: LabToken.Place
    var message: String
    var suggestion: String?

    init(_ place: LabToken.Place, _ message: String, _ suggestion: String? = nil) {
        self.place = place
        self.message = message
        self.suggestion = suggestion
    }
}
