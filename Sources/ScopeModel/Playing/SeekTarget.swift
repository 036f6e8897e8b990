/// A place in a recording, as typed behind `:seek`.
enum SeekTarget: Hashable, Sendable {
    case start, end
    /// So many events are shown.
    case event(Int)
    /// Since the session began.
    case time(Duration)
    /// From where the recording stands now; may be negative.
    case offset(Duration)

    /// Times longer than a year are none.
    private static let longest: Double = 31_536_000

    /// `start`, `end`, `#40`, `1m30s`, `1:30`, `90`, `+5s`, `-5s`; nil for anything else.
    init?(_ text: String) {
        switch text {
        case "start": self = .start
        case "end": self = .end
        default:
            let rest = text.dropFirst()
            switch text.first {
            case "#":
                guard let number = Int(rest), number >= 0 else { return nil }
                self = .event(number)
            case "+", "-":
                guard let step = Self.duration(rest) else { return nil }
                self = .offset(text.hasPrefix("-") ? .zero - step : step)
            default:
                guard let time = Self.duration(text[...]) else { return nil }
                self = .time(time)
            }
        }
    }

    /// Hours, minutes and seconds with their units, `m:ss`, or seconds alone.
    private static func duration(_ text: Substring) -> Duration? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let seconds =
            parts.count == 2
            ? number(parts[0]).flatMap { minutes in number(parts[1]).map { minutes * 60 + $0 } }
            : parts.count == 1 ? withUnits(text) : nil
        guard let seconds, seconds <= longest else { return nil }
        return .microseconds(Int64(seconds * 1_000_000))
    }

    private static func withUnits(_ text: Substring) -> Double? {
        if let seconds = number(text) { return seconds }
        var rest = text
        var sum = 0.0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(unit.count)
            let factors = ["h": 3_600, "m": 60, "min": 60, "s": 1, "ms": 0.001]
            guard let value = number(digits), let factor = factors[String(unit)] else {
                return nil
            }
            sum += value * factor
        }
        return sum
    }

    private static func number(_ text: Substring) -> Double? {
        guard (1...12).contains(text.utf8.count),
            text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 })
        else { return nil }
        return Double(text)
    }
}
