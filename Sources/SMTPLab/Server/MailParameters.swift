import SMTPCore

/// The parameters of MAIL and RCPT, checked as their documents say.
enum MailParameters {
    static func refusal(ofMail path: PathArgument, _ scenario: LabScenario) -> Answer? {
        if let refusal = repeated(path) { return refusal }
        for parameter in path.parameters {
            let value = parameter.value
            let isGood: Bool
            switch parameter.name {
            case "SIZE" where scenario.knows("SIZE"):
                guard let size = size(value) else { return bad(parameter) }
                if size > scenario.sizeLimit {
                    return Answer(
                        552, "5.3.4", "Too big: \(scenario.sizeLimit) octets are the limit")
                }
                isGood = true
            case "BODY" where scenario.knows("8BITMIME"):
                isGood = ["7BIT", "8BITMIME"].contains(value?.uppercased())
            case "SMTPUTF8" where scenario.knows("SMTPUTF8"): isGood = value == nil
            case "RET" where scenario.knows("DSN"):
                isGood = ["FULL", "HDRS"].contains(value?.uppercased())
            case "ENVID" where scenario.knows("DSN"):
                isGood = isXtext(value) && value?.utf8.count ?? 0 <= 100
            case "AUTH" where scenario.knows("AUTH"): isGood = value == "<>" || isXtext(value)
            default: return unknown
            }
            if !isGood { return bad(parameter) }
        }
        return nil
    }

    static func refusal(ofRecipient path: PathArgument, _ scenario: LabScenario) -> Answer? {
        if let refusal = repeated(path) { return refusal }
        for parameter in path.parameters {
            switch parameter.name {
            case "NOTIFY" where scenario.knows("DSN"):
                if !isNotify(parameter.value) { return bad(parameter) }
            case "ORCPT" where scenario.knows("DSN"):
                if !isOriginalRecipient(parameter.value) { return bad(parameter) }
            default: return unknown
            }
        }
        return nil
    }

    private static let unknown = Answer(555, "5.5.4", "Unknown parameter, or not offered here")

    private static func bad(_ parameter: PathArgument.Parameter) -> Answer {
        Answer(501, "5.5.4", "Bad value for \(parameter.name)")
    }

    private static func repeated(_ path: PathArgument) -> Answer? {
        guard path.parameters.count <= 16 else {
            return Answer(501, "5.5.4", "Too many parameters")
        }
        let names = Set(path.parameters.map(\.name))
        guard names.count < path.parameters.count else { return nil }
        return Answer(501, "5.5.4", "A parameter is given twice")
    }

    /// Up to 20 digits (RFC 1870).
    private static func size(_ value: String?) -> Int? {
        guard let value, (1...20).contains(value.utf8.count), value.utf8.allSatisfy(ASCII.isDigit)
        else { return nil }
        return Int(value) ?? .max
    }

    /// `NEVER`, or a list of the three others, each once (RFC 3461 §4.1).
    private static func isNotify(_ value: String?) -> Bool {
        guard let value else { return false }
        let words = value.uppercased().split(separator: ",", omittingEmptySubsequences: false)
        if words == ["NEVER"] { return true }
        return Set(words).count == words.count
            && words.allSatisfy { ["SUCCESS", "FAILURE", "DELAY"].contains($0) }
    }

    /// An address type, a semicolon and xtext (RFC 3461 §4.2).
    private static func isOriginalRecipient(_ value: String?) -> Bool {
        guard let value, value.utf8.count <= 500, let semicolon = value.firstIndex(of: ";") else {
            return false
        }
        let rest = String(value[value.index(after: semicolon)...])
        return semicolon > value.startIndex && isXtext(rest)
    }

    /// Printable ASCII without `=`, and `+` only in front of two upper-case hexadecimal digits
    /// (RFC 3461 §4). Not empty.
    private static func isXtext(_ value: String?) -> Bool {
        guard let octets = value.map({ Array($0.utf8) }), !octets.isEmpty else { return false }
        var index = 0
        while index < octets.count {
            let octet = octets[index]
            guard (33...126).contains(octet), octet != UInt8(ascii: "=") else { return false }
            if octet == UInt8(ascii: "+") {
                let digits = octets[(index + 1)...].prefix(2)
                guard digits.count == 2, digits.allSatisfy(isUpperHex) else { return false }
                index += 2
            }
            index += 1
        }
        return true
    }

    private static func isUpperHex(_ octet: UInt8) -> Bool {
        ASCII.isDigit(octet) || (65...70).contains(octet)
    }
}
