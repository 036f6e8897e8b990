import SMTPCore

/// Why a script cannot go on, said while it runs.
struct RunFault: Error {
    var message: String
    var help: String?
    /// Whether the script itself is wrong, and not what happened on its way.
    var isOfScript = true

    /// Both in one, for a line of the screen.
    var sentence: String { message + (help.map { ": \($0)" } ?? "") }

    init(_ message: String, help: String? = nil, isOfScript: Bool = true) {
        self.message = message
        self.help = help
        self.isOfScript = isOfScript
    }
}

/// The values names have, and what is worked out from them.
struct Values: Sendable {
    /// A value worked out may not grow beyond this: 32 MiB.
    private static let octetLimit = 32 << 20

    var names = ScriptNames()
    let date: [UInt8]
    private var random: ScriptRandom
    /// `reply.…`, `ehlo.…` and `tls.…` of the connection in use.
    var heard: [String: [UInt8]] = [:]
    /// Secrets taken since this was emptied.
    var usedSecrets: [String] = []

    init(_ options: RunOptions) {
        names.secrets = options.secrets
        names.variables = options.variables.filter { options.secrets[$0.key] == nil }
        date = Array(options.date.utf8)
        random = ScriptRandom(seed: options.seed)
    }

    func knows(secret name: String) -> Bool { names.secrets[name] != nil }

    /// Whether the name's value is one: a variable of the same name comes first.
    func isSecret(_ name: String) -> Bool { names.variables[name] == nil && knows(secret: name) }

    mutating func add(secret value: [UInt8], name: String) { names.secrets[name] = value }

    /// Gives a name a value. Where a secret was needed to work it out it is one itself, and is
    /// returned; a number such as a secret's length is none.
    mutating func set(_ name: String, _ expression: Expression) throws(RunFault) -> [UInt8]? {
        let before = usedSecrets
        usedSecrets = []
        let value = try evaluate(expression)
        let sources = usedSecrets
        usedSecrets = before
        guard !sources.isEmpty, Self.number(value) == nil else {
            names.variables[name] = value
            return nil
        }
        names.variables[name] = nil
        names.secrets[name] = value
        names.origins[name] = sources
        return value
    }

    mutating func value(of name: String) throws(RunFault) -> [UInt8] {
        if let value = names.variables[name] { return value }
        if let secret = names.secrets[name] {
            usedSecrets += names.origins[name] ?? [name]
            return secret
        }
        switch name {
        case "date": return date
        case "uuid": return Array(random.uuid().utf8)
        default: break
        }
        guard name.contains(".") else {
            throw RunFault("`\(name)` has no value yet", help: "@set \(name) = ... gives it one")
        }
        if let value = heard[name] { return value }
        throw RunFault(
            "there is no `\(name)` here", help: "the server did not say it", isOfScript: false)
    }

    mutating func expand(_ template: Template) throws(RunFault) -> [UInt8] {
        if let literal = template.literal { return literal }
        var octets: [UInt8] = []
        for piece in template.pieces {
            switch piece {
            case .text(let text): octets += text
            case .variable(let name, _): octets += try value(of: name)
            }
            guard octets.count <= Self.octetLimit else { throw Self.tooLong }
        }
        return octets
    }

    /// A pattern's text: values in it match only themselves.
    mutating func expand(pattern: Template) throws(RunFault) -> [UInt8] {
        var octets: [UInt8] = []
        for piece in pattern.pieces {
            switch piece {
            case .text(let text): octets += text
            case .variable(let name, _): octets += BytePattern.quoted(try value(of: name))
            }
        }
        return octets
    }

    private static let tooLong = RunFault("the value grows beyond 32 MiB")

    mutating func evaluate(_ expression: Expression) throws(RunFault) -> [UInt8] {
        switch expression {
        case .string(let template): return try expand(template)
        case .number(let number): return Array(String(number).utf8)
        case .name(let name, _): return try value(of: name)
        case .call(let function, let arguments, _):
            var values: [[UInt8]] = []
            for argument in arguments { values.append(try evaluate(argument)) }
            return try call(function, values)
        case .binary(let one, let operation, let other, _):
            let one = try evaluate(one)
            let other = try evaluate(other)
            return try combine(one, operation, other)
        }
    }

    private func combine(
        _ one: [UInt8], _ operation: Expression.Operation, _ other: [UInt8]
    ) throws(RunFault) -> [UInt8] {
        guard let first = Self.number(one), let second = Self.number(other) else {
            guard operation == .plus else {
                let culprit = Self.number(one) == nil ? one : other
                throw RunFault(noNumber: culprit, isSecret: !usedSecrets.isEmpty)
            }
            guard one.count + other.count <= Self.octetLimit else { throw Self.tooLong }
            return one + other
        }
        let result: (partialValue: Int, overflow: Bool)
        switch operation {
        case .plus: result = first.addingReportingOverflow(second)
        case .minus: result = first.subtractingReportingOverflow(second)
        case .times: result = first.multipliedReportingOverflow(by: second)
        case .over:
            guard second != 0 else { throw RunFault("division by zero") }
            result = first.dividedReportingOverflow(by: second)
        }
        guard !result.overflow else { throw RunFault("the number is too large") }
        return Array(String(result.partialValue).utf8)
    }

    private mutating func call(
        _ function: Expression.Function, _ values: [[UInt8]]
    ) throws(RunFault) -> [UInt8] {
        let first = values.first ?? []
        switch function {
        case .base64: return Base64.encode(values.joined())
        case .lower: return first.map { $0 &- 65 < 26 ? $0 | 0x20 : $0 }
        case .upper: return first.map(ASCII.upper)
        case .hex: return first.flatMap { Array(VisibleText.hexadecimal($0).utf8) }
        case .len: return Array(String(first.count).utf8)
        case .random:
            guard let count = Self.number(first), (1...1_000).contains(count) else {
                throw RunFault("random() makes 1 to 1000 characters")
            }
            return random.letters(count)
        case .repeat:
            guard let count = values.last.flatMap(Self.number), count >= 0 else {
                throw RunFault("repeat() needs a text and how often")
            }
            let (size, overflow) = first.count.multipliedReportingOverflow(by: count)
            guard !overflow, size <= Self.octetLimit else { throw Self.tooLong }
            return Array(repeatElement(first, count: count).joined())
        }
    }

    /// Whether a comparison holds: as numbers where both are, as octets otherwise.
    mutating func compare(
        _ one: Expression, _ comparison: Comparison, _ other: Expression
    ) throws(RunFault) -> Bool {
        let isOfVersions = one.isVersion || other.isVersion
        let isOfNumbers = one.isNumber || other.isNumber
        let known = usedSecrets.count
        let one = try evaluate(one)
        let other = try evaluate(other)
        if isOfVersions {
            guard let first = Self.version(one), let second = Self.version(other) else {
                throw RunFault("TLS versions compare with TLS versions", help: "such as 1.2")
            }
            return comparison.holds(first, second)
        }
        if let first = Self.number(one), let second = Self.number(other) {
            return comparison.holds(first, second)
        }
        if isOfNumbers, comparison.isOrder {
            throw RunFault(noNumberIn: one, other, isSecret: usedSecrets.count > known)
        }
        let order = one == other ? 0 : one.lexicographicallyPrecedes(other) ? -1 : 1
        return comparison.holds(order, 0)
    }

    /// `TLSv1.2` and `1.2` as a number that orders them; nil for what is no version.
    private static func version(_ value: [UInt8]) -> Int? {
        let digits = value.starts(with: "TLSv".utf8) ? value[4...] : value[...]
        let parts = digits.split(separator: ASCII.dot, omittingEmptySubsequences: false)
        let numbers = parts.compactMap { number(Array($0)) }
        guard parts.count == 2, numbers.count == 2 else { return nil }
        return numbers[0] * 100 + numbers[1]
    }

    static func number(_ value: [UInt8]) -> Int? {
        guard value.count <= 20 else { return nil }
        return Int(value.text)
    }
}

/// Chance from a seed: the same seed gives the same run.
struct ScriptRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func letters(_ count: Int) -> [UInt8] {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
        return (0..<count).map { _ in alphabet[Int.random(in: 0..<36, using: &self)] }
    }

    /// A version 4 UUID (RFC 9562 §5.4), in lower case.
    mutating func uuid() -> String {
        var octets = (0..<16).map { _ in UInt8.random(in: 0...255, using: &self) }
        octets[6] = octets[6] & 0x0F | 0x40
        octets[8] = octets[8] & 0x3F | 0x80
        let digits = octets.map(VisibleText.hexadecimal).joined()
        var text = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text += "-" }
            text.append(digit)
        }
        return text
    }
}

extension Expression {
    /// Whether it is the version of TLS that is in use.
    fileprivate var isVersion: Bool {
        if case .name("tls.version", _) = self { true } else { false }
    }
}
