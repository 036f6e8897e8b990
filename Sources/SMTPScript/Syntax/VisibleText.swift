import SMTPCore

/// Octets of anybody as text that is safe to print: controls become `\x1b`, code points that
/// turn or hide text become `\u{202e}`, octets that are no UTF-8 become `\xff`.
enum VisibleText {
    static func of(_ octets: some Collection<UInt8>) -> String {
        if octets.allSatisfy({ $0 &- 32 < 95 }) { return octets.text }
        var shown = ""
        var decoder = UTF8Walk(Array(octets))
        while let step = decoder.next() {
            switch step {
            case .scalar(let scalar): append(scalar, to: &shown)
            case .stray(let octet): shown += "\\x" + hexadecimal(octet)
            }
        }
        return shown
    }

    static func of(_ text: String) -> String { of(text.utf8) }

    /// Whether a code point may be printed as it is.
    static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned:
            false
        default: true
        }
    }

    /// Two lower-case digits.
    static func hexadecimal(_ octet: UInt8) -> String {
        let digits = String(octet, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }

    private static func append(_ scalar: Unicode.Scalar, to shown: inout String) {
        if scalar.value < 128 ? scalar.value &- 32 < 95 : isPrintable(scalar) {
            shown.unicodeScalars.append(scalar)
        } else if scalar == "\t" {
            shown += "\\t"
        } else if scalar == "\r" {
            shown += "\\r"
        } else if scalar == "\n" {
            shown += "\\n"
        } else if scalar.value < 128 {
            shown += "\\x" + hexadecimal(UInt8(scalar.value))
        } else {
            shown += "\\u{" + String(scalar.value, radix: 16) + "}"
        }
    }
}
