/// A colour of 24 bits in sRGB.
package struct RGB: Hashable, Sendable, CustomStringConvertible {
    package let red: UInt8
    package let green: UInt8
    package let blue: UInt8

    package init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Reads `#rrggbb`, nothing else.
    package init?(hexadecimal text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 7, digits[0] == UInt8(ascii: "#"),
            digits.dropFirst().allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let value = UInt32(text.dropFirst(), radix: 16)
        else { return nil }
        self.init(UInt8(value >> 16), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
    }

    /// `#rrggbb`
    package var description: String {
        "#"
            + [red, green, blue].map {
                ($0 < 16 ? "0" : "") + String($0, radix: 16)
            }.joined()
    }

    /// The fixed colour of an xterm palette number from 16 up; nil below, where users choose.
    package init?(c256 number: UInt8) {
        switch number {
        case ..<16: return nil
        case 232...:
            let grey = 8 + (number - 232) * 10
            self.init(grey, grey, grey)
        default:
            let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
            let index = Int(number) - 16
            self.init(steps[index / 36], steps[index / 6 % 6], steps[index % 6])
        }
    }

    /// The nearest number of the xterm palette, never one of the first 16, which users change.
    package var nearest256: UInt8 {
        let distances = (UInt8(16)...255).map { ($0, weightedDistance(to: $0)) }
        return distances.min { $0.1 < $1.1 }?.0 ?? 16
    }

    /// The nearest of the 16 colours by hue. Plain blue, unreadable on many screens, is never
    /// chosen; light blue is.
    package var nearest16: UInt8 {
        let (red, green, blue) = (Int(red), Int(green), Int(blue))
        let most = max(red, green, blue)
        let range = most - min(red, green, blue)
        if range * 5 < most || most < 40 {
            switch (red + green + blue) / 3 {
            case ..<48: return 0
            case ..<128: return 8
            case ..<208: return 7
            default: return 15
            }
        }
        let hue = hueDegrees(red, green, blue, range)
        let light: UInt8 = most > 200 ? 8 : 0
        switch hue {
        case ..<30, 330...: return 1 + light
        case ..<75: return 3 + light
        case ..<165: return 2 + light
        case ..<200: return 6 + light
        case ..<265: return 12
        default: return 5 + light
        }
    }

    private func hueDegrees(_ red: Int, _ green: Int, _ blue: Int, _ range: Int) -> Int {
        if red >= green, red >= blue { return ((green - blue) * 60 / range + 360) % 360 }
        if green >= blue { return (blue - red) * 60 / range + 120 }
        return (red - green) * 60 / range + 240
    }

    /// Squared, with the eye's weights for red, green and blue.
    private func weightedDistance(to number: UInt8) -> Int {
        guard let other = RGB(c256: number) else { return .max }
        let red = Int(red) - Int(other.red)
        let green = Int(green) - Int(other.green)
        let blue = Int(blue) - Int(other.blue)
        return 3 * red * red + 6 * green * green + blue * blue
    }
}
