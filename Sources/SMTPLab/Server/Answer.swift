import SMTPCore

/// One reply of the lab's server (RFC 5321 §4.2).
struct Answer: Hashable, Sendable {
    var code: Int
    var enhanced: EnhancedStatus?
    /// Without line endings. Not empty.
    var lines: [[UInt8]]

    init(code: Int, enhanced: EnhancedStatus?, lines: [[UInt8]]) {
        self.code = code
        self.enhanced = enhanced
        self.lines = lines
    }

    /// `enhanced` as written, such as `5.1.1`.
    init(_ code: Int, _ enhanced: String? = nil, _ lines: String...) {
        self.code = code
        self.enhanced = enhanced.flatMap { EnhancedStatus(startOf: Array($0.utf8)[...]) }
        self.lines = lines.map { Array($0.utf8) }
    }

    var isRefusal: Bool { code >= 400 }

    /// As sent, each line with its codes and CR LF.
    func octets(withEnhanced: Bool) -> [UInt8] {
        var octets: [UInt8] = []
        for (index, line) in lines.enumerated() {
            octets += Array(String(code).utf8)
            octets.append(index == lines.count - 1 ? ASCII.space : ASCII.hyphen)
            if withEnhanced, let enhanced { octets += Array((enhanced.description + " ").utf8) }
            octets += line + ASCII.crlf
        }
        return octets
    }
}
