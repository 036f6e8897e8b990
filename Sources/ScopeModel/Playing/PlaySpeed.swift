/// How fast a recording is played: recorded time for real time, exact to a thousandth.
package struct PlaySpeed: Hashable, Sendable {
    static let normal = PlaySpeed(thousandths: 1_000)
    /// What the keys go through.
    private static let steps = [250, 500, 1_000, 2_000, 4_000, 8_000, 16_000]

    private var thousandths: Int

    private init(thousandths: Int) { self.thousandths = thousandths }

    /// `2`, `0.25` or `4x`, from 0.01 to 1000; nil for anything else.
    init?(_ text: String) {
        let number = text.hasSuffix("x") ? String(text.dropLast()) : text
        guard number.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }),
            let factor = Double(number), (0.01...1_000).contains(factor)
        else { return nil }
        thousandths = Int((factor * 1_000).rounded())
    }

    var faster: PlaySpeed {
        PlaySpeed(thousandths: Self.steps.first { $0 > thousandths } ?? thousandths)
    }

    var slower: PlaySpeed {
        PlaySpeed(thousandths: Self.steps.last { $0 < thousandths } ?? thousandths)
    }

    /// Recorded time that passes in so much real time.
    func recorded(_ real: Duration) -> Duration {
        .microseconds(real.microseconds * Int64(thousandths) / 1_000)
    }

    /// Real time that so much recorded time takes; at most a day.
    func real(_ recorded: Duration) -> Duration {
        let day: Int64 = 86_400_000_000
        return .microseconds(min(recorded.microseconds, day) * 1_000 / Int64(thousandths))
    }

    /// `1x`, `0.25x`.
    package var text: String {
        let fraction = thousandths % 1_000
        guard fraction > 0 else { return "\(thousandths / 1_000)x" }
        var digits = String(1_000 + fraction).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return "\(thousandths / 1_000).\(digits)x"
    }
}
