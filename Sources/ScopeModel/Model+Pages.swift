import TerminalCore

extension Model {
    mutating func press(_ key: Key, in page: Page) -> [Effect] {
        var page = page
        let rect = layout.page
        let (columns, rows) = (rect.size.columns, rect.size.rows)
        if page.search != nil { return pressInSearch(key, of: page) }
        if page.isUnasked, focus == .prompt, overlay == nil, !prompt.editor.isEmpty,
            key.text != nil || key == .backspace
        {
            popup = nil
            return pressInPrompt(key)
        }
        switch key {
        case .escape, .character("q"):
            popup = nil
            return []
        case .up, .character("k"), .control("p"): page.move(-1, columns: columns, rows: rows)
        case .down, .character("j"), .control("n"): page.move(1, columns: columns, rows: rows)
        case .pageUp, .control("b"): page.move(-max(rows - 1, 2), columns: columns, rows: rows)
        case .pageDown, .space, .control("f"):
            page.move(max(rows - 1, 2), columns: columns, rows: rows)
        case .home, .character("g"): page.move(-1_000_000, columns: columns, rows: rows)
        case .end, .character("G"): page.move(1_000_000, columns: columns, rows: rows)
        case .character("/"): page.search = ""
        case .function(1): return perform(.help, "")
        case .enter:
            guard let index = page.selection,
                case .entry(_, _, _, let command) = page.items[index]
            else {
                popup = nil
                return []
            }
            popup = nil
            return command.hasSuffix(" ") ? openCommand(command) : run(command)
        default:
            if let character = key.text { return type(key, String(character)) }
        }
        popup = .page(page)
        return []
    }

    /// A character that means nothing to a page is meant for the prompt: a page may have come up
    /// while somebody typed. Where nothing is typed, that is said.
    private mutating func type(_ key: Key, _ text: String) -> [Effect] {
        guard player == nil, comparing == nil, !isShowingFailures else {
            say("\(text) does nothing here; Esc closes the page")
            return []
        }
        popup = nil
        guard overlay == nil else { return pressInOverlay(key) }
        focus = .prompt
        return pressInPrompt(key)
    }

    private mutating func pressInSearch(_ key: Key, of page: Page) -> [Effect] {
        var page = page
        let rect = layout.page
        switch key {
        case .escape: page.search = nil
        case .enter:
            if let text = page.search, let found = page.next(holding: text) {
                page.choose(found, columns: rect.size.columns, rows: rect.size.rows)
            } else {
                say("nothing here says \"\(page.search ?? "")\"", .warning)
            }
            page.search = nil
        case .backspace:
            page.search = page.search.map { String($0.dropLast()) }
        default:
            if let character = key.text, (page.search?.utf8.count ?? 0) < 60 {
                page.search?.append(character)
            }
        }
        popup = .page(page)
        return []
    }

    /// After the screen changed its size.
    mutating func fitPage() {
        guard case .page(var page) = popup else { return }
        let size = layout.page.size
        page.fit(columns: size.columns, rows: size.rows)
        popup = .page(page)
    }

    /// What happens by itself: a page that it brings up was not asked for.
    mutating func unasked(_ act: (inout Model) -> [Effect]) -> [Effect] {
        let before = popup
        let effects = act(&self)
        if popup != before, case .page(var page) = popup {
            page.isUnasked = true
            popup = .page(page)
        }
        return effects
    }

    mutating func show(_ title: String, _ items: [Page.Item]) {
        popup = .page(Page(title: title, items: items))
    }
}
