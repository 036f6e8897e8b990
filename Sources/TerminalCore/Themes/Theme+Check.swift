extension Theme {
    /// What a default background is taken for: dark ones are not all black, light ones not white.
    static let darkGround = RGB(0x26, 0x26, 0x26)
    static let lightGround = RGB(0xF0, 0xF0, 0xF0)

    /// How far apart, on the scale of `RGB.distance`, success, later and failure must be.
    static let leastDistance = 10.0

    /// Contrast every role must have with its background (WCAG 2.2, 1.4.3 and 1.4.6).
    package var leastContrast: Double { name.hasPrefix("high-contrast") ? 7 : 4.5 }

    /// What is wrong with the colours, besides `problems`; empty if everybody can read the theme.
    package func findings() -> [String] {
        contrastFindings() + visionFindings() + ansiFindings() + monoFindings()
    }

    private func contrastFindings() -> [String] {
        var findings: [String] = []
        for depth in [Depth.truecolor, .c256] {
            for role in Role.allCases {
                let pairs = grounds(of: role, at: depth).compactMap { ground in
                    ink(of: role, at: depth).map { $0.contrast(with: ground) }
                }
                guard let worst = pairs.min(), worst < leastContrast else { continue }
                findings.append(
                    "\(role.name): contrast \(Theme.tenths(worst)) in \(Theme.name(of: depth)), at least "
                        + "\(Theme.tenths(leastContrast)) is needed")
            }
        }
        return findings
    }

    private func visionFindings() -> [String] {
        let pairs: [(Role, Role)] = [
            (.reply2xx, .reply4xx), (.reply2xx, .reply5xx), (.reply4xx, .reply5xx),
        ]
        var findings: [String] = []
        for depth in [Depth.truecolor, .c256] {
            for (one, two) in pairs {
                guard let first = ink(of: one, at: depth), let second = ink(of: two, at: depth)
                else { continue }
                for vision in ColourVision.allCases {
                    let distance = first.distance(to: second, seenWith: vision)
                    guard distance < Theme.leastDistance else { continue }
                    findings.append(
                        "\(one.name) and \(two.name): distance \(Theme.tenths(distance)) with "
                            + "\(vision) in \(Theme.name(of: depth)), at least "
                            + "\(Theme.tenths(Theme.leastDistance)) is needed")
                }
            }
        }
        return findings
    }

    private static func name(of depth: Depth) -> String {
        switch depth {
        case .mono: "no colour"
        case .c16: "16 colours"
        case .c256: "256 colours"
        case .truecolor: "24-bit colour"
        }
    }

    /// Plain blue on the terminal's own background cannot be read on many screens.
    private func ansiFindings() -> [String] {
        Role.allCases.filter { role in
            let style = style(of: role)
            return Depth.allCases.contains { depth in
                style.foreground?.paint(at: depth) == .index(4)
                    && style.background?.paint(at: depth) == .terminal
            }
        }.map { "\($0.name): plain blue on the terminal's background is hard to read" }
    }

    private func monoFindings() -> [String] {
        let apart: [(Role, Role)] = [
            (.lineClient, .lineServer), (.reply2xx, .reply4xx), (.reply4xx, .reply5xx),
            (.reply2xx, .reply5xx), (.uiText, .uiSelection), (.uiText, .error),
        ]
        return apart.filter { one, two in
            let dim = Attributes.dim
            return style(of: one).mono?.subtracting(dim) == style(of: two).mono?.subtracting(dim)
        }.map { "\($0.name) and \($1.name) look the same without colour" }
    }

    /// The foreground, if its colour is known.
    private func ink(of role: Role, at depth: Depth) -> RGB? {
        Theme.known(style(of: role).foreground, at: depth)
    }

    /// The backgrounds the role may stand on, as far as their colours are known.
    private func grounds(of role: Role, at depth: Depth) -> [RGB] {
        let background = style(of: role).background ?? .terminal
        if background != .terminal { return Theme.known(background, at: depth).map { [$0] } ?? [] }
        switch variant {
        case .dark: return [Theme.darkGround]
        case .light: return [Theme.lightGround]
        case .any: return [Theme.darkGround, Theme.lightGround]
        }
    }

    private static func known(_ colour: Colour?, at depth: Depth) -> RGB? {
        switch colour?.paint(at: depth) {
        case .rgb(let rgb): rgb
        case .index(let number): RGB(c256: number)
        case .terminal, nil: nil
        }
    }

    /// One decimal, cut and not rounded: 4.49 must not read as 4.5.
    private static func tenths(_ value: Double) -> String {
        let tenths = Int(value * 10)
        return "\(tenths / 10).\(tenths % 10)"
    }
}
