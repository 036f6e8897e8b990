import SMTPCore

/// Moves the dates in a server's text by a fixed time and keeps their form: RFC 5322 §3.3, with or
/// without weekday and time of day, and RFC 3339 §5.6. Zones stay as they are.
struct DateShift {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ].map { Array($0.utf8) }
    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"].map {
        Array($0.utf8)
    }
    private static let day = Int64(86_400)
    private static let years = Int64(1970)...9_999

    let seconds: Int64

    func moved(_ octets: [UInt8]) -> [UInt8] {
        guard seconds != 0 else { return octets }
        var result: [UInt8] = []
        var index = 0
        while index < octets.count {
            let isInWord = index > 0 && Self.isWord(octets[index - 1])
            var scanner = Scanner(rest: octets[index...])
            if !isInWord, let date = scanner.mailDate() ?? scanner.stamp(),
                let text = moved(date, scanner)
            {
                result += text
                index = scanner.rest.startIndex
            } else {
                result.append(octets[index])
                index += 1
            }
        }
        return result
    }

    private static func isWord(_ octet: UInt8) -> Bool {
        ASCII.isDigit(octet) || ASCII.isLetter(octet)
    }

    /// Nil where it is no date of our time.
    private func moved(_ date: Found, _ scanner: Scanner) -> [UInt8]? {
        guard scanner.rest.first.map(Self.isWord) != true || date.isStamp else { return nil }
        let old = EpochTime.days(date.year, date.month, date.day) * Self.day + date.second
        let new = old.addingReportingOverflow(seconds).partialValue
        guard Self.years.contains(date.year), new >= 0 else { return nil }
        let (year, month, day) = EpochTime.date(ofDay: new / Self.day)
        guard Self.years.contains(year) else { return nil }
        let second = new % Self.day
        let clock = [second / 3_600, second / 60 % 60, second % 60]
        let time = Array(clock.prefix(date.clockParts).map { Self.two($0) }.joined(separator: [58]))
        if date.isStamp {
            return Self.digits(year) + [45] + Self.two(month) + [45] + Self.two(day) + date.gap
                + time
        }
        let name = Self.weekdays[Int((new / Self.day + 4) % 7)]
        return (date.hasWeekday ? name + Array(", ".utf8) : []) + Self.digits(day) + [32]
            + Self.months[Int(month - 1)] + [32] + Self.digits(year) + (time.isEmpty ? [] : [32])
            + time
    }

    private static func digits(_ number: Int64) -> [UInt8] { Array(String(number).utf8) }
    private static func two(_ number: Int64) -> [UInt8] {
        (number < 10 ? [48] : []) + digits(number)
    }

    /// A date as it stands there.
    private struct Found {
        var year = Int64(0)
        var month = Int64(1)
        var day = Int64(1)
        /// Of the day.
        var second = Int64(0)
        /// Hours, minutes and seconds: 0, 2 or 3 of them are written.
        var clockParts = 0
        var hasWeekday = false
        /// As RFC 3339 writes it.
        var isStamp = false
        /// Between date and time.
        var gap: [UInt8] = []
    }

    private struct Scanner {
        var rest: ArraySlice<UInt8>

        /// `Tue, 24 Nov 2026 11:32:12`.
        mutating func mailDate() -> Found? {
            var ahead = self
            var date = Found()
            if weekdays.contains(where: { ahead.skip($0 + Array(", ".utf8)) }) {
                date.hasWeekday = true
            }
            guard let day = ahead.number(1...2), ahead.skip([32]),
                let month = months.firstIndex(where: { ahead.skip($0) }), ahead.skip([32]),
                let year = ahead.number(4...4), (1...31).contains(day)
            else { return nil }
            (date.day, date.month, date.year) = (day, Int64(month + 1), year)
            var clock = ahead
            if clock.skip([32]), clock.clock(&date) { ahead = clock }
            self = ahead
            return date
        }

        /// `2026-11-24T11:32:12`.
        mutating func stamp() -> Found? {
            var ahead = self
            var date = Found(isStamp: true)
            guard let year = ahead.number(4...4), ahead.skip([45]),
                let month = ahead.number(2...2), ahead.skip([45]), let day = ahead.number(2...2),
                (1...12).contains(month), (1...31).contains(day), let gap = ahead.rest.first,
                gap == UInt8(ascii: "T") || gap == ASCII.space, ahead.skip([gap]),
                ahead.clock(&date)
            else { return nil }
            (date.year, date.month, date.day, date.gap) = (year, month, day, [gap])
            self = ahead
            return date
        }

        /// `11:32` or `11:32:12`.
        private mutating func clock(_ date: inout Found) -> Bool {
            guard let hour = number(2...2), skip([58]), let minute = number(2...2), hour < 24,
                minute < 60
            else { return false }
            date.second = hour * 3_600 + minute * 60
            date.clockParts = 2
            var ahead = self
            if ahead.skip([58]), let second = ahead.number(2...2), second <= 60 {
                date.second += second
                date.clockParts = 3
                self = ahead
            }
            return true
        }

        mutating func skip(_ text: [UInt8]) -> Bool {
            guard rest.starts(with: text) else { return false }
            rest = rest.dropFirst(text.count)
            return true
        }

        /// So many digits and no more.
        mutating func number(_ width: ClosedRange<Int>) -> Int64? {
            let digits = rest.prefix(width.upperBound + 1).prefix(while: ASCII.isDigit)
            guard width.contains(digits.count) else { return nil }
            rest = rest.dropFirst(digits.count)
            return digits.reduce(0) { $0 * 10 + Int64($1 - 48) }
        }
    }
}
