import Testing

@testable import SMTPTrace

struct DateShiftTests {
    private static let days = Int64(400) * 86_400 + 3_661

    @Test(arguments: [
        ("220 mx; Tue, 24 Nov 2026 11:32:12 +0000", "220 mx; Wed, 29 Dec 2027 12:33:13 +0000"),
        ("24 Nov 2026 11:32", "29 Dec 2027 12:33"), ("since 1 Jan 2026.", "since 5 Feb 2027."),
        ("2026-11-24T11:32:12.5Z", "2027-12-29T12:33:13.5Z"),
        ("at 2026-11-24 11:32:12 exactly", "at 2027-12-29 12:33:13 exactly"),
        ("29 Feb 2024 23:59:59", "5 Apr 2025 01:01:00"),
        ("31 Dec 9999", "31 Dec 9999"), ("2026-13-24T11:32:12", "2026-13-24T11:32:12"),
        ("x24 Nov 2026", "x24 Nov 2026"), ("24 Nov 20261", "24 Nov 20261"),
        ("24 Nov", "24 Nov"), ("Tue, ", "Tue, "), ("250 2.0.0 id=12", "250 2.0.0 id=12"), ("", ""),
    ])
    func datesAreMovedAndNothingElse(text: String, moved: String) {
        #expect(DateShift(seconds: Self.days).moved(Array(text.utf8)).text == moved)
        #expect(DateShift(seconds: 0).moved(Array(text.utf8)).text == text)
    }

    @Test func daysAndDatesAreTheSame() {
        for day in stride(from: Int64(0), to: 1_000_000, by: 97) {
            let (year, month, dayOfMonth) = EpochTime.date(ofDay: day)

            #expect(EpochTime.days(year, month, dayOfMonth) == day)
        }
    }

    @Test(arguments: [Int64.min, -1_000_000_000_000, .max])
    func noShiftTraps(seconds: Int64) {
        let octets = Array("Tue, 24 Nov 2026 11:32:12, 2026-11-24T11:32:12".utf8)

        #expect(DateShift(seconds: seconds).moved(octets) == octets)
    }
}
