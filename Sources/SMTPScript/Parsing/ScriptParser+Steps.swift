import SMTPCore
import SMTPTrace

extension ScriptParser {
    private static let tlsOptions = [
        "verify", "tlsa", "sni", "min", "max", "ciphers", "cert", "key", "alpn",
    ]
    private static let connectOptions = ["tls", "family", "source"] + tlsOptions
    private static let authOptions = ["user", "password", "token", "as", "initial"]
    private static let messageOptions = ["stuff", "end", "eol"]
    private static let autoOptions = ["subject", "size"]

    /// What an option may be, where it is one of a few words.
    private static let choices: [String: [String]] = [
        "verify": ["full", "chain", "dane", "none"], "initial": ["yes", "no"],
        "stuff": ["yes", "no"], "end": ["yes", "no"], "eol": ["crlf", "asis", "lf"],
        "tls": ["none", "implicit"], "family": ["4", "6"],
        "min": ["1.0", "1.1", "1.2", "1.3"], "max": ["1.0", "1.1", "1.2", "1.3"],
    ]

    /// What the order does to the server; nil where the word is none of these.
    mutating func stepAction(
        _ word: String, _ scanner: inout LineScanner, indent: Int
    ) throws(LineError) -> Step.Action? {
        switch word {
        case "connect": return try connect(&scanner)
        case "starttls": return .startTLS(try options(&scanner, Self.tlsOptions))
        case "tls": return .tls(try options(&scanner, Self.tlsOptions))
        case "auth": return try authenticate(&scanner)
        case "message":
            let options = try options(&scanner, Self.messageOptions)
            return .message(options, try body(&scanner, indent: indent))
        case "bdat":
            let isLast = scanner.takeWord("last")
            let options = try options(&scanner, ["eol"])
            return .chunk(isLast: isLast, options, try body(&scanner, indent: indent))
        case "raw": return .raw(try raw(&scanner, indent: indent))
        case "wait": return .wait(try scanner.duration())
        case "close": return .close
        case "abort": return .abort
        case "half-close": return .halfClose
        default: return nil
        }
    }

    private func options(
        _ scanner: inout LineScanner, _ known: [String]
    ) throws(LineError) -> [Option] {
        var versions: [String: String] = [:]
        return try scanner.options(known: known) { name, value in
            if let refusal = Self.refusal(of: name, value) { return refusal }
            if name == "min" || name == "max" { versions[name] = value.text }
            guard let lowest = versions["min"], let highest = versions["max"], highest < lowest
            else { return nil }
            return "between min=\(lowest) and max=\(highest) no version is left"
        }
    }

    /// What helps where an option cannot be so; nil where it can.
    private static func refusal(of name: String, _ value: [UInt8]) -> String? {
        switch name {
        case "alpn":
            return ScriptTLS.applicationProtocols(value) == nil ? "such as alpn=smtp" : nil
        case "tlsa":
            do throws(TLSARecordError) {
                _ = try ScriptTLS.records(value)
                return nil
            } catch {
                return error.description
            }
        case "size":
            do throws(LineError) {
                _ = try LineScanner.messageSize(value)
                return nil
            } catch {
                return error.help
            }
        case "cert", "key": return staysBelow(value.text) ? nil : pathHelp
        default:
            guard let choices = choices[name], !choices.contains(value.text) else { return nil }
            return "one of \(choices.joined(separator: ", "))"
        }
    }

    private func connect(_ scanner: inout LineScanner) throws(LineError) -> Step.Action {
        var target: Template?
        scanner.skipBlanks()
        let next = scanner.nextWord
        if !next.isEmpty, !next.contains(UInt8(ascii: "=")),
            !LineScanner.isWord(next, "as")
        {
            target = try host(&scanner)
        }
        let name = scanner.takeWord("as") ? try plainName(&scanner) : nil
        return .connect(target: target, name: name, try options(&scanner, Self.connectOptions))
    }

    private func authenticate(_ scanner: inout LineScanner) throws(LineError) -> Step.Action {
        scanner.skipBlanks()
        let start = scanner.index
        let mechanism = scanner.word()
        guard !mechanism.isEmpty, !mechanism.contains(UInt8(ascii: "=")) else {
            throw scanner.error("a mechanism is missing here", from: start, help: "such as plain")
        }
        guard SASLMechanism(mechanism).isPerformed else {
            let known = [
                "plain", "login", "cram-md5", "scram-sha-256", "scram-sha-1", "xoauth2",
                "oauthbearer", "external",
            ]
            throw scanner.error(
                "@auth cannot do \(VisibleText.of(mechanism))", from: start,
                help: Spelling.nearest(to: mechanism.text, among: known).map {
                    "did you mean \($0)?"
                }
                    ?? "it does \(known.joined(separator: ", ")); others by hand, as bare lines")
        }
        return .authenticate(
            mechanism: mechanism.text.lowercased(), try options(&scanner, Self.authOptions))
    }

    private mutating func body(
        _ scanner: inout LineScanner, indent: Int
    ) throws(LineError) -> Body {
        scanner.skipBlanks()
        if scanner.peek == UInt8(ascii: "<") {
            return .here(try hereText(&scanner, indent: indent))
        }
        if scanner.peek == UInt8(ascii: "\"") { return .string(try scanner.string()) }
        if scanner.takeWord("file") {
            scanner.skipBlanks()
            let start = scanner.index
            let path = try path(&scanner)
            return .file(path, scanner.place(from: start, to: scanner.index))
        }
        let start = scanner.index
        guard scanner.takeWord("auto") else {
            throw scanner.error(
                "the text is missing here", from: start,
                help: "<<WORD, a \"quoted text\", file \"...\" or auto")
        }
        return .auto(try options(&scanner, Self.autoOptions))
    }

    private mutating func raw(
        _ scanner: inout LineScanner, indent: Int
    ) throws(LineError) -> RawOctets {
        scanner.skipBlanks()
        let start = scanner.index
        if scanner.peek == UInt8(ascii: "\"") { return .string(try scanner.string()) }
        if scanner.peek == UInt8(ascii: "<") {
            return .here(try hereText(&scanner, indent: indent))
        }
        guard scanner.takeWord("hex") else {
            throw scanner.error(
                "the octets are missing here", from: start,
                help: "a \"quoted text\", hex 0d0a or <<WORD")
        }
        var octets: [UInt8] = []
        while case let word = scanner.word(), !word.isEmpty {
            guard word.count % 2 == 0,
                word.indices.allSatisfy({ scanner.hexadecimalDigit(at: $0) != nil })
            else {
                throw scanner.error(
                    "these are no pairs of hexadecimal digits", from: word.startIndex,
                    help: "such as 0d0a")
            }
            for index in stride(from: word.startIndex, to: word.endIndex, by: 2) {
                octets.append(
                    (scanner.hexadecimalDigit(at: index) ?? 0) << 4
                        | (scanner.hexadecimalDigit(at: index + 1) ?? 0))
            }
        }
        guard !octets.isEmpty else {
            throw scanner.error("hexadecimal digits are missing here", from: start)
        }
        return .hexadecimal(octets)
    }

    /// Reads `<<WORD` and the lines below it, the closing word included.
    private mutating func hereText(
        _ scanner: inout LineScanner, indent: Int
    ) throws(LineError) -> HereText {
        let start = scanner.index
        guard scanner.take("<<") else {
            throw scanner.error("<<WORD is missing here", from: start)
        }
        let isLiteral = scanner.take("'")
        var word = LineScanner.trimmedEnd(scanner.octets[scanner.index...])
        scanner.index = scanner.octets.endIndex
        if isLiteral {
            guard word.last == UInt8(ascii: "'") else {
                throw scanner.error("the closing ' is missing", from: start)
            }
            word = word.dropLast()
        }
        guard !word.isEmpty, !word.contains(where: LineScanner.isBlank),
            word.first != UInt8(ascii: "'")
        else {
            throw scanner.error(
                "a here-text needs one word", from: start, help: "such as <<. or <<END")
        }
        var lines: [Template] = []
        let first = next
        while next < source.lineCount {
            var line = self.scanner(next)
            next += 1
            while line.column < indent, let peek = line.peek, LineScanner.isBlank(peek) {
                line.index += 1
            }
            if line.octets[line.index...].elementsEqual(word) {
                return HereText(word: word.text, isLiteral: isLiteral, lines: lines)
            }
            lines.append(
                isLiteral
                    ? Template(line.octets[line.index...])
                    : line.template(line.index..<line.octets.endIndex))
        }
        next = first
        unfinished = unfinished ?? .hereText(word: word.text)
        throw scanner.error(
            "the text is never ended", from: start,
            help: "end it with a line that is `\(VisibleText.of(word))` alone")
    }
}
