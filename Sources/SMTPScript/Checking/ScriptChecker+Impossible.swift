import SMTPCore

/// Lines that no answer fits, and steps that cannot be done: most are slips.
extension ScriptChecker {
    mutating func lintImpossible(_ expectation: Expectation) {
        for claim in expectation.claim.replies {
            lintCode(of: claim, at: expectation.place)
            lintText(of: claim, at: expectation.place)
        }
        switch expectation.claim {
        case .events(let events): for event in events { lintRange(event, at: expectation.place) }
        case .property(let property): checkTLS(property, at: expectation.place)
        case .late: break
        }
    }

    /// Replies begin with 2 to 5 (RFC 5321 §4.2), their enhanced codes alike (RFC 2034 §4).
    private mutating func lintCode(of claim: ReplyClaim, at place: ScriptPlace) {
        let code = claim.code.description
        let digit = code.utf8.first ?? 0
        if !"2345x".utf8.contains(digit) {
            report(
                "no reply has the code \(code)", at: place, help: "they begin with 2, 3, 4 or 5",
                severity: .lint)
        } else if "245".utf8.contains(digit), let enhanced = claim.enhanced,
            let first = enhanced.description.utf8.first, first != UInt8(ascii: "x"), first != digit
        {
            report(
                "\(enhanced) does not go with \(code)", at: place,
                help: "an enhanced code begins with the code's first digit", severity: .lint)
        }
    }

    /// Text behind a code that was meant to be another code.
    private mutating func lintText(of claim: ReplyClaim, at place: ScriptPlace) {
        guard case .bare(let template)? = claim.matches.last, claim.matches.count == 1,
            let text = template.literal, Self.isMeantAsCode(text[...])
        else { return }
        let shown = VisibleText.of(text)
        report(
            "`\(shown)` behind the code is taken as text", at: place,
            help: "`or` stands between codes, as in 250 or 550; quote it if it is text",
            severity: .lint)
    }

    /// `550`, `| 550`, `or550`.
    private static func isMeantAsCode(_ text: ArraySlice<UInt8>) -> Bool {
        if CodePattern(text) != nil { return text.contains(where: ASCII.isDigit) }
        if text.first == UInt8(ascii: "|") { return true }
        let rest = text.dropFirst(2)
        return ASCII.equalIgnoringCase(text.prefix(2), "or".utf8)
            && rest.first.map(ASCII.isDigit) == true && CodePattern(rest.prefix(3)) != nil
    }

    private mutating func lintRange(_ event: EventClaim, at place: ScriptPlace) {
        guard case .line(let code, let template) = event, let text = template.literal,
            CodePattern(text) != nil
        else { return }
        report(
            "`\(code)-\(VisibleText.of(text))` is a line of a reply, not a range", at: place,
            help: "x stands for any digit, as in 2xx", severity: .lint)
    }

    private mutating func checkTLS(_ property: PropertyClaim, at place: ScriptPlace) {
        switch property {
        case .not(.property(let inner)): checkTLS(inner, at: place)
        case .tls(.version, _, let value):
            guard let text = value.literal?.text, Judge.rank(text) == nil else { return }
            report("`\(VisibleText.of(text))` is no TLS version", at: place, help: "such as 1.2")
        case .tls(.expires, _, let value):
            guard let text = value.literal else { return }
            var scanner = LineScanner(text)
            do throws(LineError) {
                _ = try scanner.duration()
            } catch {
                report(
                    "`\(VisibleText.of(text))` is no duration", at: place,
                    help: "a number with its unit, such as 14d")
            }
        case .has, .lacks, .within, .after, .lines, .text, .bytes, .not, .tls, .tlsVerified,
            .diagnosis:
            break
        }
    }

    /// A mechanism wants what it logs in with.
    mutating func checkLogin(_ step: Step) {
        guard case .authenticate(let word, let options) = step.action else { return }
        let mechanism = SASLMechanism(word)
        guard let missing = mechanism.missing(among: options.map(\.name)) else { return }
        report("\(mechanism) needs \(missing)=", at: step.place, help: "write it behind user=")
    }
}

extension SASLMechanism {
    /// The option that is not there and without which there is nothing to log in with; nil where
    /// nothing is missing, and for mechanisms nothing is known of.
    fileprivate func missing(among options: [String]) -> String? {
        let wanted: String
        switch self {
        case .xoauth2, .oauthBearer: wanted = "token"
        case .plain, .login, .cramMD5, .digestMD5, .scram: wanted = "password"
        case .external, .anonymous, .other: return nil
        }
        return options.contains(wanted) ? nil : wanted
    }
}
