import SMTPTrace

extension Finding {
    /// One line of facts: `relay-denied, for good, sender-config, stated by the server`.
    package var facts: String {
        var parts = [id == category.rawValue ? id : "\(id) (\(category.rawValue))"]
        switch lasting {
        case .temporary: parts.append("for now")
        case .permanent: parts.append("for good")
        case .unknown: break
        }
        parts.append(side.words)
        parts.append(certainty.words)
        return parts.joined(separator: ", ")
    }

    /// Title, facts, sentences and numbered steps, as lines of text.
    func write(to prose: inout Prose) {
        prose.add(paragraph: title)
        prose.add(paragraph: facts, mark: "  ")
        prose.add()
        prose.add(paragraph: what, mark: "  ")
        prose.add(paragraph: why, mark: "  ")
        if let contradiction { prose.add(paragraph: contradiction, mark: "  ") }
        guard !steps.isEmpty else { return }
        prose.add()
        for (number, step) in steps.enumerated() {
            prose.add(paragraph: step.text, mark: "  \(number + 1). ")
            for line in step.prompt { prose.add(line: "       \(line)") }
            if let command = step.shellCommand { prose.add(line: "       \(command)") }
        }
    }
}

extension Finding {
    /// An object that may still be added to.
    var json: JSONLine {
        var line = JSONLine()
        line.add("category", category.rawValue)
        line.add("id", id)
        line.add("certainty", certainty.rawValue)
        line.add("lasting", lasting.rawValue)
        line.add("side", side.rawValue)
        line.add("title", title)
        line.add("what", what)
        line.add("why", why)
        if let contradiction { line.add("contradiction", contradiction) }
        line.add("steps", steps.map(\.text))
        line.add("rule", rule)
        return line
    }
}

extension Step {
    /// What to type in a shell for the check; nil where no common tool does it.
    package var shellCommand: String? {
        let words = (check ?? "").split(separator: " ").map(String.init)
        guard let tool = words.first, words.allSatisfy(\.isHarmlessInAShell) || tool == "explain"
        else { return nil }
        switch (tool, words.count) {
        case ("dns", 3):
            return words[1] == "PTR" ? "dig -x \(words[2])" : "dig \(words[1]) \(words[2])"
        case ("spf", 2): return "dig TXT \(words[1])"
        case ("dmarc", 2): return "dig TXT _dmarc.\(words[1])"
        case ("explain", _): return "smtpscope \(words.joined(separator: " "))"
        default: return nil
        }
    }
}

extension String {
    /// Names come from the other side.
    fileprivate var isHarmlessInAShell: Bool {
        !hasPrefix("-") && utf8.allSatisfy { Octet.isWord($0) || ".-_:".utf8.contains($0) }
    }
}

extension Finding.Side {
    package var words: String {
        switch self {
        case .senderConfig: "the sender's settings"
        case .senderReputation: "the sender's reputation"
        case .recipient: "the recipient's side"
        case .server: "the receiving server"
        case .network: "the network"
        case .message: "the message"
        }
    }
}

extension Finding.Certainty {
    package var words: String {
        switch self {
        case .observed: "observed"
        case .stated: "stated by the server"
        case .inferred: "inferred"
        }
    }
}
