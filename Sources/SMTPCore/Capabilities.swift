/// What a server says it can do in its reply to EHLO or LHLO (RFC 5321 §4.1.1.1).
package struct Capabilities: Hashable, Sendable {
    /// One line of the reply: a keyword and its parameters.
    package struct Keyword: Hashable, Sendable {
        /// In upper case: keywords are case-insensitive (RFC 5321 §2.4).
        package var name: String
        /// As the server wrote them, in its order. May be empty.
        package var parameters: [String]
        /// Whether the server used the obsolete form `AUTH=LOGIN`.
        package var usesEquals = false
    }

    /// The name the server gives itself; may be empty.
    package var domain = ""
    /// In the server's order; a keyword may occur twice (`AUTH` and `AUTH=`).
    package var keywords: [Keyword] = []

    package init() {}

    /// Reads a 250 reply. Lines beyond the first are keywords, in any case and order.
    package init(_ reply: Reply) {
        domain =
            reply.lines.first.map {
                $0.text.prefix { octet in octet != ASCII.space }.text
            } ?? ""
        keywords = reply.lines.dropFirst().prefix(512).compactMap { Self.keyword($0.text) }
    }

    package func contains(_ name: String) -> Bool {
        keywords.contains { $0.name == name }
    }

    /// The parameters of all lines with this keyword, in order; nil if it is not offered.
    package func parameters(of name: String) -> [String]? {
        let matching = keywords.filter { $0.name == name }
        return matching.isEmpty ? nil : matching.flatMap(\.parameters)
    }

    /// The SASL mechanisms of `AUTH` and `AUTH=`, in upper case, each once (RFC 4954 §3).
    package var mechanisms: [String] {
        var seen: Set<String> = []
        return (parameters(of: "AUTH") ?? [])
            .map { $0.utf8.map(ASCII.upper).text }
            .filter { seen.insert($0).inserted }
    }

    /// The largest message in octets (RFC 1870 §3); nil if not stated or 0, which means no limit.
    package var sizeLimit: Int? {
        guard let value = parameters(of: "SIZE")?.first.flatMap({ Int($0) }), value > 0
        else { return nil }
        return value
    }

    /// What changed from an earlier answer, in the order of the answers. Both may be empty.
    package func difference(
        from earlier: Capabilities
    ) -> (added: [Keyword], removed: [Keyword]) {
        let before = Set(earlier.keywords)
        let now = Set(keywords)
        return (
            keywords.filter { !before.contains($0) },
            earlier.keywords.filter { !now.contains($0) }
        )
    }

    private static func keyword(_ line: ArraySlice<UInt8>) -> Keyword? {
        var words = line.split { $0 == ASCII.space || $0 == 9 }
        guard let first = words.first else { return nil }
        var usesEquals = false
        if first.count > 5, ASCII.equalIgnoringCase(first.prefix(5), "AUTH=".utf8) {
            usesEquals = true
            words[0] = first.dropFirst(5)
            words.insert(first.prefix(4), at: 0)
        }
        return Keyword(
            name: words[0].map(ASCII.upper).text,
            parameters: words.dropFirst().map(\.text), usesEquals: usesEquals)
    }
}
