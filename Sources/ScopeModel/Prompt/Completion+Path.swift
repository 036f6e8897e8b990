import SMTPCore
import SMTPDiagnosis

extension Completion.Place {
    func pathKeyword(of verb: Verb) -> [Candidate] {
        let keyword = verb == .rcpt ? "TO:<" : "FROM:<"
        let help = verb == .rcpt ? "the recipient's address" : "the envelope sender's address"
        return matching([Candidate(keyword, label: keyword, help: help)])
    }

    /// Addresses of that kind used lately, closed with their bracket.
    func addresses(of verb: Verb, in context: CompletionContext) -> [Candidate] {
        let isRecipient = verb == .rcpt
        var candidates = Self.distinct(isRecipient ? context.recipients : context.senders)
            .filter { !$0.isEmpty }
            .map { Candidate($0 + ">", label: $0, help: "used lately") }
        if !isRecipient {
            candidates.append(Candidate(">", label: "<>", help: "no sender: nothing bounces back"))
        }
        return keepingCase(candidates)
    }

    /// What the server's keywords allow and the line does not have yet.
    func parameters(
        of verb: Verb, present: [String], address: String, in context: CompletionContext
    ) -> [Candidate] {
        let capabilities = context.conversation.capabilities
        let entries = Reference.entries(in: .parameters).filter { entry in
            entry.verbs.contains(verb.name) && !present.contains(entry.name)
        }
        let candidates = entries.flatMap { entry in
            forms(of: entry, address: address, sizeLimit: capabilities.sizeLimit)
        }
        let allowed = candidates.filter { candidate in
            let parts = candidate.label.split(separator: "=", maxSplits: 1)
            let keyword = SMTPExtension.keyword(
                ofParameter: parts.first.map(String.init) ?? "",
                value: parts.count > 1 ? String(parts[1]) : nil)
            return capabilities.contains(keyword)
        }
        let isPlain = !context.conversation.isSecure
        return matching(allowed).map { candidate in
            guard isPlain, candidate.label == "REQUIRETLS" else { return candidate }
            var candidate = candidate
            candidate.objection = Objection("only inside TLS", "RFC 8689 §2")
            return candidate
        }
    }

    /// The ways to write one parameter: with each value where there are few.
    private func forms(
        of entry: ReferenceEntry, address: String, sizeLimit: Int?
    ) -> [Candidate] {
        func form(_ text: String, _ help: String) -> Candidate {
            Candidate(text, label: text, help: help)
        }
        switch entry.name {
        case "BODY", "RET":
            return entry.values.map { form(entry.name + "=" + $0.name, $0.meaning) }
        case "NOTIFY":
            return notifications(entry)
        case "ORCPT":
            return [form("ORCPT=rfc822;" + address, entry.brief)]
        case "AUTH":
            return [form("AUTH=<>", entry.brief)]
        case "SIZE":
            let limit = sizeLimit.map { "; at most \($0) here" } ?? ""
            return [form("SIZE=", entry.brief + limit)]
        default:
            let hasValue = entry.syntax?.contains("=") ?? false
            return [form(entry.name + (hasValue ? "=" : ""), entry.brief)]
        }
    }

    /// NEVER stands alone, the others are a list (RFC 3461 §4.1).
    private func notifications(_ entry: ReferenceEntry) -> [Candidate] {
        let word = typed.map(ASCII.upper).text
        guard let comma = word.lastIndex(of: ","), word.hasPrefix("NOTIFY=") else {
            return entry.values.map {
                Candidate("NOTIFY=" + $0.name, label: "NOTIFY=" + $0.name, help: $0.meaning)
            }
        }
        let head = String(word[...comma])
        let chosen = head.dropFirst("NOTIFY=".count).split(separator: ",").map(String.init)
        return entry.values
            .filter { $0.name != "NEVER" && !chosen.contains($0.name) && !chosen.contains("NEVER") }
            .map { Candidate(head + $0.name, label: head + $0.name, help: $0.meaning) }
    }
}
