import SMTPCore
import Testing

@testable import SMTPTrace

private let digest = String(repeating: "0b9F", count: 16)

struct TLSARecordTests {
    @Test(arguments: [
        "3 1 1 \(digest)", "  3  1\t1 \(digest.prefix(10)) \(digest.dropFirst(10))",
        "_25._tcp.mx.example. 3600 IN TLSA 3 1 1 \(digest)",
    ])
    func aRecordIsReadAsZonesWriteIt(text: String) throws {
        let record = try TLSARecord(parsing: text)

        #expect(record.description == "3 1 1 " + digest.lowercased())
        #expect(record.kind == "3 1 1")
        #expect(try TLSARecord(parsing: record.description) == record)
    }

    @Test(arguments: [
        ("", "three numbers"), ("3 1 1", "three numbers"), ("3 1 \(digest)", "three numbers"),
        ("1 1 1 \(digest)", "usages 2 and 3"), ("4 1 1 \(digest)", "no TLSA usage 4"),
        ("3 2 1 \(digest)", "selector is 0 or 1"),
        ("3 1 3 \(digest)", "matching type is 0, 1 or 2"),
        ("3 1 1 0b9", "pairs of hex digits"), ("3 1 0 xy", "pairs of hex digits"),
        ("3 1 1 0b9f", "has 64 hex digits, not 4"),
        ("3 1 2 \(digest)", "has 128 hex digits, not 64"),
    ])
    func whatIsNoRecordSaysWhy(text: String, words: String) {
        let error = #expect(throws: TLSARecordError.self) { try TLSARecord(parsing: text) }

        #expect(error?.description.components(of: words) == 1, "\(error?.description ?? "")")
    }

    /// Of DANE-EE only the record counts (RFC 7672 §3.1.1), of DANE-TA the name as well.
    @Test(arguments: [(3, true), (2, false)])
    func theNameCountsForAuthoritiesOnly(usage: UInt8, isVerified: Bool) {
        let record = TLSARecord(usage: usage, selector: 1, matching: 1, data: [])
        var report = TLSReport.example
        report.nameMatches = false
        report.dane = DANEVerdict(records: [record], match: record)

        #expect(report.isVerified == isVerified)
    }
}
