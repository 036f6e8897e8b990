/// A step that sent whole commands and has no line about what is answered.
struct UnaskedStep: Sendable {
    let step: ExpectedStep
    /// As sent, where it holds a secret.
    let shown: String?
    /// The number of its last line.
    let lastLine: Int
    /// The index of its section.
    let section: Int
    /// Whether it stands inside `@optional`.
    let isOptional: Bool
}
