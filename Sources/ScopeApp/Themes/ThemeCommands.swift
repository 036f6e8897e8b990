import Glibc
import TerminalCore

/// What `theme list`, `theme show` and `theme check` answer.
package enum ThemeCommands {
    package struct Answer: Hashable, Sendable {
        /// Lines, each ended by LF.
        package var text: String
        /// 0 if all is well, 1 if something was found, 2 if there is no such theme.
        package var exitCode: Int32
    }

    /// One line for each theme.
    package static func list(_ shelf: ThemeShelf = ThemeShelf()) -> Answer {
        let own = Set(shelf.ownNames)
        var text = ""
        for name in shelf.names {
            let mark = own.contains(name) ? " (yours)" : ""
            do throws(ThemeError) {
                let theme = try shelf.theme(named: name)
                text +=
                    padded(name, 22) + padded(theme.variant.rawValue, 7)
                    + Visible.text(of: theme.description) + mark + "\n"
            } catch {
                text += padded(name, 22) + "unusable: \(error)\n"
            }
        }
        return Answer(text: text, exitCode: 0)
    }

    /// One line for each role, with its colours at every depth.
    package static func show(_ name: String, _ shelf: ThemeShelf = ThemeShelf()) -> Answer {
        let theme: Theme
        do throws(ThemeError) {
            theme = try shelf.theme(named: name)
        } catch {
            return Answer(text: "\(error)\n", exitCode: 2)
        }
        var text = padded("role", 26) + padded("24 bits", 18) + padded("256", 10)
        text += padded("16", 26) + padded("attributes", 18) + "without colour\n"
        for role in Role.allCases {
            let style = theme.style(of: role)
            text += padded(role.name, 26)
            for (depth, width) in [(Depth.truecolor, 18), (.c256, 10), (.c16, 26)] {
                text += padded(colours(of: style, at: depth), width)
            }
            text +=
                padded(names(of: style.attributes ?? []), 18) + names(of: style.mono ?? []) + "\n"
        }
        return Answer(text: text, exitCode: 0)
    }

    /// What is wrong with a file, or with a theme of this name if there is no such file.
    package static func check(_ file: String, _ shelf: ThemeShelf = ThemeShelf()) -> Answer {
        let theme: Theme
        do throws(ThemeError) {
            let isName = access(file, F_OK) != 0 && shelf.names.contains(file)
            theme = isName ? try shelf.theme(named: file) : try shelf.theme(inFile: file)
        } catch {
            return Answer(text: "\(error)\n", exitCode: error.code == .unreadable ? 2 : 1)
        }
        let lines = theme.problems.map(\.description) + theme.findings().map { "\(file): \($0)" }
        let text = lines.isEmpty ? "\(file): no problems\n" : lines.map { $0 + "\n" }.joined()
        return Answer(text: text, exitCode: lines.isEmpty ? 0 : 1)
    }

    private static func colours(of style: Style, at depth: Depth) -> String {
        let foreground = name(of: (style.foreground ?? .terminal).paint(at: depth), depth)
        let background = name(of: (style.background ?? .terminal).paint(at: depth), depth)
        return background == "default" ? foreground : "\(foreground)/\(background)"
    }

    private static func name(of paint: Paint, _ depth: Depth) -> String {
        switch paint {
        case .terminal: "default"
        case .rgb(let rgb): rgb.description
        case .index(let number) where number < 16: Colour.names16[Int(number)]
        case .index(let number): "\(number)"
        }
    }

    private static func names(of attributes: Attributes) -> String {
        let names = Attributes.names.filter { attributes.contains($0.attribute) }.map(\.name)
        return names.isEmpty ? "-" : names.joined(separator: "+")
    }

    private static func padded(_ text: String, _ columns: Int) -> String {
        text + String(repeating: " ", count: max(1, columns - TextWidth.columns(of: text)))
    }
}
