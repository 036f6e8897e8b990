extension SASLExchange {
    /// `identity NUL user NUL password` (RFC 4616 §2).
    func plainFields(_ response: [UInt8]) -> [SASLField] {
        let parts = response.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
        guard clientLines == 1 else { return [surplus(response)] }
        guard parts.count == 3 else {
            return [
                SASLField(
                    "response", response, isSecret: true,
                    "PLAIN wants identity, NUL, user, NUL, password; NULs found: \(parts.count - 1)"
                )
            ]
        }
        var fields = [
            identity(parts[0]),
            SASLField("user", parts[1], parts[1].isEmpty ? "empty: no user is named" : userMeaning),
            SASLField("password", parts[2], isSecret: true, "the password, not encrypted"),
        ]
        if parts[2].isEmpty { fields[2].meaning = "empty password" }
        if parts[2].contains(0) {
            fields[2].meaning = "a password with a NUL inside, which PLAIN forbids"
        }
        return fields
    }

    /// The first line names the user, the second is the password. Where the server asked for a
    /// password, or the line holds a NUL as PLAIN has it, the line is taken for a secret.
    func loginFields(_ response: [UInt8]) -> [SASLField] {
        switch clientLines {
        case 1 where !asksForPassword && !response.contains(0):
            [
                SASLField(
                    "user", response, response.isEmpty ? "empty: no user is named" : userMeaning)
            ]
        case 1 where response.contains(0):
            [
                SASLField(
                    "response", response, isSecret: true,
                    "a NUL inside: LOGIN wants the user name alone, this looks like PLAIN")
            ]
        case 1, 2:
            [
                SASLField(
                    "password", response, isSecret: true,
                    response.isEmpty ? "empty password" : "the password, not encrypted")
            ]
        default: [surplus(response)]
        }
    }

    /// What LOGIN's server asks for. The words are for show: clients answer by order.
    mutating func promptFields(_ challenge: [UInt8]) -> [SASLField] {
        prompt = challenge.prefix(64).map(ASCII.upper)
        let meaning =
            challenge.isEmpty
            ? "an empty prompt" : asksForPassword ? "asks for the password" : "asks for the user"
        return [SASLField("prompt", challenge, meaning)]
    }

    private var asksForPassword: Bool {
        let word = Array("PASS".utf8)
        guard prompt.count >= word.count else { return false }
        return (0...prompt.count - word.count).contains {
            prompt[$0..<$0 + word.count].elementsEqual(word)
        }
    }

    /// `user digest` (RFC 2195 §2). The user may hold blanks, the digest cannot.
    func keyedAnswerFields(_ response: [UInt8]) -> [SASLField] {
        guard clientLines == 1 else { return [surplus(response)] }
        guard let blank = response.lastIndex(of: ASCII.space) else {
            return [
                SASLField(
                    "response", response, isSecret: true,
                    "CRAM-MD5 wants the user, a blank and 32 hexadecimal digits")
            ]
        }
        let digest = response[(blank + 1)...]
        let isWell =
            digest.count == 32
            && digest.allSatisfy { ASCII.isDigit($0) || (97...102).contains($0) }
        return [
            SASLField("user", response[..<blank], userMeaning),
            SASLField(
                "digest", digest, isSecret: true,
                isWell
                    ? "the challenge hashed with the password as key; it can be guessed off line"
                    : "must be 32 hexadecimal digits in lower case"),
        ]
    }

    /// The identity EXTERNAL asks for; who the client is was proven elsewhere, as by its
    /// certificate (RFC 4422 appendix A).
    func identityFields(_ response: [UInt8]) -> [SASLField] {
        guard clientLines == 1 else { return [surplus(response)] }
        return [identity(response[...])]
    }

    func identity(_ octets: ArraySlice<UInt8>) -> SASLField {
        SASLField(
            "identity", octets,
            octets.isEmpty ? "empty: act as the user who logs in" : "act as this user")
    }

    func surplus(_ response: [UInt8]) -> SASLField {
        SASLField("response", response, isSecret: true, "more than \(mechanism.name) asks for")
    }

    var userMeaning: String { "who logs in" }
}
