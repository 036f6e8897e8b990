import SMTPCore

/// Values in the form a script writes them.
enum ScriptText {
    /// As bare text: octets as they are, `${` as `$${`.
    static func bare(_ template: Template) -> [UInt8] {
        if let literal = template.literal { return doubled(literal) }
        return template.pieces.flatMap { piece -> [UInt8] in
            switch piece {
            case .text(let text): doubled(text)
            case .variable(let name, _): Array("${\(name)}".utf8)
            }
        }
    }

    private static func doubled(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(UInt8(ascii: "$")) else { return text }
        var result: [UInt8] = []
        for (index, octet) in text.enumerated() {
            let opens = octet == 36 && index + 1 < text.count && text[index + 1] == 123
            result += opens ? [36, 36] : [octet]
        }
        return result
    }

    /// In quotes, with escapes.
    static func quoted(_ template: Template) -> String {
        var result = "\""
        for (index, piece) in template.pieces.enumerated() {
            switch piece {
            case .variable(let name, _): result += "${\(name)}"
            case .text(let text):
                let isBeforeName = index + 1 < template.pieces.count
                result += escaped(text, endsBeforeName: isBeforeName)
            }
        }
        return result + "\""
    }

    static func quoted(_ text: String) -> String { quoted(Template(text)) }

    private static func escaped(_ text: [UInt8], endsBeforeName: Bool) -> String {
        var result = ""
        var walk = UTF8Walk(text)
        var dollars = 0
        while let step = walk.next() {
            if step == .scalar("$") {
                dollars += 1
                continue
            }
            result += run(dollars, isEscaped: step == .scalar("{"))
            dollars = 0
            switch step {
            case .stray(let octet): result += "\\x" + VisibleText.hexadecimal(octet)
            case .scalar(let scalar): result += escaped(scalar)
            }
        }
        return result + run(dollars, isEscaped: endsBeforeName)
    }

    private static func run(_ dollars: Int, isEscaped: Bool) -> String {
        String(repeating: isEscaped ? "\\$" : "$", count: dollars)
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\r": "\\r"
        case "\n": "\\n"
        case "\t": "\\t"
        case "\0": "\\0"
        case "\\": "\\\\"
        case "\"": "\\\""
        default:
            VisibleText.isPrintable(scalar)
                ? String(scalar)
                : scalar.value < 128
                    ? "\\x" + VisibleText.hexadecimal(UInt8(scalar.value))
                    : "\\u{" + String(scalar.value, radix: 16) + "}"
        }
    }

    /// As a word where that reads back as the same value, in quotes otherwise.
    static func word(_ template: Template) -> String {
        let text = bare(template)
        let isPlain =
            !text.isEmpty && text[0] != UInt8(ascii: "\"") && text[0] != UInt8(ascii: "#")
            && UTF8Walk.firstStray(in: text[...]) == nil
            && text.text.unicodeScalars.allSatisfy { VisibleText.isPrintable($0) && $0 != " " }
        let scanner = LineScanner(text)
        guard isPlain, scanner.template(0..<text.count) == template else { return quoted(template) }
        return text.text
    }

    static func pattern(_ pattern: PatternText) -> String {
        var result = "/"
        for piece in pattern.template.pieces {
            switch piece {
            case .variable(let name, _): result += "${\(name)}"
            case .text(let text):
                result += text.split(separator: 47, omittingEmptySubsequences: false)
                    .map(\.text).joined(separator: "\\/")
            }
        }
        return result + (pattern.ignoresCase ? "/i" : "/")
    }

    static func options(_ options: [Option]) -> String {
        options.map { " \($0.name)=\($0.value.isEmpty ? "\"\"" : word($0.value))" }.joined()
    }

    static func expression(_ expression: Expression, isOperand: Bool = false) -> String {
        switch expression {
        case .string(let template): return quoted(template)
        case .number(let number): return String(number)
        case .name(let name, _): return name
        case .call(let function, let arguments, _):
            let list = arguments.map { Self.expression($0) }.joined(separator: ", ")
            return "\(function.rawValue)(\(list))"
        case .binary(let one, let operation, let other, _):
            let text =
                side(one, of: operation, isRight: false) + " \(operation.rawValue) "
                + side(other, of: operation, isRight: true)
            return isOperand ? "(\(text))" : text
        }
    }

    private static func side(
        _ side: Expression, of operation: Expression.Operation, isRight: Bool
    ) -> String {
        guard case .binary(_, let inner, _, _) = side else { return expression(side) }
        let binds = inner.isProduct == operation.isProduct ? !isRight : inner.isProduct
        return expression(side, isOperand: !binds)
    }

    static func condition(_ condition: Condition) -> String {
        condition.groups.map { group in
            group.map { ($0.isNegated ? "not " : "") + question($0.question) }
                .joined(separator: " and ")
        }.joined(separator: " or ")
    }

    private static func question(_ question: Condition.Question) -> String {
        switch question {
        case .has(let keyword, let words): (["has", keyword] + words).joined(separator: " ")
        case .lacks(let keyword, let words): (["lacks", keyword] + words).joined(separator: " ")
        case .tls: "tls"
        case .open: "open"
        case .silent: "silent"
        case .reply(let code): "reply \(code)"
        case .compare(let one, let comparison, let other):
            "\(expression(one)) \(comparison.rawValue) \(expression(other))"
        }
    }
}
