import TerminalCore

extension UIScript {
    /// The largest screen a script may ask for, in columns and in rows.
    private static let largest = 1_000

    /// Reads one step: a word, and behind a blank what it is about.
    static func order(_ text: String) -> Result<Order, FileError> {
        let end = text.firstIndex(of: " ") ?? text.endIndex
        let rest = String(text[end...].drop { $0 == " " })
        guard let order = order(String(text[..<end]), rest) else {
            return .failure(
                FileError(
                    "\(text.debugDescription) is no step: use key NAMES, type TEXT, line TEXT, "
                        + "paste TEXT, click COLUMN,ROW, wheel up|down COLUMN,ROW, "
                        + "resize COLUMNSxROWS, wait-idle, save-frame [FILE], "
                        + "patience SECONDS, expect-text TEXT, expect-gone TEXT, expect-status TEXT, expect-role ROLE TEXT or "
                        + "expect-cursor COLUMN,ROW."))
        }
        return .success(order)
    }

    private static func order(_ word: String, _ rest: String) -> Order? {
        switch word {
        case "key": keys(rest).map { .input($0) }
        case "type": typed(rest).map { .input($0) }
        case "line": typed(rest).map { .input($0 + [.key(.enter)]) }
        case "paste": unescaped(rest).map { .input([.paste(Array($0.utf8), dropped: 0)]) }
        case "click": place(rest).map { .input([.mouse(Mouse(.press(.left), at: $0))]) }
        case "wheel": wheel(rest).map { .input([.mouse($0)]) }
        case "resize": size(rest).map { .resize($0) }
        case "wait-idle": rest.isEmpty ? .waitIdle : nil
        case "save-frame": .saveFrame(path: rest.isEmpty ? nil : rest)
        case "patience": seconds(rest).map { .patience($0) }
        default: expectation(word, rest).map { .expect($0) }
        }
    }

    private static func expectation(_ word: String, _ rest: String) -> Expectation? {
        switch word {
        case "expect-text": unescaped(rest).map { .text($0) }
        case "expect-gone": unescaped(rest).map { .gone($0) }
        case "expect-status": unescaped(rest).map { .status($0) }
        case "expect-role": role(rest)
        case "expect-cursor": rest == "hidden" ? .cursor(nil) : place(rest).map { .cursor($0) }
        default: nil
        }
    }

    private static func keys(_ text: String) -> [Input]? {
        let names = text.split(separator: " ")
        let keys = names.compactMap { Key(name: $0) }
        return keys.isEmpty || keys.count < names.count ? nil : keys.map { .key($0) }
    }

    private static func typed(_ text: String) -> [Input]? {
        unescaped(text).map { $0.map { .key(.character($0)) } }
    }

    private static func role(_ text: String) -> Expectation? {
        guard let end = text.firstIndex(of: " "), let role = Role(name: text[..<end]),
            let words = unescaped(String(text[end...].dropFirst()))
        else { return nil }
        return .role(role, words)
    }

    /// `up` or `down`, and where.
    private static func wheel(_ text: String) -> Mouse? {
        let words = text.split(separator: " ")
        guard words.count == 2, words[0] == "up" || words[0] == "down",
            let position = place(String(words[1]))
        else { return nil }
        return Mouse(words[0] == "up" ? .wheelUp : .wheelDown, at: position)
    }

    private static func place(_ text: String) -> Position? {
        numbers(text, separator: ",").map { Position(column: $0, row: $1) }
    }

    private static func size(_ text: String) -> Size? {
        numbers(text, separator: "x").map { Size(columns: $0, rows: $1) }
    }

    private static func numbers(_ text: String, separator: Character) -> (Int, Int)? {
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        guard parts.count == 2, let first = Int(parts[0]), let second = Int(parts[1]),
            (0...largest).contains(first), (0...largest).contains(second)
        else { return nil }
        return (first, second)
    }

    private static func seconds(_ text: String) -> Duration? {
        guard let seconds = Double(text), (0.001...3_600).contains(seconds) else { return nil }
        return .milliseconds(Int64(seconds * 1_000))
    }

    /// `\n`, `\r`, `\t`, `\e` and `\\` stand for what cannot be written, `\s` for a blank at an
    /// end. Nil for any other backslash, and for no text at all.
    private static func unescaped(_ text: String) -> String? {
        let known: [Character: Character] = [
            "n": "\n", "r": "\r", "t": "\t", "e": "\u{1B}", "s": " ", "\\": "\\",
        ]
        var result = ""
        var isEscaped = false
        for character in text {
            if isEscaped {
                guard let meant = known[character] else { return nil }
                result.append(meant)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                result.append(character)
            }
        }
        return isEscaped || result.isEmpty ? nil : result
    }
}
