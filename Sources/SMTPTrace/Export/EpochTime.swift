import SMTPCore

/// A moment as microseconds since 1970-01-01 UTC.
package struct EpochTime {
    package var microseconds: Int64

    /// Reads `2026-11-23T17:18:56.438Z`, the form a recording's header has; nil for any other.
    package init?(rfc3339 text: String) {
        let octets = Array(text.utf8)
        guard octets.count >= 20, octets.last == UInt8(ascii: "Z"),
            octets[10] == UInt8(ascii: "T")
        else { return nil }
        func number(_ range: Range<Int>) -> Int64? {
            octets[range].allSatisfy(ASCII.isDigit) ? Int64(octets[range].text) : nil
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let fraction = Array(octets[19..<(octets.count - 1)].dropFirst().prefix(6))
        guard fraction.allSatisfy(ASCII.isDigit) else { return nil }
        var micro: Int64 = 0
        for index in 0..<6 {
            micro = micro * 10 + (index < fraction.count ? Int64(fraction[index] - 48) : 0)
        }
        let seconds = ((Self.days(year, month, day) * 24 + hour) * 60 + minute) * 60 + second
        microseconds = seconds * 1_000_000 + micro
    }

    /// Days since 1970-01-01 in the Gregorian calendar.
    static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    /// The date of a day counted from 1970-01-01, negative before. Years begin in March here, so
    /// that the day a leap year adds is the last.
    package static func date(ofDay day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let sinceMarch = day + 719_468
        let era = (sinceMarch >= 0 ? sinceMarch : sinceMarch - 146_096) / 146_097
        let dayOfEra = sinceMarch - era * 146_097
        let leaps = dayOfEra / 1_460 - dayOfEra / 36_524 + dayOfEra / 146_096
        let yearOfEra = (dayOfEra - leaps) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (
            era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        )
    }
}
