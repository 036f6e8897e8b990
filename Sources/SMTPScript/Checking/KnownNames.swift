/// Names that are defined outside scripts, for the check before a run. Asked only about scripts that
/// use such names.
package struct KnownNames: Sendable {
    /// The practice server's scenarios; nil where they are not known.
    package var labs: @Sendable () -> [String]?
    /// Whether a diagnosis has this name.
    package var isDiagnosis: @Sendable (String) -> Bool
    /// All names of diagnoses, for a suggestion.
    package var diagnoses: @Sendable () -> [String]

    /// What servers offer behind EHLO, in upper case; for a suggestion.
    package var keywords: @Sendable () -> [String]

    package init(
        labs: @escaping @Sendable () -> [String]? = { nil },
        isDiagnosis: @escaping @Sendable (String) -> Bool = { _ in true },
        diagnoses: @escaping @Sendable () -> [String] = { [] },
        keywords: @escaping @Sendable () -> [String] = { [] }
    ) {
        self.labs = labs
        self.isDiagnosis = isDiagnosis
        self.diagnoses = diagnoses
        self.keywords = keywords
    }
}
