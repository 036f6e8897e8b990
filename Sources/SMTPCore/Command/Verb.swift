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

    /// All verbs with a name, in the order of the RFCs.
    package static let all: [Verb] = [
        .ehlo, .helo, .mail, .rcpt, .data, .rset, .vrfy, .expn, .help, .noop, .quit, .starttls,
        .auth, .bdat, .lhlo, .etrn, .atrn, .burl, .xclient, .xforward, .turn, .send, .soml, .saml,
    ]

    private static let byWord: [UInt64: Verb] = Dictionary(
        uniqueKeysWithValues: all.map { (packed($0.name.utf8), $0) })

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
        switch self {
        case .ehlo: "EHLO"
        case .helo: "HELO"
        case .mail: "MAIL"
        case .rcpt: "RCPT"
        case .data: "DATA"
        case .rset: "RSET"
        case .vrfy: "VRFY"
        case .expn: "EXPN"
        case .help: "HELP"
        case .noop: "NOOP"
        case .quit: "QUIT"
        case .starttls: "STARTTLS"
        case .auth: "AUTH"
        case .bdat: "BDAT"
        case .lhlo: "LHLO"
        case .etrn: "ETRN"
        case .atrn: "ATRN"
        case .burl: "BURL"
        case .xclient: "XCLIENT"
        case .xforward: "XFORWARD"
        case .turn: "TURN"
        case .send: "SEND"
        case .soml: "SOML"
        case .saml: "SAML"
        case .other(let word): word.text
        }
    }

    /// EHLO, HELO or LHLO.
    package var isHello: Bool { self == .ehlo || self == .helo || self == .lhlo }

    /// Up to eight octets in upper case as one number; NULs in front do not count.
    private static func packed(_ word: some Collection<UInt8>) -> UInt64 {
        word.reduce(0) { $0 << 8 | UInt64(ASCII.upper($1)) }
    }
}
