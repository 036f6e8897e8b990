/// Colour blindness that is simulated.
package enum ColourVision: String, CaseIterable, Hashable, Sendable {
    case deuteranopia, protanopia, tritanopia

    /// Machado, Oliveira and Fernandes 2009, severity 1.0, rows of a matrix on linear RGB.
    fileprivate var matrix: [[Double]] {
        switch self {
        case .protanopia:
            [
                [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ]
        case .deuteranopia:
            [
                [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                [-0.011820, 0.042940, 0.968881],
            ]
        case .tritanopia:
            [
                [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                [0.004733, 0.691367, 0.303900],
            ]
        }
    }
}

extension RGB {
    /// Relative luminance, 0 to 1 (WCAG 2.2).
    package var luminance: Double {
        let light = linear
        return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
    }

    /// Contrast ratio, 1 to 21 (WCAG 2.2).
    package func contrast(with other: RGB) -> Double {
        let (one, two) = (luminance, other.luminance)
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }

    /// How different two colours look to such an eye: distance in OKLab times 100. Black and white
    /// are 100 apart, a difference of 10 is plain to see side by side.
    package func distance(to other: RGB, seenWith vision: ColourVision?) -> Double {
        let one = oklab(seenWith: vision)
        let two = other.oklab(seenWith: vision)
        let squares = zip(one, two).map { ($0 - $1) * ($0 - $1) }
        return squares.reduce(0, +).squareRoot() * 100
    }

    private var linear: [Double] {
        [red, green, blue].map { value in
            let part = Double(value) / 255
            if part <= 0.04045 { return part / 12.92 }
            let base = (part + 0.055) / 1.055
            // base to the power of 2.4
            return base * base * RGB.root(5, of: base * base)
        }
    }

    private func oklab(seenWith vision: ColourVision?) -> [Double] {
        var light = linear
        if let matrix = vision?.matrix {
            light = RGB.product(matrix, light).map { min(1, max(0, $0)) }
        }
        let cones = RGB.product(RGB.toCones, light).map { RGB.root(3, of: $0) }
        return RGB.product(RGB.toLab, cones)
    }

    /// Björn Ottosson 2020, linear sRGB to cone responses, then their roots to OKLab.
    private static let toCones = [
        [0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
    private static let toLab = [
        [0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]

    private static func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
        matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
    }

    /// By Newton's method, for values from 0 to 1.
    private static func root(_ degree: Int, of value: Double) -> Double {
        guard value > 0 else { return 0 }
        var guess = 1.0
        for _ in 0..<64 {
            var power = 1.0
            for _ in 1..<degree { power *= guess }
            let next = (Double(degree - 1) * guess + value / power) / Double(degree)
            if next == guess { break }
            guess = next
        }
        return guess
    }
}
