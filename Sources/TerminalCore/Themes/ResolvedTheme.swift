/// A theme for one terminal: a flat table with one entry for each role.
package struct ResolvedTheme: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package var foreground: Paint
        package var background: Paint
        package var attributes: Attributes
    }

    package let depth: Depth
    /// In the order of `Role.allCases`.
    private let entries: [Entry]

    package init(_ theme: Theme, depth: Depth) {
        self.depth = depth
        entries = Role.allCases.map { role in
            let style = theme.style(of: role)
            return Entry(
                foreground: (style.foreground ?? .terminal).paint(at: depth),
                background: (style.background ?? .terminal).paint(at: depth),
                attributes: (depth == .mono ? style.mono : style.attributes) ?? [])
        }
    }

    package subscript(role: Role) -> Entry { entries[Int(role.rawValue)] }
}
