/// Points in time as logs would write them.
enum UTCStamp {
    /// Seconds since 1970 as `2026-11-24T10:08:36Z`.
    static func text(seconds: Int64) -> [UInt8] {
        let (year, month, day) = civil(fromDays: seconds / 86_400)
        let time = seconds % 86_400
        let parts = [month, day, time / 3_600, time / 60 % 60, time % 60].map {
            $0 < 10 ? "0\($0)" : "\($0)"
        }
        return Array(
            "\(year)-\(parts[0])-\(parts[1])T\(parts[2]):\(parts[3]):\(parts[4])Z".utf8)
    }

    /// The time that multilog writes as `@400000006749a1b31c4d5e6f`, given its digits: TAI64N, the
    /// seconds counted from 2^62, ten ahead of UTC, behind them nanoseconds. The digits themselves
    /// if they are no time since 1970.
    static func text(tai64n digits: ArraySlice<UInt8>) -> [UInt8] {
        let label = UInt64(String(decoding: digits.prefix(16), as: UTF8.self), radix: 16) ?? 0
        let epoch: UInt64 = 1 << 62 + 10
        guard label >= epoch, label - epoch < 1 << 36 else { return Array(digits) }
        return text(seconds: Int64(label - epoch))
    }

    /// The Gregorian date of a day counted from 1970-01-01.
    private static func civil(fromDays days: Int64) -> (Int64, Int64, Int64) {
        // Counted from 1 March of year 0, so that the leap day is the last of its year.
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
