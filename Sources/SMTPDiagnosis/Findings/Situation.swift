/// What is known about the session when something failed: it chooses the steps and fills them in.
package struct Situation: Sendable, Hashable {
    /// Words that a step's condition may ask for, such as `tls` or `auth-offered`.
    package var facts: Set<String> = []
    /// Values for the names in braces of a step, such as `helo` or `recipient-domain`.
    package var values: [String: String] = [:]

    package init() {}

    /// Whether a condition holds: words divided by blanks, `!` in front of what must not be.
    func allows(_ condition: String) -> Bool {
        condition.split(separator: " ").allSatisfy { word in
            word.first == "!"
                ? !facts.contains(String(word.dropFirst())) : facts.contains(String(word))
        }
    }

    /// The text with every `{name}` replaced by its value; nil where a value is not known.
    func fill(_ text: String) -> String? {
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            guard let close = rest[open...].firstIndex(of: "}"),
                let value = values[String(rest[rest.index(after: open)..<close])]
            else { return nil }
            result += rest[..<open] + value
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}
