import TerminalCore

/// A page to read: help, certificates, an explanation. It scrolls; rows that are commands can be
/// chosen.
package struct Page: Hashable, Sendable {
    package enum Item: Hashable, Sendable {
        case heading(String)
        case text(String, Role)
        case field(String, String, Role)
        /// Something to run: its keys, its name with what may follow, what it does, and the
        /// command line that Enter runs.
        case entry(keys: String, name: String, help: String, command: String)
        /// As it is, wrapped but never filled.
        case verbatim(String, Role)
        case blank
    }

    package var title: String
    package var items: [Item]
    /// The first line shown.
    package var scroll = 0
    /// The chosen entry; nil on pages without entries.
    package var selection: Int?
    /// What is typed behind `/`; nil while nothing is looked for.
    package var search: String?
    /// Whether it came up by itself, perhaps while somebody typed.
    package var isUnasked = false

    package init(title: String, items: [Item]) {
        self.title = title
        self.items = items
        selection = items.firstIndex { Self.isEntry($0) }
    }

    static func isEntry(_ item: Item) -> Bool {
        if case .entry = item { true } else { false }
    }

    /// All lines at a width, each with the item it belongs to.
    package func lines(columns: Int) -> [(line: StyledLine, item: Int)] {
        items.enumerated().flatMap { index, item in
            Self.lines(of: item, columns: max(columns, 8)).map { ($0, index) }
        }
    }

    private static func lines(of item: Item, columns: Int) -> [StyledLine] {
        switch item {
        case .blank: return [StyledLine()]
        case .heading(let text):
            return Wrapping.lines(of: text, columns: columns).map { StyledLine($0, .diagTitle) }
        case .text(let text, let role):
            return Wrapping.lines(of: text, columns: columns).map { StyledLine($0, role) }
        case .verbatim(let text, let role):
            return Wrapping.wrap([Span(text, role)], columns: columns, indent: 0, limit: 400).lines
                .map { StyledLine($0) }
        case .field(let label, let text, let role):
            return Wrapping.field(
                label, text, labelColumns: min(14, columns / 3), columns: columns, role: role)
        case .entry(let keys, let name, let help, _):
            return entry(keys, name, help, columns: columns)
        }
    }

    private static func entry(
        _ keys: String, _ name: String, _ help: String, columns: Int
    ) -> [StyledLine] {
        let keyColumns = min(14, columns / 4)
        let nameColumns = min(20, columns / 3)
        let key = keys.padded(to: keyColumns - 1) + " "
        let inner = columns - keyColumns - nameColumns
        guard columns >= 56 else {
            return [StyledLine([Span(key, .uiKey), Span(name, .uiKeyLabel)])]
                + Wrapping.lines(of: help, columns: columns - 2).map {
                    StyledLine("  " + $0, .uiText)
                }
        }
        let isLong = name.utf8.count >= nameColumns
        var lines: [StyledLine] = []
        if isLong { lines = [StyledLine([Span(key, .uiKey), Span(name, .uiKeyLabel)])] }
        let pad = String(repeating: " ", count: keyColumns + nameColumns)
        for text in Wrapping.lines(of: help, columns: inner) {
            lines.append(
                lines.isEmpty
                    ? StyledLine([
                        Span(key, .uiKey), Span(name.padded(to: nameColumns), .uiKeyLabel),
                        Span(text, .uiText),
                    ]) : StyledLine([Span(pad, .uiText), Span(text, .uiText)]))
        }
        return lines
    }

    /// No further down than to its last line, for a pane of this size.
    mutating func fit(columns: Int, rows: Int) {
        scroll = min(scroll, max(0, lines(columns: columns).count - rows))
        if let selection { choose(selection, columns: columns, rows: rows) }
    }

    /// Moves to the entry before or behind; without entries it scrolls.
    mutating func move(_ steps: Int, columns: Int, rows: Int) {
        let lines = lines(columns: columns)
        let most = max(0, lines.count - rows)
        guard let selection, abs(steps) == 1 else {
            scroll = min(max(scroll + steps, 0), most)
            guard selection != nil else { return }
            let seen = lines[scroll..<min(scroll + rows, lines.count)]
            self.selection = seen.first { Self.isEntry(items[$0.item]) }?.item ?? selection
            return
        }
        var index = selection + steps
        while items.indices.contains(index), !Self.isEntry(items[index]) { index += steps }
        guard items.indices.contains(index) else {
            scroll = steps < 0 ? 0 : most
            return
        }
        choose(index, columns: columns, rows: rows)
    }

    /// Chooses an item and brings it into view.
    mutating func choose(_ item: Int, columns: Int, rows: Int) {
        if Self.isEntry(items[item]) { selection = item }
        let lines = lines(columns: columns)
        guard let first = lines.firstIndex(where: { $0.item == item }),
            let last = lines.lastIndex(where: { $0.item == item })
        else { return }
        if first < scroll { scroll = first }
        if last >= scroll + rows { scroll = max(0, last - rows + 1) }
    }

    /// The next item behind the chosen one that holds the text, around the end.
    func next(holding text: String) -> Int? {
        let wanted = text.lowercased()
        guard !wanted.isEmpty, !items.isEmpty else { return nil }
        let start = (selection ?? -1) + 1
        return (0..<items.count).map { (start + $0) % items.count }
            .first { items[$0].plain.lowercased().contains(wanted) }
    }
}

extension Page.Item {
    /// All its words.
    var plain: String {
        switch self {
        case .heading(let text), .text(let text, _), .verbatim(let text, _): text
        case .field(let label, let text, _): label + " " + text
        case .entry(let keys, let name, let help, _): keys + " " + name + " " + help
        case .blank: ""
        }
    }
}

extension String {
    /// With blanks behind it up to so many columns; longer text stays.
    func padded(to columns: Int) -> String {
        let width = TextWidth.columns(of: self)
        return width < columns ? self + String(repeating: " ", count: columns - width) : self
    }
}
