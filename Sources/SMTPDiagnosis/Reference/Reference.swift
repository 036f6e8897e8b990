import CEmbedded

/// The pocket reference: what a person sees on an SMTP wire, in one line and one paragraph each.
/// A table is read when it is first asked for; every lookup after that is one or two hash probes.
package enum Reference {
    private static let replies = ReplyRegistry()
    private static let enhanced = EnhancedRegistry()
    private static let keywords = NameRegistry(embedded_registry_keywords())
    private static let verbs = NameRegistry(embedded_registry_verbs())
    private static let parameters = ParameterRegistry()
    private static let mechanisms = NameRegistry(embedded_registry_mechanisms())
    private static let ports = PortRegistry()
    private static let documents = NameRegistry(embedded_registry_rfcs())
    private static let script = ScriptRegistry()

    /// The verb to give for the server's first reply, which answers no command.
    package static let greeting = "GREETING"
    /// The same where LMTP is spoken (RFC 2033 §4.1).
    package static let greetingOfLMTP = "LMTP-GREETING"
    /// The verb to give for the reply to a whole message, after its final dot or last chunk.
    package static let endOfMessage = "DOT"

    /// The most specific row for a reply: this code to this verb, the code to any verb, codes
    /// with the same two digits, codes with the same first digit. Nil only outside 0 to 999.
    package static func reply(code: Int, to verb: String?) -> ReferenceEntry? {
        replies.entry(code: code, verb: verb)
    }

    /// The most specific row for an enhanced code, named as asked (`4.7.1`): the code in this
    /// class, in any class, else its subject (named `X.7`). Nil unless the class is 2, 4 or 5.
    package static func enhanced(class: Int, subject: Int, detail: Int) -> ReferenceEntry? {
        enhanced.entry(class: `class`, subject: subject, detail: detail)
    }

    /// An EHLO keyword, the word alone. Knows old `AUTH=LOGIN` spellings and blanked `XXXXXXXA`;
    /// other names that begin with X get the row `X*`.
    package static func keyword(_ name: String) -> ReferenceEntry? { keywords[name] }

    package static func verb(_ name: String) -> ReferenceEntry? { verbs[name] }

    /// A parameter by its name alone (`SIZE`, without `=` and value) of `MAIL` or `RCPT`.
    package static func parameter(_ name: String, of verb: String) -> ReferenceEntry? {
        parameters.entry(name, of: verb)
    }

    /// A SASL mechanism as it stands after AUTH.
    package static func mechanism(_ name: String) -> ReferenceEntry? { mechanisms[name] }

    /// A port, as `587`, `port 587` or `submission`. None of them is a reply code that has a row.
    package static func port(_ word: String) -> ReferenceEntry? {
        let words = word.split(separator: " ")
        guard words.count < 3, let number = words.last else { return nil }
        return words.count == 1 || words[0].lowercased() == "port" ? ports[String(number)] : nil
    }

    /// A document, as `RFC 5321`, `rfc5321` or `RFC 5321 §4.2`: what is in it, where it is to be
    /// read, and which entries rest on it, or on that paragraph. Nil where neither is known.
    package static func document(_ word: String) -> ReferenceEntry? {
        guard let citation = Citation(word) else { return nil }
        let citing = ReferenceSection.allCases.filter { $0 != .documents }.flatMap { section in
            entries(in: section).filter(citation.isMade(in:)).map(\.name)
        }
        guard documents[citation.document] != nil || !citing.isEmpty else { return nil }
        return citation.entry(documents[citation.document], citedBy: citing)
    }

    /// An order or an expectation of scripts, as `@retry`, `< has` or `<5xx`.
    package static func script(_ words: String) -> ReferenceEntry? { script[words] }

    /// Where a document is to be read that nothing is known about here, one sentence; nil for text
    /// that names no document.
    package static func remark(onUnknownDocument word: String) -> String? {
        guard let citation = Citation(word), document(citation.document) == nil else { return nil }
        return "\(citation.document) is not known here; if there is one, it is \(citation.page)"
    }

    /// Everything known about one word (`5.7.26`, `452`, `45z`, `4xx`, `SIZE`, `plain`, `587`,
    /// `RFC 5321`, `@retry`), the best match first: a port, a document or a part of the script
    /// language alone, a code's general row and its
    /// variants per command, then keyword, verb, parameters, mechanism of that name. Empty for an
    /// unknown word.
    package static func lookup(_ word: String) -> [ReferenceEntry] {
        if let entry = port(word) ?? document(word) ?? script(word) { return [entry] }
        let codes = replies.entries(for: word) + enhanced.entries(for: word)
        guard codes.isEmpty else { return codes }
        let names =
            [keywords[word], verbs[word]] + parameters.entries(for: word) + [mechanisms[word]]
        let entries = names.compactMap { $0 }
        // A name that somebody knows is no private one.
        let named = entries.filter { $0.name.lowercased() == word.lowercased() }
        return named.isEmpty ? entries : named
    }

    /// The rows of a section in the order of its file.
    package static func entries(in section: ReferenceSection) -> [ReferenceEntry] {
        switch section {
        case .replies: replies.entries
        case .enhancedCodes: enhanced.entries
        case .keywords: keywords.entries
        case .verbs: verbs.entries
        case .parameters: parameters.entries
        case .mechanisms: mechanisms.entries
        case .ports: ports.entries
        case .documents: documents.entries
        case .script: script.entries
        }
    }

    /// The names in a section for completion: in file order, each once.
    package static func names(in section: ReferenceSection) -> [String] {
        var seen: Set<String> = []
        return entries(in: section).map(\.name).filter { seen.insert($0).inserted }
    }
}
