extension ScriptMaker {
    /// What stands behind `<`.
    mutating func claim() -> String {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: pick(["${a}", "${a} or 5xx"])
        case 1: some(3, { $0.event() }, between: " or ")
        case 2: pick(["250-SIZE ${n}", "25x-", "250 2.0.0 queued as it is", "250 text"])
        default: property(depth: 0)
        }
    }

    /// Without text that only stands last.
    private mutating func event() -> String {
        switch Int.random(in: 0..<6, using: &random) {
        case 0:
            code() + pick(["", " 2.1.5", " x.7.x"]) + pick(["", " " + match(), " \(match()) /b/"])
        case 1: "silence " + duration()
        case 2: "closed" + pick(["", " within " + duration()])
        case 3:
            "fails " + pick(["dns", "refused", "timeout", "tls", "closed", "any"])
                + pick(["", " " + pattern()])
        default: pick(["any", "nothing"])
        }
    }

    private mutating func property(depth: Int) -> String {
        switch Int.random(in: 0..<11, using: &random) {
        case 0: "has " + pick(["STARTTLS", "AUTH PLAIN ${m}", "SIZE 10 x"])
        case 1: "has SIZE \(compare()) " + pick(["1", "20k", "3M", "4Ki", "5Mi"])
        case 2: "lacks " + pick(["VRFY", "AUTH LOGIN PLAIN"])
        case 3: pick(["within ", "after "]) + duration()
        case 4: "lines \(pick(["", compare() + " "]))3"
        case 5: pick(["text ", "bytes "]) + match()
        case 6: "not \(code()) " + match()
        case 7: depth < 1 ? "not " + property(depth: 1).replacingNot : "tls verified"
        case 8:
            "tls \(pick(["version", "name", "issuer", "cipher", "expires", "alpn"])) "
                + pick(["", compare() + " "]) + pick(["1.2", "${v}", string()])
        case 9: pick(["tls verified", "tls unverified"])
        default: "diagnosis " + pick(["greylisted", "open-relay"])
        }
    }

    mutating func compare() -> String { pick([">=", "<=", "==", "!=", ">", "<"]) }

    private mutating func code() -> String { pick(["250", "25x", "5XX", "xxx", "354"]) }

    private mutating func match() -> String { chance(2) ? string() : pattern() }

    private mutating func pattern() -> String {
        "/" + some(3, { $0.pick(["ab", "\\/", "(?<q>[0-9]+)", "${a}", "\\.", "."]) }, between: "")
            + "/" + pick(["", "i"])
    }
}

extension String {
    /// `not` stands once.
    fileprivate var replacingNot: String { hasPrefix("not ") ? String(dropFirst(4)) : self }
}
