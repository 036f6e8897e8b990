/// The first word of a command. Verbs are case-insensitive (RFC 5321 §2.4).
package enum Verb: Hashable, Sendable {
    // RFC 5321 §4.1.1
    case ehlo, helo, mail, rcpt, data, rset, vrfy, expn, help, noop, quit
    // RFC 3207, RFC 4954, RFC 3030, RFC 2033, RFC 1985, RFC 2645, RFC 4468
    case starttls, auth, bdat, lhlo, etrn, atrn, burl
    // Postfix's, for mail routed through proxies
    case xclient, xforward
    // Obsolete (RFC 5321 appendix F)
    case turn, send, soml, saml
    /// Any other word, in upper case; may be empty or hold any octets.
    case other([UInt8])

    private static let known: [(String, Verb)] = [
        ("EHLO", .ehlo), ("HELO", .helo), ("MAIL", .mail), ("RCPT", .rcpt), ("DATA", .data),
        ("RSET", .rset), ("VRFY", .vrfy), ("EXPN", .expn), ("HELP", .help), ("NOOP", .noop),
        ("QUIT", .quit), ("STARTTLS", .starttls), ("AUTH", .auth), ("BDAT", .bdat),
        ("LHLO", .lhlo), ("ETRN", .etrn), ("ATRN", .atrn), ("BURL", .burl),
        ("XCLIENT", .xclient), ("XFORWARD", .xforward), ("TURN", .turn), ("SEND", .send),
        ("SOML", .soml), ("SAML", .saml),
    ]

    private static let byWord: [UInt64: Verb] = Dictionary(
        uniqueKeysWithValues: known.map { (packed($0.0.utf8), $0.1) })

    private static let names: [Verb: String] = Dictionary(
        uniqueKeysWithValues: known.map { ($0.1, $0.0) })

    /// All verbs with a name, in the order of the RFCs.
    package static let all: [Verb] = known.map(\.1)

    /// The verb of a word, in any case.
    package init(_ word: some Collection<UInt8>) {
        if word.count <= 8, word.first != ASCII.nul, let verb = Self.byWord[Self.packed(word)] {
            self = verb
        } else {
            self = .other(word.prefix(64).map(ASCII.upper))
        }
    }

    /// The verb in upper case, as it is sent.
    package var name: String {
        if case .other(let word) = self { return word.text }
        return Self.names[self] ?? ""
    }

    /// EHLO, HELO or LHLO.
    package var isHello: Bool { self == .ehlo || self == .helo || self == .lhlo }

    /// Up to eight octets in upper case as one number; NULs in front do not count.
    private static func packed(_ word: some Collection<UInt8>) -> UInt64 {
        word.reduce(0) { $0 << 8 | UInt64(ASCII.upper($1)) }
    }
}
