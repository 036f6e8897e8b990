import SMTPCore

extension LineScanner {
    private static let depthLimit = 32

    mutating func expression(depth: Int = 0) throws(LineError) -> Expression {
        try chain(depth: depth, ["+": .plus, "-": .minus]) { scanner throws(LineError) in
            try scanner.chain(depth: depth, ["*": .times, "/": .over]) { inner throws(LineError) in
                try inner.atom(depth: depth)
            }
        }
    }

    private mutating func chain(
        depth: Int, _ operations: [String: Expression.Operation],
        _ part: (inout LineScanner) throws(LineError) -> Expression
    ) throws(LineError) -> Expression {
        var value = try part(&self)
        var count = 0
        while true {
            skipBlanks()
            let start = index
            guard !isAtEnd, let peek,
                let operation = operations[String(Unicode.Scalar(peek))]
            else { return value }
            index += 1
            count += 1
            guard count <= 64 else { throw error("this is too long to work out", from: start) }
            value = .binary(value, operation, try part(&self), place(from: start, to: start + 1))
        }
    }

    private mutating func atom(depth: Int) throws(LineError) -> Expression {
        skipBlanks()
        let start = index
        guard depth < Self.depthLimit else {
            throw error("too many parentheses inside each other", from: start)
        }
        guard !isAtEnd, let peek else {
            throw error("a value is missing here", from: start)
        }
        if peek == UInt8(ascii: "\"") { return .string(try string()) }
        if ASCII.isDigit(peek) { return try numberOrVersion() }
        if peek == UInt8(ascii: "(") {
            index += 1
            let value = try expression(depth: depth + 1)
            skipBlanks()
            guard take(")") else {
                throw error("the closing parenthesis is missing", from: start)
            }
            return value
        }
        guard Self.isNameOctet(peek) else {
            index += 1
            throw error(
                "a value is missing here", from: start,
                help: "a number, a name, a \"quoted text\" or a call such as base64(...)")
        }
        let name = try dottedName()
        guard take("(") else { return .name(name, place(from: start, to: index)) }
        return try call(name, from: start, depth: depth)
    }

    /// As `name`, but a hyphen belongs to it only inside a keyword: `ehlo.X-EXPS`, but `a-b` and
    /// `reply.ms-5`.
    private mutating func dottedName() throws(LineError) -> String {
        let start = index
        let isKeyword = octets[start...].starts(with: "ehlo.".utf8)
        while let peek {
            let isInside =
                isKeyword && peek == ASCII.hyphen && index + 1 < octets.endIndex
                && Self.isNameOctet(octets[index + 1])
            guard Self.isNameOctet(peek) || peek == ASCII.dot || isInside else { break }
            index += 1
        }
        guard Self.isName(octets[start..<index]) else {
            throw error("this is no name", from: start)
        }
        return octets[start..<index].text
    }

    /// A whole number, or the version of a protocol, such as 1.2, which is text.
    private mutating func numberOrVersion() throws(LineError) -> Expression {
        let start = index
        let number = try number()
        guard peek == ASCII.dot else { return .number(number) }
        index += 1
        _ = try self.number()
        return .string(Template(octets[start..<index]))
    }

    private mutating func call(
        _ name: String, from start: Int, depth: Int
    ) throws(LineError) -> Expression {
        guard let function = Expression.Function(rawValue: name) else {
            let known = Expression.Function.allCases.map(\.rawValue)
            throw error(
                "unknown function `\(name)`", from: start,
                help: Spelling.nearest(to: name, among: known).map { "did you mean \($0)(...)?" }
                    ?? "known are \(known.joined(separator: ", "))")
        }
        var arguments: [Expression] = []
        skipBlanks()
        if !take(")") {
            while true {
                arguments.append(try expression(depth: depth + 1))
                skipBlanks()
                if take(")") { break }
                guard take(","), arguments.count < 16 else {
                    throw error("a comma or ) is missing here", from: index)
                }
            }
        }
        guard function.arity.contains(arguments.count) else {
            throw error(
                "\(name) takes \(function.arity.lowerBound) "
                    + (function.arity.lowerBound == 1 ? "argument" : "arguments")
                    + (function.arity.count > 1 ? " or more" : "") + ", not \(arguments.count)",
                from: start)
        }
        return .call(function, arguments, place(from: start, to: index))
    }

    /// `cond` of the grammar: `and` binds tighter than `or`.
    mutating func condition() throws(LineError) -> Condition {
        var groups: [[Condition.Term]] = [[]]
        while true {
            groups[groups.count - 1].append(try term())
            guard groups.count < 64, groups[groups.count - 1].count < 64 else {
                throw error("this is too long to work out", from: 0)
            }
            if takeWord("and") { continue }
            guard takeWord("or") else { return Condition(groups: groups) }
            groups.append([])
        }
    }

    private mutating func term() throws(LineError) -> Condition.Term {
        let isNegated = takeWord("not")
        return Condition.Term(isNegated: isNegated, question: try question())
    }

    private mutating func question() throws(LineError) -> Condition.Question {
        if takeWord("has") {
            let (keyword, words) = try keywordAndWords()
            return .has(keyword: keyword, words: words)
        }
        if takeWord("lacks") {
            let (keyword, words) = try keywordAndWords()
            return .lacks(keyword: keyword, words: words)
        }
        if takeWord("tls") { return .tls }
        if takeWord("open") { return .open }
        if takeWord("silent") { return .silent }
        if takeWord("reply") {
            let start = index
            guard let code = CodePattern(word()) else {
                throw error("a reply code is missing here", from: start, help: "such as 250 or 5xx")
            }
            return .reply(code)
        }
        let one = try expression()
        let start = index
        guard let comparison = comparison() else {
            throw error(
                "a comparison is missing here", from: start, help: "one of == != >= <= > <")
        }
        return .compare(one, comparison, try expression())
    }

    private mutating func keywordAndWords() throws(LineError) -> (String, [String]) {
        let start = index
        let keyword = keyword().text
        guard !keyword.isEmpty else {
            throw error("a keyword is missing here", from: start, help: "such as STARTTLS")
        }
        var words: [String] = []
        while true {
            let next = nextWord
            let ends = ["and", "or"].contains { Self.isWord(next, $0) }
            guard !next.isEmpty, !ends, words.count < 64 else { return (keyword, words) }
            words.append(word().text)
        }
    }
}
