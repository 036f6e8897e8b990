import SMTPTrace

/// Points in time as logs would write them.
enum UTCStamp {
    /// Seconds since 1970 as `2026-11-24T10:08:36Z`.
    static func text(seconds: Int64) -> [UInt8] {
        let (year, month, day) = EpochTime.date(ofDay: seconds / 86_400)
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
}
