/// What a theme says about a role; what is nil comes from elsewhere.
package struct Style: Hashable, Sendable {
    package var foreground: Colour?
    package var background: Colour?
    package var attributes: Attributes?
    /// Attributes where there is no colour.
    package var mono: Attributes?

    package init(
        foreground: Colour? = nil, background: Colour? = nil, attributes: Attributes? = nil,
        mono: Attributes? = nil
    ) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
        self.mono = mono
    }

    /// This style, with what it leaves open taken from another.
    package func completed(by other: Style) -> Style {
        Style(
            foreground: foreground ?? other.foreground, background: background ?? other.background,
            attributes: attributes ?? other.attributes, mono: mono ?? other.mono)
    }
}
