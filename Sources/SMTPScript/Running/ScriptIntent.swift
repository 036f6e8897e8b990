import SMTPCore
import SMTPTrace

/// What the runner wants done next. Plain data; what came of it returns as facts.
package enum ScriptIntent: Hashable, Sendable {
    /// Open a connection; the one of the same name, if open, is closed first (FIN). The next
    /// connection number that appears in a fact is this one's.
    case connect(ScriptConnection)
    /// The connection in use is the script's from now on: it shakes hands when it is told to.
    case adopt
    /// What follows concerns this connection.
    case use(name: String)
    /// One write. Octets as they are to stand on the wire; no line of them may start a TLS
    /// handshake by itself.
    case send([UInt8])
    /// The whole exchange, up to the reply that ends it.
    case authenticate(
        SASLMechanism, Credentials, initialResponse: SASLClient.InitialResponse)
    /// A TLS handshake, at once, with these options.
    case handshake(ScriptTLS)
    case close, halfClose, abort
    /// The script's clock ran out on this: what has come of an unfinished line is to be told, and
    /// that it is overdue. Nothing ends by it.
    case overdue(Wait, after: Duration)
    /// What has come of an unfinished line is to be told, and nothing else.
    case tellUnfinished
    /// A value to hide in everything that is shown or kept.
    case know(secret: [UInt8], name: String)
    /// Nothing of ours happens before this time: a lab may move its clock there.
    case wait(until: Duration)
    /// Answered by `answer`.
    case ask(name: String, question: String, isSecret: Bool)
    /// Answered by `resume`.
    case pause(String?)
    /// Hand over to the prompt. Answered by `resume`.
    case breakpoint
    /// The next step waits for `resume`; where it stands, and what it does.
    case standing(ScriptPlace, next: String)
    /// A line to say aloud, without control characters.
    case say(String)
    /// A remark for the record, without control characters.
    case note(String)
    /// For the record: sections, marks, and what was not as expected. The number is that of the
    /// connection it belongs to, 0 where there is none yet.
    case record(ScriptFact, connection: Int)
    /// Nothing more will come. Connections may be closed.
    case done
}

/// Where to connect and how.
package struct ScriptConnection: Hashable, Sendable {
    /// What the script calls it; `main` unless it says otherwise.
    package var name: String
    package var endpoint: Endpoint
    /// TLS from the first octet; nil for none.
    package var implicitTLS: ScriptTLS?
    /// 4 or 6.
    package var family: Int?
    /// The local address to connect from.
    package var source: String?
    /// The lab's source of chance; nil for its usual one.
    package var seed: UInt64?
}

/// How to shake hands. What is nil is left to the program's own options.
package struct ScriptTLS: Hashable, Sendable {
    package enum Verification: String, Hashable, Sendable {
        /// Chain and name.
        case full
        case chain
        /// One of the TLSA records (RFC 7672 §3.1).
        case dane
        case none
    }

    package var verification = Verification.full
    package var serverName: String?
    /// "1.2" and so on.
    package var minimum: String?
    package var maximum: String?
    /// OpenSSL's cipher list.
    package var ciphers: String?
    /// Paths of PEM files.
    package var certificate: String?
    package var key: String?
    /// Offered in this order (ALPN, RFC 7301); none where it is empty.
    package var applicationProtocols: [String] = []
    /// The server's TLSA records. May be empty.
    package var records: [TLSARecord] = []

    package init() {}

    /// Reads `3 1 1 0b9f…, 2 1 1 34ac…`; what is wrong with it is one sentence.
    static func records(_ text: [UInt8]) throws(TLSARecordError) -> [TLSARecord] {
        var records: [TLSARecord] = []
        for part in text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            records.append(try TLSARecord(parsing: part.text))
        }
        guard records.count <= 64 else { throw TLSARecordError.tooMany }
        return records
    }

    /// Reads `smtp,http/1.1`; nil where a name has not 1 to 255 octets, or there are very many.
    static func applicationProtocols(_ text: [UInt8]) -> [String]? {
        let names = text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard names.count <= 64, names.allSatisfy({ (1...255).contains($0.count) }) else {
            return nil
        }
        return names.map(\.text)
    }
}
