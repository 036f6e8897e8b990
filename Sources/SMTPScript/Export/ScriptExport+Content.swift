import SMTPCore

/// Lines and letters as a script writes them, hidden parts as the names they stand behind.
extension ScriptExport {
    /// Messages up to this many octets stand in the script.
    private static let hereLimit = 4_096

    /// Octets in which hidden parts stand as `[name]`.
    private mutating func template(
        _ octets: some Collection<UInt8>, _ turn: SessionTurn
    ) -> Template {
        guard turn.isHidden else { return Template(octets) }
        let marks = turn.secrets.map { (name: $0, text: Array("[\($0)]".utf8)) }
        var result = Template()
        var rest = Array(octets)[...]
        var text: [UInt8] = []
        while let octet = rest.first {
            if let mark = marks.first(where: { rest.starts(with: $0.text) }) {
                result.append(text)
                result.append(variable: mark.name, at: Self.place)
                note(secret: mark.name, in: turn)
                text = []
                rest = rest.dropFirst(mark.text.count)
            } else {
                text.append(octet)
                rest = rest.dropFirst()
            }
        }
        result.append(text)
        return result
    }

    /// A bare line where it reads back as the same octets, `@raw` otherwise.
    mutating func line(_ octets: [UInt8], _ turn: SessionTurn) -> Step.Action {
        let text = octets.dropLast(2)
        guard octets.suffix(2).elementsEqual(ASCII.crlf),
            Self.isText(Array(text)), !text.contains(ASCII.cr), !text.contains(ASCII.lf)
        else { return .raw(.string(template(octets, turn))) }
        guard let first = text.first, let last = text.last, !"#@<>|".utf8.contains(first),
            !LineScanner.isBlank(first), !LineScanner.isBlank(last)
        else { return .exact(template(text, turn)) }
        return .send(template(text, turn))
    }

    mutating func message(_ turn: SessionTurn) -> Step.Action {
        guard !turn.isLeftOut else { return .message([], .auto([])) }
        let octets = turn.content
        let isEnded =
            octets.suffix(5).elementsEqual("\r\n.\r\n".utf8) || octets == Array(".\r\n".utf8)
        guard isEnded, Self.hasOnlyWholeLines(octets) else {
            let options = ["end", "stuff"].map { option($0, Template("no")) }
            return .message(options + [option("eol", Template("asis"))], body(octets, turn))
        }
        let lines = octets.dropLast(3).split(
            separator: ASCII.lf, omittingEmptySubsequences: false
        ).dropLast().map { DotStuffing.unstuffed($0.dropLast()) }
        let content = Array(lines.joined(separator: [ASCII.lf])) + [ASCII.lf]
        // Nothing takes the place of a secret in a file.
        guard turn.isHidden || content.count <= Self.hereLimit, Self.isText(content) else {
            return .message([], turn.isHidden ? .string(template(content, turn)) : file(content))
        }
        let words = [".", "END", "END_OF_MESSAGE"]
        let word = words.first { word in !lines.contains { $0.elementsEqual(word.utf8) } }
        return .message(
            [],
            .here(
                HereText(
                    word: word ?? "END-\(content.count)", isLiteral: false,
                    lines: lines.map { template($0, turn) })))
    }

    /// Whether a script may hold it as it is.
    static func isText(_ octets: [UInt8]) -> Bool {
        UTF8Walk.firstStray(in: octets[...]) == nil && !octets.contains(0)
    }

    /// Whether CR and LF stand together wherever they stand: a script's text keeps no others.
    private static func hasOnlyWholeLines(_ octets: [UInt8]) -> Bool {
        var previous: UInt8 = 0
        for octet in octets {
            if (octet == ASCII.lf) != (previous == ASCII.cr) { return false }
            previous = octet
        }
        return previous != ASCII.cr
    }

    /// BDAT again; as it stood where its line lied about the size. The size of what is hidden is
    /// not known.
    mutating func chunk(_ turn: SessionTurn, announced: Int, isLast: Bool) -> Step.Action {
        guard !turn.isLeftOut else { return .chunk(isLast: isLast, [], .auto([])) }
        guard turn.isHidden || turn.content.count == announced else {
            let line = Array("BDAT \(announced)\(isLast ? " LAST" : "")\r\n".utf8)
            return .raw(.string(Template(line + turn.content)))
        }
        return .chunk(
            isLast: isLast, [option("eol", Template("asis"))], body(turn.content, turn))
    }

    /// In the script if it is short and text, or holds a secret; else beside it.
    private mutating func body(_ octets: [UInt8], _ turn: SessionTurn) -> Body {
        let isShort = octets.count <= Self.hereLimit && UTF8Walk.firstStray(in: octets[...]) == nil
        return isShort || turn.isHidden ? .string(template(octets, turn)) : file(octets)
    }

    private mutating func file(_ octets: [UInt8]) -> Body {
        let file = "\(name)-\(files.count + 1).eml"
        files.append(File(name: file, octets: octets))
        return .file(file, Self.place)
    }
}
