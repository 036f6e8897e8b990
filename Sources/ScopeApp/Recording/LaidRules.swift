import SMTPLab

/// Rules of the lab for somebody else's answers.
enum LaidRules {
    private static let sizeLimit = 1 << 20

    /// Each word is a rule, `on EVENT …: ACTION`, or the name of a file of them.
    static func read(
        _ words: [String]
    ) throws(FileError) -> [(rule: LabRule, name: String)] {
        var rules: [(rule: LabRule, name: String)] = []
        for word in words {
            let isText = word.hasPrefix("on ")
            let file = isText ? "--rule" : word
            let octets = isText ? Array(word.utf8) : try Files.read(word, limit: sizeLimit)
            let found: [LabRule]
            do throws(LabError) {
                found = try LabRule.parse(octets, file: file)
            } catch {
                throw FileError(error.description)
            }
            guard !found.isEmpty else {
                throw FileError("\(file) holds no rule, such as 'on DOT: delay 90s'")
            }
            for rule in found {
                try refuseWatching(rule, file)
                rules.append((rule, isText ? word : "\(file), line \(rule.line)"))
            }
        }
        return rules
    }

    /// A recording that is served does not watch the clock.
    private static func refuseWatching(_ rule: LabRule, _ file: String) throws(FileError) {
        let isEarly = rule.conditions.contains { condition in
            if case .flag(.early, _) = condition { true } else { false }
        }
        guard rule.event == .idle || isEarly else { return }
        throw FileError(
            "\(file), line \(rule.line): IDLE and 'early' are for labs, a recording does not watch "
                + "the clock")
    }
}
