/// Durations as the rule language writes them: `500ms`, `6s`, `2m`, `1h`, `4d`.
package enum LabDuration {
    /// The longest that is understood, so that no sum of times can overflow.
    static let limit = Duration.seconds(365 * 24 * 3600)

    /// Nil for anything else, and for more than a year.
    package static func parse(_ text: some StringProtocol) -> Duration? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int64(digits), number <= 31_536_000_000 else { return nil }
        let duration: Duration
        switch text.dropFirst(digits.count) {
        case "ms": duration = .milliseconds(number)
        case "s": duration = .seconds(number)
        case "m": duration = .seconds(number * 60)
        case "h": duration = .seconds(number * 3600)
        case "d": duration = .seconds(number * 86_400)
        default: return nil
        }
        return duration <= limit ? duration : nil
    }
}
