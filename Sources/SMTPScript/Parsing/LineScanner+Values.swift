import SMTPCore

extension LineScanner {
    /// Text with `${name}` in it; `$${` stands for `${`. `range` lies in this line. Names stand
    /// at `place` if it is given.
    func template(_ range: Range<Int>, placedAt place: ScriptPlace? = nil) -> Template {
        var template = Template()
        var start = range.lowerBound
        var index = start
        while index < range.upperBound {
            guard octets[index] == UInt8(ascii: "$") else {
                index += 1
                continue
            }
            if octets[index..<range.upperBound].starts(with: "$${".utf8) {
                template.append(octets[start..<index])
                template.append("${".utf8)
                index += 3
                start = index
            } else if let end = variableEnd(at: index, below: range.upperBound) {
                template.append(octets[start..<index])
                template.append(
                    variable: octets[(index + 2)..<(end - 1)].text,
                    at: place ?? self.place(from: index, to: end))
                index = end
                start = end
            } else {
                index += 1
            }
        }
        template.append(octets[start..<range.upperBound])
        return template
    }

    /// Where `${name}` ends that begins at `index`; nil where there is none.
    private func variableEnd(at index: Int, below limit: Int) -> Int? {
        guard octets[index..<limit].starts(with: "${".utf8) else { return nil }
        var end = index + 2
        while end < limit, end - index < 132, octets[end] != UInt8(ascii: "}") { end += 1 }
        guard end < limit, octets[end] == UInt8(ascii: "}"),
            Self.isName(octets[(index + 2)..<end])
        else { return nil }
        return end + 1
    }

    /// A quoted string with its escapes and names.
    mutating func string() throws(LineError) -> Template {
        skipBlanks()
        let start = index
        guard peek == UInt8(ascii: "\"") else {
            throw error(
                "a quoted text is missing here", from: start, help: "put it between \" and \"")
        }
        index += 1
        var template = Template()
        while let octet = peek {
            if octet == UInt8(ascii: "\"") {
                index += 1
                return template
            }
            if octet == UInt8(ascii: "\\") {
                template.append(try escape())
            } else if octet == UInt8(ascii: "$"), octets[index...].starts(with: "$${".utf8) {
                template.append("${".utf8)
                index += 3
            } else if octet == UInt8(ascii: "$"),
                let end = variableEnd(at: index, below: octets.endIndex)
            {
                template.append(
                    variable: octets[(index + 2)..<(end - 1)].text, at: place(from: index, to: end))
                index = end
            } else {
                let run = index
                index += 1
                while let next = peek, next != 34, next != 92, next != 36 { index += 1 }
                template.append(octets[run..<index])
            }
        }
        throw error("the closing quote is missing", from: start, help: "end the text with \"")
    }

    private mutating func escape() throws(LineError) -> [UInt8] {
        let start = index
        index += 1
        guard let octet = peek else {
            throw error("the text ends behind a backslash", from: start, help: "write \\\\")
        }
        index += 1
        switch octet {
        case UInt8(ascii: "r"): return [ASCII.cr]
        case UInt8(ascii: "n"): return [ASCII.lf]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "0"): return [0]
        case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "$"), UInt8(ascii: "|"):
            return [octet]
        case UInt8(ascii: "x"): return [try hexadecimalPair(from: start)]
        case UInt8(ascii: "u"): return try scalar(from: start)
        default:
            if octet >= 0x80 { while let peek, peek & 0xC0 == 0x80 { index += 1 } }
            throw error(
                "unknown escape in a quoted text", from: start,
                help: #"known are \r \n \t \0 \\ \" \$ \xHH \u{H...}"#)
        }
    }

    private mutating func hexadecimalPair(from start: Int) throws(LineError) -> UInt8 {
        guard let high = hexadecimalDigit(at: index), let low = hexadecimalDigit(at: index + 1)
        else {
            throw error("two hexadecimal digits must follow", from: start, help: #"as in \x0d"#)
        }
        index += 2
        return high << 4 | low
    }

    private mutating func scalar(from start: Int) throws(LineError) -> [UInt8] {
        var value: UInt32 = 0
        var digits = 0
        if peek == UInt8(ascii: "{") {
            index += 1
            while digits < 7, let digit = hexadecimalDigit(at: index) {
                value = value << 4 | UInt32(digit)
                digits += 1
                index += 1
            }
        }
        guard (1...6).contains(digits), peek == UInt8(ascii: "}"),
            let scalar = Unicode.Scalar(value)
        else {
            throw error("this is no Unicode code point", from: start, help: #"as in \u{20ac}"#)
        }
        index += 1
        return Array(String(scalar).utf8)
    }

    func hexadecimalDigit(at index: Int) -> UInt8? {
        guard index < octets.endIndex else { return nil }
        switch octets[index] {
        case let octet where ASCII.isDigit(octet): return octet - 48
        case let octet where (octet | 0x20) &- 97 < 6: return (octet | 0x20) - 87
        default: return nil
        }
    }

    /// A quoted string without names in it.
    mutating func plainString(_ what: String) throws(LineError) -> String {
        skipBlanks()
        let start = index
        let template = try string()
        guard let literal = template.literal, !literal.isEmpty else {
            throw error("\(what) must be plain text", from: start, help: "no ${...} here")
        }
        return literal.text
    }

    /// A quoted string or a word, as the value of an option or of a comparison.
    mutating func value() throws(LineError) -> Template {
        skipBlanks()
        if peek == UInt8(ascii: "\"") { return try string() }
        let start = index
        guard !word().isEmpty else {
            throw error("a value is missing here", from: start)
        }
        return template(start..<index)
    }

    /// A pattern between slashes.
    mutating func pattern() throws(LineError) -> PatternText {
        skipBlanks()
        let start = index
        index += 1
        var octets: [UInt8] = []
        var template = Template()
        while let octet = peek {
            if octet == UInt8(ascii: "/") {
                template.append(octets)
                let end = index
                index += 1
                let ignoresCase = take("i")
                guard end > start + 1 else {
                    throw error("the pattern is empty", from: start)
                }
                return PatternText(
                    template: template, ignoresCase: ignoresCase,
                    place: place(from: start, to: index))
            }
            if octet == UInt8(ascii: "\\"), index + 1 < self.octets.endIndex {
                let next = self.octets[index + 1]
                octets += next == UInt8(ascii: "/") ? [next] : [octet, next]
                index += 2
            } else if octet == UInt8(ascii: "$"),
                let end = variableEnd(at: index, below: self.octets.endIndex)
            {
                template.append(octets)
                octets = []
                template.append(
                    variable: self.octets[(index + 2)..<(end - 1)].text,
                    at: place(from: index, to: end))
                index = end
            } else {
                octets.append(octet)
                index += 1
            }
        }
        throw error("the closing / is missing", from: start, help: "a slash inside is written \\/")
    }

    /// A whole number of at most twelve digits.
    mutating func number(_ what: String = "a number") throws(LineError) -> Int {
        skipBlanks()
        let start = index
        while let peek, ASCII.isDigit(peek) { index += 1 }
        guard (1...12).contains(index - start), let number = Int(octets[start..<index].text) else {
            throw error("\(what) is missing here", from: start)
        }
        return number
    }

    mutating func duration() throws(LineError) -> ScriptDuration {
        skipBlanks()
        let start = index
        let text = word().text
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard (1...9).contains(digits.count), let amount = Int(digits),
            let unit = ScriptDuration.Unit(rawValue: String(text.dropFirst(digits.count)))
        else {
            throw error(
                text.isEmpty ? "a duration is missing here" : "this is no duration", from: start,
                help: "a whole number with ms, s, m, h or d, such as 30s or 500ms")
        }
        return ScriptDuration(amount, unit)
    }

    /// A duration longer than zero; `refusal` is what is said of no time at all.
    mutating func duration(
        orRefuse refusal: String, help: String
    ) throws(LineError) -> ScriptDuration {
        skipBlanks()
        let start = index
        let duration = try duration()
        guard duration.amount > 0 else { throw error(refusal, from: start, help: help) }
        return duration
    }

    mutating func size() throws(LineError) -> ScriptSize {
        skipBlanks()
        let start = index
        let text = word().text
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard (1...12).contains(digits.count), let amount = Int(digits),
            let unit = ScriptSize.Unit(rawValue: String(text.dropFirst(digits.count)))
        else {
            throw error(
                text.isEmpty ? "a size is missing here" : "this is no size", from: start,
                help: Self.sizeHelp)
        }
        return ScriptSize(amount, unit)
    }

    private static let sizeHelp = "a whole number, perhaps with k, M, Ki or Mi"

    /// The octets that a value of `size=` asks for, at most 256 MiB.
    static func messageSize(_ value: [UInt8]) throws(LineError) -> Int {
        var scanner = LineScanner(value)
        let octets = try scanner.size().octets
        guard scanner.index == value.count else {
            throw scanner.error("this is no size", from: 0, help: sizeHelp)
        }
        guard octets <= 256 << 20 else {
            throw scanner.error("this is too large", from: 0, help: "at most 256Mi")
        }
        return octets
    }

    /// `>=` and its kin; nil where none stands here.
    mutating func comparison() -> Comparison? {
        skipBlanks()
        return Comparison.allCases.first { take($0.rawValue) }
    }

    /// All `name=value` up to the first word that is none. `refusal` gives what helps where a value
    /// without names in it cannot be.
    mutating func options(
        known: [String], refusal: (_ name: String, _ value: [UInt8]) -> String? = { _, _ in nil }
    ) throws(LineError) -> [Option] {
        var options: [Option] = []
        while true {
            skipBlanks()
            var ahead = self
            let start = index
            let name = ahead.keyword().text
            guard !name.isEmpty, ahead.take("=") else { return options }
            index = ahead.index
            guard known.contains(name) else {
                let near = Spelling.nearest(to: name, among: known)
                throw error(
                    "unknown option `\(name)`", from: start,
                    help: near.map { "did you mean \($0)=?" }
                        ?? (known.isEmpty
                            ? "this order has no options"
                            : "known are \(known.map { $0 + "=" }.joined(separator: " "))"))
            }
            guard !options.contains(where: { $0.name == name }) else {
                throw error("`\(name)=` is given twice", from: start)
            }
            let value = peek.map { !Self.isBlank($0) } == true ? try self.value() : Template()
            if let literal = value.literal, let help = refusal(name, literal) {
                throw error(
                    "\(name)= cannot be `\(VisibleText.of(literal))`", from: start, help: help)
            }
            options.append(Option(name: name, value: value, place: place(from: start, to: index)))
        }
    }
}
