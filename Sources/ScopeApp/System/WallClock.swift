import Glibc

/// The time of day, for names and headers only; what is measured uses the engine's clock.
package enum WallClock {
    /// Now, as RFC 3339 in UTC with milliseconds: `2026-11-23T17:18:56.438Z`.
    package static var now: String {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return text(seconds: Int64(time.tv_sec), milliseconds: time.tv_nsec / 1_000_000)
    }

    static func text(seconds: Int64, milliseconds: Int) -> String {
        var seconds = time_t(seconds)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let date = [padded(Int(parts.tm_year) + 1_900, 4), padded(parts.tm_mon + 1, 2)]
        let time = [padded(parts.tm_hour, 2), padded(parts.tm_min, 2), padded(parts.tm_sec, 2)]
        return date.joined(separator: "-") + "-" + padded(parts.tm_mday, 2) + "T"
            + time.joined(separator: ":") + "." + padded(milliseconds, 3) + "Z"
    }

    private static func padded(_ number: some BinaryInteger, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
