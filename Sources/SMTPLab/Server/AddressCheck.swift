import SMTPCore

/// Whether an address is one (RFC 5321 §4.1.2, RFC 6531 §3.3), as far as a server should look.
enum AddressCheck {
    enum Fault: Hashable {
        /// Octets over 127, and SMTPUTF8 was not asked for.
        case needsUTF8
        /// With a sentence for the reply.
        case syntax(String)
    }

    static func fault(of path: PathArgument, allowsUTF8: Bool) -> Fault? {
        if path.slips.contains(.unclosed) { return .syntax("The bracket > is missing") }
        if path.address.contains(where: { $0 > 127 }), !allowsUTF8 { return .needsUTF8 }
        guard let domain = path.domain else {
            if ASCII.equalIgnoringCase(path.address, "postmaster".utf8) { return nil }
            return .syntax("The address has no domain: name@domain")
        }
        if let reason = faultOfLocalPart(path.localPart) { return .syntax(reason) }
        return faultOfDomain(domain).map { .syntax($0) }
    }

    private static func faultOfLocalPart(_ local: ArraySlice<UInt8>) -> String? {
        if local.isEmpty { return "Nothing stands in front of the @" }
        if local.count > 64 { return "More than 64 octets in front of the @" }
        if local.contains(where: { $0 < 32 || $0 == 127 }) { return "Control character in address" }
        if local.first == UInt8(ascii: "\"") {
            return local.count > 1 && local.last == UInt8(ascii: "\"") ? nil : "Quote not closed"
        }
        let specials = Array("()<>[]:;@\\,\" ".utf8)
        if local.contains(where: specials.contains) { return "Bad character in front of the @" }
        if local.first == ASCII.dot || local.last == ASCII.dot || hasDoubleDot(local) {
            return "Dots only between letters in front of the @"
        }
        return nil
    }

    private static func faultOfDomain(_ domain: ArraySlice<UInt8>) -> String? {
        if domain.isEmpty { return "Nothing stands behind the @" }
        if domain.count > 255 { return "More than 255 octets behind the @" }
        if domain.first == UInt8(ascii: "[") {
            return domain.last == UInt8(ascii: "]") ? nil : "The bracket ] is missing"
        }
        let isGood = domain.allSatisfy {
            ASCII.isLetter($0) || ASCII.isDigit($0) || $0 == ASCII.hyphen || $0 == ASCII.dot
                || $0 == UInt8(ascii: "_") || $0 > 127
        }
        guard isGood else { return "Bad character behind the @" }
        let isDotted = domain.first == ASCII.dot || domain.last == ASCII.dot || hasDoubleDot(domain)
        return isDotted ? "Dots only between names behind the @" : nil
    }

    private static func hasDoubleDot(_ text: ArraySlice<UInt8>) -> Bool {
        zip(text, text.dropFirst()).contains { $0 == ASCII.dot && $1 == ASCII.dot }
    }
}
