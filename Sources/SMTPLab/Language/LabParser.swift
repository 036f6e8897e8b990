import SMTPCore

extension LabScenario {
    /// Reads a `.lab` file. `file` is only named in problems.
    package static func parse(
        _ octets: some Collection<UInt8>, file: String
    ) throws(LabError) -> LabScenario {
        var parser = LabParser(Array(octets), file: file)
        return try parser.parse()
    }
}

extension LabRule {
    /// Reads rules alone, in the order they stand. What names and describes a lab may stand beside
    /// them and is ignored; what else it says about its server is a problem.
    package static func parse(
        _ octets: some Collection<UInt8>, file: String
    ) throws(LabError) -> [LabRule] {
        var parser = LabParser(Array(octets), file: file)
        parser.takesOnlyRules = true
        return try parser.parse().rules
    }
}

/// Reads `.lab` files. A statement that is wrong is skipped, so that all problems are told at
/// once. A statement is a line, and the lines behind it that begin with a blank; `#` begins a
/// comment.
///
///     @lab ID   @title TEXT   @diagnosis ID   @fix TEXT   @banner TEXT   @lmtp
///     @offer KEYWORD WORDS…   @hide KEYWORD…   @limit SIZE   @idle TIME
///     @mailbox NAME…   @user NAME TEXT   @cert KIND   @flaw NAME…
///     @tls min=VERSION max=VERSION mode=implicit
///     @zone, records of the lab's DNS, @end
///     on EVENT CONDITION…: ACTION; ACTION…
///
///     EVENT      CONNECT TLS IDLE DOT ANY, or a command
///     CONDITION  "glob"   /pattern/i   if FLAG   unless FLAG   over SIZE   odds 20%
///                first N per KEY, KEY   after N …   every N …   within TIME per KEY, KEY
///     ACTION     reply CODE ENHANCED TEXT TEXT…   raw TEXT   delay TIME   pace N bytes/s
///                split N   close   abort   hang   pass   note TEXT
struct LabParser {
    /// As many problems as anybody reads at once.
    private static let problemLimit = 50

    let file: String
    /// Rules for a server that is described elsewhere.
    var takesOnlyRules = false
    var lexer: LabLexer
    /// The token at hand.
    var token = LabToken(kind: .end, place: .init(line: 1, column: 1))
    var scenario = LabScenario()
    /// Directives that may stand once, already seen.
    var seen: Set<String> = []
    private var problems: [LabError.Problem] = []

    init(_ octets: [UInt8], file: String) {
        self.file = file
        lexer = LabLexer(octets)
    }

    mutating func parse() throws(LabError) -> LabScenario {
        while !lexer.isAtEnd, problems.count < Self.problemLimit {
            do throws(LabFault) {
                try advance()
                if token.kind != .end { try statement() }
            } catch {
                report(error)
                if token.kind != .end { lexer.skipStatement() }
            }
        }
        if !takesOnlyRules, !seen.contains("@lab"), problems.isEmpty {
            let place = LabToken.Place(line: 1, column: 1)
            report(LabFault(place, "the file has no name", "begin with '@lab' and a name"))
        }
        guard problems.isEmpty else { throw LabError(problems: problems) }
        return scenario
    }

    private mutating func statement() throws(LabFault) {
        guard case .word(let word) = token.kind else {
            throw LabFault(token.place, "a line begins with 'on' or an @word, not \(token.name)")
        }
        if word == "on" {
            try rule()
        } else if word.hasPrefix("@") {
            try directive(word)
        } else {
            let guess = Spelling.nearest(to: word, among: ["on"] + Self.directives)
            throw LabFault(
                token.place, "a line begins with 'on' or an @word, not '\(word)'",
                guess.map { "did you mean '\($0)'?" })
        }
    }

    private mutating func report(_ fault: LabFault) {
        problems.append(
            LabError.Problem(
                file: file, line: fault.place.line, column: fault.place.column,
                message: fault.message, suggestion: fault.suggestion))
    }

    mutating func advance() throws(LabFault) {
        // If the lexer stops here, the statement must not look as if it were over.
        token.kind = .colon
        token = try lexer.next()
    }

    /// The statement must be over here.
    func expectEnd() throws(LabFault) {
        guard token.kind == .end else {
            throw LabFault(token.place, "\(token.name) is too much here")
        }
    }

    /// The word at hand, and moves on.
    mutating func word(_ wanted: String) throws(LabFault) -> (text: String, place: LabToken.Place) {
        guard case .word(let text) = token.kind else {
            throw LabFault(token.place, "\(wanted) is wanted here, not \(token.name)")
        }
        let place = token.place
        try advance()
        return (text, place)
    }

    /// The text in quotes at hand, and moves on.
    mutating func string(_ wanted: String) throws(LabFault) -> [UInt8] {
        guard case .string(let text) = token.kind else {
            throw LabFault(
                token.place, "\(wanted) in quotes is wanted here, not \(token.name)",
                "write it as \"…\"")
        }
        try advance()
        return text
    }

    /// Text in quotes that goes into one line.
    mutating func line(_ wanted: String) throws(LabFault) -> [UInt8] {
        let place = token.place
        let text = try string(wanted)
        guard !text.contains(where: { $0 == ASCII.cr || $0 == ASCII.lf }) else {
            throw LabFault(place, "\(wanted) is one line", "'raw' sends any octets")
        }
        return text
    }

    /// One of several words, and moves on.
    mutating func choice<Value: RawRepresentable<String> & CaseIterable>(
        _ wanted: String, of type: Value.Type
    ) throws(LabFault) -> Value {
        let (text, place) = try word(wanted)
        if let value = Value(rawValue: text) { return value }
        throw Self.unknown(text, wanted, among: Value.allCases.map(\.rawValue), place)
    }

    mutating func duration(_ wanted: String) throws(LabFault) -> Duration {
        let (text, place) = try word(wanted)
        guard let duration = LabDuration.parse(text) else {
            throw LabFault(
                place, "'\(text)' is no time", "write it as 500ms, 6s, 2m, 1h or 4d")
        }
        return duration
    }

    /// Octets: `1000`, `64K`, `10M`.
    mutating func size(_ wanted: String) throws(LabFault) -> Int {
        let (text, place) = try word(wanted)
        var digits = text[...]
        var unit = 1
        switch text.last {
        case "K", "k": unit = 1 << 10
        case "M", "m": unit = 1 << 20
        case "G", "g": unit = 1 << 30
        default: break
        }
        if unit > 1 { digits.removeLast() }
        guard let number = Int(digits), (0...(1 << 30) / unit).contains(number) else {
            throw LabFault(place, "'\(text)' is no size", "write it as 1000, 64K or 10M")
        }
        return number * unit
    }

    mutating func number(
        _ wanted: String, in range: ClosedRange<Int>
    ) throws(LabFault) -> Int {
        let (text, place) = try word(wanted)
        guard let number = Int(text), range.contains(number) else {
            throw LabFault(
                place,
                "'\(text)' is not \(wanted) from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    static func unknown(
        _ text: String, _ wanted: String, among known: [String], _ place: LabToken.Place
    ) -> LabFault {
        if let guess = Spelling.nearest(to: text, among: known) {
            return LabFault(place, "'\(text)' is not \(wanted)", "did you mean '\(guess)'?")
        }
        let list = known.joined(separator: ", ")
        return LabFault(place, "'\(text)' is not \(wanted)", "those known are \(list)")
    }
}
