extension ScriptMaker {
    mutating func duration() -> String {
        "\(Int.random(in: 1...90, using: &random))" + pick(["ms", "s", "m", "h", "d"])
    }

    mutating func string() -> String {
        let pieces = [
            "text", " ", "\\r\\n", "\\t", "\\0", "\\\\", "\\\"", "\\$", "\\x0d", "\\xFF",
            "\\u{20ac}", "${a}", "$${b}", "$", "#", "|", "\u{20AC}", "${reply.code}",
        ]
        return "\"" + (chance(8) ? "" : some(5, { $0.pick(pieces) }, between: "")) + "\""
    }

    mutating func expression(depth: Int) -> String {
        guard depth < 3, chance(2) else { return atom(depth: depth) }
        let left = expression(depth: depth + 1)
        // Keywords may have hyphens.
        let minus = left.hasSuffix("X-EXPS") ? " - " : "-"
        return left + pick([" + ", minus, " * ", "/"]) + expression(depth: depth + 1)
    }

    private mutating func atom(depth: Int) -> String {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: string()
        case 1: pick(["0", "1", "999999999999"])
        case 2: depth < 3 ? "( " + expression(depth: depth + 1) + ")" : "a"
        case 3:
            depth < 3
                ? pick(["base64", "random", "lower", "upper", "hex", "len"])
                    + "(\(expression(depth: depth + 1)))" : "len(a)"
        case 4: depth < 3 ? "repeat(\(expression(depth: depth + 1)), 2)" : "b"
        default: pick(["a", "_b1", "reply.code", "ehlo.X-EXPS", "tls.days"])
        }
    }

    mutating func condition() -> String {
        some(2, { $0.some(2, { $0.term() }, between: " and ") }, between: " or ")
    }

    private mutating func term() -> String {
        let question =
            switch Int.random(in: 0..<5, using: &random) {
            case 0: "has " + pick(["STARTTLS", "AUTH PLAIN"])
            case 1: "lacks " + pick(["VRFY", "AUTH CRAM-MD5"])
            case 2: "reply " + pick(["250", "4xx"])
            case 3: pick(["tls", "open", "silent"])
            default: expression(depth: 1) + " \(compare()) " + expression(depth: 1)
            }
        return pick(["", "not "]) + question
    }
}
