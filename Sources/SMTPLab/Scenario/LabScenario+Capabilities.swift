import SMTPCore

extension LabScenario {
    /// The keyword lines of the answer to EHLO (RFC 5321 §4.1.1.1), in order.
    func capabilities(isSecure: Bool) -> [String] {
        var lines = [
            "PIPELINING", "SIZE \(sizeLimit)", "8BITMIME", "SMTPUTF8", "CHUNKING", "DSN",
            "ENHANCEDSTATUSCODES", "VRFY", "HELP",
        ]
        for offer in offers where !["AUTH", "STARTTLS"].contains(Self.keyword(offer)) {
            if let index = lines.firstIndex(where: { Self.keyword($0) == Self.keyword(offer) }) {
                lines[index] = offer
            } else {
                lines.append(offer)
            }
        }
        let mechanisms = mechanisms(isSecure: isSecure).map(\.name)
        if !mechanisms.isEmpty { lines.append("AUTH " + mechanisms.joined(separator: " ")) }
        if !isSecure, !tls.isImplicit { lines.append("STARTTLS") }
        return lines.filter { knows(Self.keyword($0)) }
    }

    /// Whether an extension, in upper case, is there to be used.
    func knows(_ keyword: String) -> Bool { !hidden.contains(keyword) }

    /// What AUTH takes: mechanisms that show the password want TLS (RFC 4954 §4).
    func mechanisms(isSecure: Bool) -> [SASLMechanism] {
        allMechanisms.filter {
            isSecure || flaws.contains(.cleartextAuth) || !$0.revealsSecret
        }
    }

    /// What AUTH takes when TLS is on.
    var allMechanisms: [SASLMechanism] {
        let offer = offers.last { Self.keyword($0) == "AUTH" }
        guard let offer else { return [.plain, .login, .cramMD5] }
        return offer.split(separator: " ").dropFirst().map { SASLMechanism(String($0)) }
    }

    /// The mailbox a local part leads to; nil where there is none. A detail behind `+` is
    /// ignored (RFC 5233).
    func mailbox(of localPart: some Collection<UInt8>) -> String? {
        let name = localPart.prefix { $0 != UInt8(ascii: "+") }
        return (mailboxes + ["postmaster"]).first { ASCII.equalIgnoringCase($0.utf8, name) }
    }

    private static func keyword(_ line: String) -> String {
        (line.split(separator: " ").first ?? "").uppercased()
    }
}
