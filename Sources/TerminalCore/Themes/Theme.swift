/// Colours and attributes for every role. Any document makes one: what is wrong in it is listed
/// and left out.
package struct Theme: Hashable, Sendable {
    /// The backgrounds a theme is made for.
    package enum Variant: String, Hashable, Sendable {
        case dark, light, any
    }

    package let name: String
    package let variant: Variant
    package let description: String
    /// In the order they were found, those of ancestors last.
    package let problems: [ThemeProblem]
    /// Complete, in the order of `Role.allCases`.
    private let styles: [Style]

    /// No document at all: attributes only, in the terminal's own colours.
    package static let builtin = Theme(documents: [])

    /// - Parameter documents: the theme, then what it inherits from, nearest first.
    package init(documents: [ThemeDocument]) {
        var reader = ThemeReader(documents: documents)
        let layers = documents.map { reader.layer(of: $0) }
        name = reader.name
        variant = reader.variant
        description = reader.description
        problems = reader.problems
        styles = Role.allCases.map { role in
            let style = layers.reduce(Style()) { $0.completed(by: $1.style(of: role)) }
            let fallback = role.fallback
            return style.completed(
                by: Style(
                    foreground: .terminal, background: .terminal, attributes: fallback.attributes,
                    mono: fallback.mono))
        }
    }

    /// The role's style; nothing in it is nil.
    package func style(of role: Role) -> Style { styles[Int(role.rawValue)] }
}

/// What one document says.
struct ThemeLayer {
    var base: [String: Colour] = [:]
    /// By role name or a dotted beginning of some.
    var styles: [String: Style] = [:]

    /// The role's own entry, completed by those for shorter names, then by `[base]`.
    func style(of role: Role) -> Style {
        var style = Style()
        var name = Substring(role.name)
        while true {
            if let entry = styles[String(name)] { style = style.completed(by: entry) }
            guard let dot = name.lastIndex(of: ".") else { break }
            name = name[..<dot]
        }
        let fallback = role.fallback
        let ground = base[fallback.ground] ?? base["bg"]
        return style.completed(by: Style(foreground: base[fallback.base], background: ground))
    }
}
