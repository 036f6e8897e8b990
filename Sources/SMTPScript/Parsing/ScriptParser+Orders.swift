import SMTPCore

extension ScriptParser {
    /// Every word behind `@`, sorted.
    package static let orderWords = [
        "abort", "ask", "auth", "bdat", "break", "close", "connect", "each", "early", "elif",
        "else", "end", "fail", "format", "half-close", "if", "include", "lab", "mark", "message",
        "note", "optional", "pace", "pause", "pipeline", "raw", "repeat", "requires", "retry",
        "secret", "section", "server", "set", "skip", "starttls", "stop", "tag", "timeout",
        "title", "tls", "use", "var", "wait",
    ]

    /// A line that starts with `@`.
    mutating func order(
        _ scanner: inout LineScanner, depth: Int
    ) throws(LineError) -> ScriptNode? {
        let start = scanner.index
        let indent = scanner.column
        scanner.index += 1
        var word = scanner.peek.map(LineScanner.isBlank) == true ? "" : scanner.keyword().text
        if let meant = Self.meant(by: word) {
            note(unknown(word, at: start), in: scanner)
            guessedLine = scanner.number
            word = meant
        }
        if let block = try block(word, &scanner, start: start, depth: depth) {
            return .block(block)
        }
        if let action = try stepAction(word, &scanner, indent: indent) {
            let end = scanner.index
            let remark = try finish(&scanner, action)
            return .step(
                Step(action: action, remark: remark, place: scanner.place(from: start, to: end)))
        }
        if let action = try orderAction(word, &scanner) {
            let end = scanner.index
            let remark = try scanner.finish()
            return .order(
                Order(action: action, remark: remark, place: scanner.place(from: start, to: end)))
        }
        throw unknown(word, at: start)
    }

    /// The order a misspelt word was meant to be: what belongs to it is read as such, so that each
    /// mistake below is told. Nil for a word that is known, and for one that is like none.
    private static func meant(by word: String) -> String? {
        guard !word.isEmpty, !orderWords.contains(word),
            let near = Spelling.nearest(to: word, among: orderWords)
        else { return nil }
        return terminators.contains(near) ? nil : near
    }

    /// A here-text's opening line ends with its word, so that no remark can follow.
    private func finish(
        _ scanner: inout LineScanner, _ action: Step.Action
    ) throws(LineError) -> String? {
        switch action {
        case .message(_, .here), .chunk(_, _, .here), .raw(.here): return nil
        default: return try scanner.finish()
        }
    }

    private func unknown(_ word: String, at start: Int) -> LineError {
        let range = start..<(start + 1)
        switch word {
        case "": return LineError(message: "an order is missing behind @", help: nil, range: range)
        case "end", "elif", "else":
            return LineError(
                message: "@\(word) without a block", help: "nothing above it is open", range: range)
        default:
            return LineError(
                message: "unknown directive @\(word)",
                help: Spelling.nearest(to: word, among: Self.orderWords).map {
                    "did you mean @\($0)?"
                },
                range: range)
        }
    }

    private func orderAction(
        _ word: String, _ scanner: inout LineScanner
    ) throws(LineError) -> Order.Action? {
        switch word {
        case "format": return .format(try scanner.number())
        case "title": return .title(try scanner.string())
        case "tag": return .tag(try words(&scanner))
        case "requires": return .requires(try requirements(&scanner))
        case "server": return .server(try host(&scanner))
        case "lab":
            let start = scanner.index
            let name = scanner.word().text
            guard !name.isEmpty else {
                throw scanner.error(
                    "a lab's name is missing here", from: start, help: "such as healthy")
            }
            return .lab(name, try labOptions(&scanner))
        case "var": return try assignment(&scanner) { .variable($0, $1) }
        case "set": return try assignment(&scanner) { .set($0, $1) }
        case "secret": return .secret(try secret(&scanner))
        case "timeout":
            return .timeout(
                try scanner.duration(
                    orRefuse: "a time-out must be longer than zero",
                    help: "such as 30s; < nothing goes on without an answer"))
        case "pace": return .pace(try pace(&scanner))
        case "use": return .use(try plainName(&scanner))
        case "early":
            if scanner.takeWord("fail") { return .early(isAllowed: false) }
            if scanner.takeWord("ok") { return .early(isAllowed: true) }
            throw scanner.error("fail or ok must follow", from: scanner.index)
        default: return try talkAction(word, &scanner)
        }
    }

    private func labOptions(_ scanner: inout LineScanner) throws(LineError) -> [Option] {
        scanner.skipBlanks()
        let start = scanner.index
        let help = "a whole number, such as 7"
        let options = try scanner.options(known: ["seed"]) { _, value in
            UInt64(value.text) == nil ? help : nil
        }
        // The lab is made before names have values.
        for option in options where option.value.literal == nil {
            throw scanner.error(
                "seed= cannot be `\(VisibleText.of(option.value.plain))`", from: start, help: help)
        }
        return options
    }

    private func talkAction(
        _ word: String, _ scanner: inout LineScanner
    ) throws(LineError) -> Order.Action? {
        switch word {
        case "section": return .section(try scanner.string())
        case "note": return .note(try scanner.string())
        case "mark": return .mark(try scanner.string())
        case "pause":
            scanner.skipBlanks()
            return .pause(scanner.isAtEnd ? nil : try scanner.string())
        case "ask": return .ask(try plainName(&scanner), try scanner.string())
        case "break": return .breakpoint
        case "include": return .include(try path(&scanner))
        case "stop": return .stop
        case "skip": return .skip(try scanner.string())
        case "fail": return .fail(try scanner.string())
        default: return nil
        }
    }

    private func words(_ scanner: inout LineScanner) throws(LineError) -> [String] {
        var words: [String] = []
        while words.count < 256, case let word = scanner.word(), !word.isEmpty {
            words.append(word.text)
        }
        return words
    }

    private static let requirements = ["lab", "dns", "ipv6", "deliver"]

    private func requirements(_ scanner: inout LineScanner) throws(LineError) -> [String] {
        var words: [String] = []
        while true {
            scanner.skipBlanks()
            let start = scanner.index
            let word = scanner.word().text
            if word.isEmpty { return words }
            guard Self.requirements.contains(word) else {
                throw scanner.error(
                    "unknown requirement `\(word)`", from: start,
                    help: Spelling.nearest(to: word, among: Self.requirements).map {
                        "did you mean \($0)?"
                    }
                        ?? "known are \(Self.requirements.joined(separator: ", "))")
            }
            words.append(word)
        }
    }

    /// `host` or `host:port`, perhaps with names in it.
    func host(_ scanner: inout LineScanner) throws(LineError) -> Template {
        scanner.skipBlanks()
        let start = scanner.index
        let word = scanner.word()
        guard !word.isEmpty else {
            throw scanner.error(
                "a host is missing here", from: start, help: "such as mail.example.org:25")
        }
        if let colon = word.lastIndex(of: UInt8(ascii: ":")), !word.contains(UInt8(ascii: "$")),
            word.filter({ $0 == UInt8(ascii: ":") }).count == 1
                || word[colon - 1] == UInt8(ascii: "]"),
            !word.starts(with: "unix:".utf8), !word.starts(with: "lab:".utf8)
        {
            guard let port = Int(word[(colon + 1)...].text), (1...65_535).contains(port),
                colon > word.startIndex
            else {
                throw scanner.error("this is no port", from: colon + 1, help: "1 to 65535")
            }
        }
        return scanner.template(word.startIndex..<word.endIndex)
    }

    /// A name without dots.
    func plainName(_ scanner: inout LineScanner) throws(LineError) -> String {
        scanner.skipBlanks()
        let start = scanner.index
        let name = try scanner.name()
        guard !name.contains("."), !name.contains("-") else {
            throw scanner.error("a name has no dots", from: start)
        }
        return name
    }

    private func assignment(
        _ scanner: inout LineScanner, _ make: (String, Expression) -> Order.Action
    ) throws(LineError) -> Order.Action {
        let name = try plainName(&scanner)
        scanner.skipBlanks()
        guard scanner.take("=") else {
            throw scanner.error("= is missing here", from: scanner.index, help: "name = value")
        }
        return make(name, try scanner.expression())
    }

    private func pace(_ scanner: inout LineScanner) throws(LineError) -> Int? {
        if scanner.takeWord("off") { return nil }
        let start = scanner.index
        let number = try scanner.number()
        guard scanner.takeWord("bytes/s"), number > 0 else {
            throw scanner.error("this is no pace", from: start, help: "such as 100 bytes/s, or off")
        }
        return number
    }

    private func secret(_ scanner: inout LineScanner) throws(LineError) -> Secret {
        let name = try plainName(&scanner)
        var sources: [Secret.Source] = []
        if scanner.takeWord("from") {
            repeat {
                sources.append(try source(&scanner))
                scanner.skipBlanks()
            } while scanner.take(",") && sources.count < 16
        }
        guard scanner.takeWord("for") else {
            return Secret(name: name, sources: sources, host: nil)
        }
        let start = scanner.index
        // A port says nothing about whom a secret is for, and a lab's name is lab.test.
        let host = Link.host(of: scanner.word().text)
        guard !host.isEmpty, host.utf8.allSatisfy({ !#"$"'"#.utf8.contains($0) }) else {
            throw scanner.error(
                "a host must follow `for`", from: start, help: "as plain text, without quotes")
        }
        return Secret(name: name, sources: sources, host: host)
    }

    private func source(_ scanner: inout LineScanner) throws(LineError) -> Secret.Source {
        scanner.skipBlanks()
        let start = scanner.index
        switch scanner.keyword().text {
        case "env": return .environment(try plainName(&scanner))
        case "file": return .file(try path(&scanner))
        case "keychain": return .keychain(try scanner.plainString("a keychain item"))
        case "prompt": return .prompt
        default:
            throw scanner.error(
                "this is no source of a secret", from: start,
                help: "one of env NAME, file \"...\", keychain \"...\", prompt")
        }
    }

    /// A file below the script's folder.
    func path(_ scanner: inout LineScanner) throws(LineError) -> String {
        scanner.skipBlanks()
        let start = scanner.index
        let path = try scanner.plainString("a file name")
        guard Self.staysBelow(path) else {
            throw scanner.error(
                "a script reads only files below its own folder", from: start, help: Self.pathHelp)
        }
        return path
    }

    static let pathHelp = "files are named without a leading / and without .."

    /// Whether a path never leads out of the folder it is named from.
    static func staysBelow(_ path: String) -> Bool {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return !path.isEmpty && parts.first?.isEmpty == false && !path.utf8.contains(0)
            && !parts.contains { $0.elementsEqual("..".utf8) }
    }
}
