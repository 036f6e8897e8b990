import SMTPCore

/// What a TLSA record says of a server's certificate (RFC 6698 §2.1), as SMTP uses it
/// (RFC 7672 §3.1): DANE-TA and DANE-EE.
package struct TLSARecord: Hashable, Sendable {
    /// 2: it is the authority's, DANE-TA. 3: it is the server's own, DANE-EE.
    package var usage: UInt8
    /// 0: the whole certificate. 1: its public key.
    package var selector: UInt8
    /// 0: as it is. 1: SHA-256. 2: SHA-512.
    package var matching: UInt8
    /// Not empty; 32 or 64 octets for a digest.
    package var data: [UInt8]

    package init(usage: UInt8, selector: UInt8, matching: UInt8, data: [UInt8]) {
        self.usage = usage
        self.selector = selector
        self.matching = matching
        self.data = data
    }

    /// Reads `3 1 1 0b9fa5a5…`, the digits in pieces of any size, also behind a name and `TLSA` as
    /// in a zone.
    package init(parsing text: String) throws(TLSARecordError) {
        var words = text.split { $0 == " " || $0 == "\t" }
        if let type = words.firstIndex(where: { $0.uppercased() == "TLSA" }) {
            words.removeSubrange(...type)
        }
        let numbers = words.prefix(3).compactMap { UInt8($0) }
        guard numbers.count == 3, words.count > 3 else {
            throw TLSARecordError("a TLSA record is three numbers and hex digits: 3 1 1 0b9f...")
        }
        guard (2...3).contains(numbers[0]) else {
            throw TLSARecordError(
                numbers[0] < 2
                    ? "SMTP uses TLSA usages 2 and 3 only, not \(numbers[0]) (RFC 7672 §3.1.3)"
                    : "there is no TLSA usage \(numbers[0])")
        }
        guard numbers[1] < 2 else { throw TLSARecordError("a TLSA selector is 0 or 1") }
        guard numbers[2] < 3 else { throw TLSARecordError("a TLSA matching type is 0, 1 or 2") }
        guard let data = Self.octets(ofHex: words.dropFirst(3).joined().utf8), !data.isEmpty else {
            throw TLSARecordError("the data of a TLSA record is pairs of hex digits")
        }
        let size = [nil, 32, 64][Int(numbers[2])]
        guard size == nil || size == data.count, data.count <= 1 << 16 else {
            throw TLSARecordError(
                "a TLSA record with matching type \(numbers[2]) has \((size ?? 0) * 2) hex digits, "
                    + "not \(data.count * 2)")
        }
        self.init(usage: numbers[0], selector: numbers[1], matching: numbers[2], data: data)
    }

    private static func octets(ofHex text: some Collection<UInt8>) -> [UInt8]? {
        let digits = text.compactMap { digit -> UInt8? in
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
            default: nil
            }
        }
        guard digits.count == text.count, digits.count % 2 == 0 else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// `3 1 1`, what it compares.
    package var kind: String { "\(usage) \(selector) \(matching)" }
}

extension TLSARecord: CustomStringConvertible {
    /// `3 1 1 0b9f…`, the digits in one piece.
    package var description: String {
        let digits = Array("0123456789abcdef".utf8)
        return kind + " " + data.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }.text
    }
}

/// Why a text is no TLSA record.
package struct TLSARecordError: Error, Hashable, CustomStringConvertible {
    /// One sentence without a full stop.
    package var description: String

    init(_ description: String) { self.description = description }

    package static let tooMany = TLSARecordError("64 TLSA records are enough")
}

/// The server's certificate held against TLSA records.
package struct DANEVerdict: Hashable, Sendable {
    /// Those that were given. Not empty.
    package var records: [TLSARecord]
    /// The one that matched; nil where none did.
    package var match: TLSARecord?
    /// Which certificate of the chain it matched, 0 is the server's own.
    package var depth: Int

    package init(records: [TLSARecord], match: TLSARecord?, depth: Int = 0) {
        self.records = records
        self.match = match
        self.depth = depth
    }

    /// Whether name and dates count for nothing: the record speaks of the server's own certificate
    /// (RFC 7672 §3.1.1).
    package var isOfServer: Bool { match?.usage == 3 }

    /// What was found, one clause.
    package var sentence: String {
        guard let match else {
            return records.count == 1
                ? "TLSA \(records[0].kind) does not vouch for it"
                : "none of \(records.count) TLSA records vouches for it"
        }
        let part = match.selector == 0 ? "certificate" : "key"
        let owner = depth == 0 ? "the server's own \(part)" : "the \(part) of an authority"
        return "TLSA \(match.kind) matches: it is of \(owner)"
    }
}
