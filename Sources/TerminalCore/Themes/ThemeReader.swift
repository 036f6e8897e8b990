/// Reads theme documents and notes what is wrong in them.
struct ThemeReader {
    private(set) var problems: [ThemeProblem] = []
    private(set) var name = "builtin"
    private(set) var variant = Theme.Variant.any
    private(set) var description = ""
    /// The theme's own entries win over those of its ancestors, also where an ancestor uses them.
    private var palette: [String: ThemeDocument.Entry] = [:]
    private var file = ""

    private static let topKeys: Set = [
        "schema", "name", "variant", "inherits", "description", "author", "license", "palette",
        "base", "style", "highlight",
    ]

    init(documents: [ThemeDocument]) {
        for document in documents.reversed() {
            file = document.file
            for entry in table("palette", of: document) { palette[entry.key] = entry }
        }
        guard let own = documents.first else { return }
        file = own.file
        readHead(of: own.root)
    }

    private mutating func readHead(of root: ThemeDocument.Table) {
        if case .text(let text)? = root["name"]?.value {
            name = text
        } else {
            report(root["name"]?.line ?? 0, "a theme needs a name")
        }
        if case .text(let text)? = root["description"]?.value { description = text }
        if let schema = root["schema"], schema.value != .integer(1) {
            report(schema.line, "this program reads schema 1 only")
        }
        guard let entry = root["variant"] else { return }
        if case .text(let text) = entry.value, let known = Theme.Variant(rawValue: text) {
            variant = known
        } else {
            report(entry.line, "variant must be \"dark\", \"light\" or \"any\"")
        }
    }

    mutating func layer(of document: ThemeDocument) -> ThemeLayer {
        file = document.file
        for entry in document.root.entries where !ThemeReader.topKeys.contains(entry.key) {
            report(entry.line, "unknown key \"\(entry.key)\"")
        }
        if let entry = document.root["highlight"] {
            report(entry.line, "highlight patterns are not supported and are left out")
        }
        for entry in table("palette", of: document) {
            if isCircular(entry.key) {
                report(entry.line, "\"\(entry.key)\" leads back to itself")
            } else {
                _ = colour(entry.value, entry.line)
            }
        }
        var layer = ThemeLayer()
        for entry in table("base", of: document) {
            if Role.baseKeys.contains(entry.key) {
                layer.base[entry.key] = colour(entry.value, entry.line)
            } else {
                report(
                    entry.line,
                    "unknown key \"\(entry.key)\" in [base]; it has "
                        + Role.baseKeys.joined(separator: ", "))
            }
        }
        readStyles(table("style", of: document), prefix: "", into: &layer)
        return layer
    }

    private mutating func readStyles(
        _ entries: [ThemeDocument.Entry], prefix: String, into layer: inout ThemeLayer
    ) {
        for entry in entries {
            let key = prefix + entry.key
            guard Role.allCases.contains(where: { $0.name == key || $0.name.hasPrefix(key + ".") })
            else {
                report(entry.line, "unknown role \"\(key)\"\(ThemeReader.suggestion(for: key))")
                continue
            }
            let styleKeys: Set = ["fg", "bg", "attr", "mono"]
            if case .table(let table) = entry.value,
                !table.entries.isEmpty,
                !table.entries.contains(where: { styleKeys.contains($0.key) })
            {
                readStyles(table.entries, prefix: key + ".", into: &layer)
            } else {
                layer.styles[key] = style(entry.value, entry.line)
            }
        }
    }

    private mutating func style(_ value: ThemeDocument.Value, _ line: Int) -> Style {
        guard case .table(let table) = value else {
            return Style(foreground: colour(value, line))
        }
        var style = Style()
        for entry in table.entries {
            let line = entry.line > 0 ? entry.line : line
            switch entry.key {
            case "fg": style.foreground = colour(entry.value, line)
            case "bg": style.background = colour(entry.value, line)
            case "attr": style.attributes = attributes(entry.value, line)
            case "mono": style.mono = attributes(entry.value, line)
            default: report(line, "unknown key \"\(entry.key)\" in a style")
            }
        }
        return style
    }

    private mutating func attributes(_ value: ThemeDocument.Value, _ line: Int) -> Attributes? {
        guard case .list(let list) = value else {
            report(line, "attributes must be a list, as [\"bold\"]")
            return nil
        }
        var attributes: Attributes = []
        for item in list {
            if case .text(let text) = item,
                let known = Attributes.names.first(where: { $0.name == text })
            {
                attributes.insert(known.attribute)
            } else {
                let names = Attributes.names.map(\.name).joined(separator: ", ")
                report(line, "unknown attribute; there are \(names)")
            }
        }
        return attributes
    }

    /// A colour as it may stand anywhere: `default`, `#rrggbb`, a name of the palette, or a table.
    private mutating func colour(_ value: ThemeDocument.Value, _ line: Int) -> Colour? {
        switch value {
        case .text("default"): return .terminal
        case .text(let text):
            if let rgb = RGB(hexadecimal: text) { return Colour(rgb: rgb) }
            if let entry = palette[text] {
                // What is wrong in the palette is reported where it stands.
                var inner = self
                return isCircular(text) ? nil : inner.colour(entry.value, entry.line)
            }
            report(line, "unknown colour \"\(text)\"; it is neither #rrggbb nor in [palette]")
            return nil
        case .table(let table): return colour(table, line)
        case .integer, .list, .other:
            report(line, "a colour must be text or a table with rgb, c256 and c16")
            return nil
        }
    }

    /// Whether the names a palette entry stands for never end.
    private func isCircular(_ name: String) -> Bool {
        var seen: Set<String> = []
        var next = name
        while case .text(let text)? = palette[next]?.value {
            guard seen.insert(next).inserted else { return true }
            next = text
        }
        return false
    }

    private mutating func colour(_ table: ThemeDocument.Table, _ line: Int) -> Colour {
        var colour = Colour()
        for entry in table.entries {
            let line = entry.line > 0 ? entry.line : line
            switch (entry.key, entry.value) {
            case ("rgb", .text(let text)):
                colour.rgb = RGB(hexadecimal: text)
                if colour.rgb == nil { report(line, "rgb must be written as #rrggbb") }
            case ("c256", .integer(let number)):
                colour.c256 = UInt8(exactly: number)
                if colour.c256 == nil { report(line, "c256 must be a number from 0 to 255") }
            case ("c16", .integer(let number)) where (0..<16).contains(number):
                colour.c16 = UInt8(number)
            case ("c16", .text(let text)):
                colour.c16 = Colour.names16.firstIndex(of: text).map { UInt8($0) }
                if colour.c16 == nil {
                    report(line, "c16 must be one of \(Colour.names16.joined(separator: ", "))")
                }
            case ("rgb", _), ("c256", _), ("c16", _):
                report(line, "\(entry.key) does not have a value of this kind")
            default: report(line, "unknown key \"\(entry.key)\" in a colour")
            }
        }
        return colour
    }

    /// The entries of a top-level table; none if there is no such table.
    private mutating func table(
        _ key: String, of document: ThemeDocument
    ) -> [ThemeDocument.Entry] {
        guard let entry = document.root[key] else { return [] }
        guard case .table(let table) = entry.value else {
            report(entry.line, "\(key) must be a table")
            return []
        }
        return table.entries
    }

    private mutating func report(_ line: Int, _ message: String) {
        let problem = ThemeProblem(file: file, line: line, message: message)
        if !problems.contains(problem) { problems.append(problem) }
    }

    /// A role of the same group with the same beginning or end, if there is just one.
    private static func suggestion(for key: String) -> String {
        let last = key.split(separator: ".").last.map(String.init) ?? key
        let near = Role.allCases.map(\.name).filter {
            $0.hasSuffix("." + last) || $0.hasPrefix(key) || key.hasPrefix($0 + ".")
        }
        return near.count == 1 ? ", did you mean \"\(near[0])\"?" : ""
    }
}
