extension RunFault {
    /// A value that is none was to be worked with; part of a secret would not be known as one.
    init(noNumber value: [UInt8], isSecret: Bool) {
        let what = isSecret ? "the secret" : "`\(VisibleText.of(value.prefix(40)))`"
        self.init("\(what) is no number to work with")
    }

    /// One of two values is a number and the other one is none, so that none is the larger one.
    init(noNumberIn one: [UInt8], _ other: [UInt8], isSecret: Bool) {
        let (text, number) = Values.number(one) == nil ? (one, other) : (other, one)
        let what = isSecret ? "the secret" : "\"\(VisibleText.of(text.prefix(40)))\""
        self.init(
            "\(what) is no number, so it is neither more nor less than "
                + VisibleText.of(number.prefix(40)), help: "== and != compare any values")
    }
}

extension Expression {
    /// Whether it is written as a number.
    var isNumber: Bool { if case .number = self { true } else { false } }
}
