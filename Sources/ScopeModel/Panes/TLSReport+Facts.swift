import SMTPTrace

/// One thing about a certificate or a handshake, in plain words.
package struct TLSFact: Hashable, Sendable {
    package var text: String
    package var isProblem: Bool
}

extension TLSReport {
    /// What a person wants to know first: whose certificate, until when, what is wrong. `now` is
    /// in seconds since 1970; nil means when it was checked.
    package func facts(at now: Int64?) -> [TLSFact] {
        var facts: [TLSFact] = []
        if isOutdated {
            facts.append(
                TLSFact(text: "\(version) must no longer be used (RFC 8996)", isProblem: true))
        }
        guard let leaf = chain.first else {
            return facts + [TLSFact(text: "the server showed no certificate", isProblem: true)]
        }
        let days = leaf.daysLeft(at: now ?? checkedAt)
        let time =
            days < 0
            ? "expired \(-days == 1 ? "yesterday" : "\(-days) days ago")"
            : days == 0 ? "expires today" : days == 1 ? "1 day left" : "\(days) days left"
        // Of a certificate that a TLSA record names itself neither name nor date counts.
        let isNamed = dane?.isOfServer == true
        let name = nameMatches ? "valid for \(checkedName)" : "NOT valid for \(checkedName)"
        facts.append(
            TLSFact(
                text: "certificate \(name), \(time)"
                    + (isNamed && (!nameMatches || days < 0) ? ": DANE-EE does not care" : ""),
                isProblem: (!nameMatches || days < 0) && !isNamed))
        if let dane {
            facts.append(TLSFact(text: dane.sentence, isProblem: dane.match == nil))
        }
        if !nameMatches, !isNamed {
            let names = leaf.names.prefix(4).joined(separator: ", ")
            let more = leaf.names.count > 4 ? " and \(leaf.names.count - 4) more" : ""
            facts.append(
                TLSFact(
                    text: names.isEmpty ? "it names no host at all" : "it names \(names)\(more)",
                    isProblem: true))
        }
        // X509_V_ERR_DANE_NO_MATCH says what was said.
        if let chainProblem, dane == nil || chainProblem.code != 65 {
            facts.append(TLSFact(text: chainProblem.plain, isProblem: true))
        } else if dane == nil {
            facts.append(
                TLSFact(text: "issued by \(leaf.issuer), chain verified", isProblem: false))
        }
        if !offeredProtocols.isEmpty {
            facts.append(TLSFact(text: "ALPN: \(protocolText)", isProblem: false))
        }
        if asksForCertificate {
            facts.append(
                TLSFact(
                    text: "the server asks for a client certificate: --cert FILE shows it one",
                    isProblem: false))
        }
        return facts
    }

    /// What was offered, and what became of it (RFC 7301).
    package var protocolText: String {
        "\(offeredProtocols.joined(separator: ", ")) offered, \(applicationProtocol ?? "none") chosen"
    }
}

extension VerifyProblem {
    /// The problem in plain words, OpenSSL's behind them.
    package var plain: String {
        let which = depth == 0 ? "the certificate" : "certificate \(depth) of the chain"
        let words =
            switch kind {
            case .expired: "\(which) has expired"
            case .notYetValid: "\(which) is not valid yet: is a clock wrong?"
            case .selfSigned: "\(which) is signed by itself, so anybody could have made it"
            case .untrustedRoot: "the chain ends at an issuer this machine does not trust"
            case .missingIssuer:
                "an issuer's certificate is missing: the server should send its whole chain"
            case .revoked: "\(which) was revoked"
            case .weak: "\(which) uses a key or digest that is too weak"
            case .other: "\(which) cannot be trusted"
            }
        return "\(words) (OpenSSL: \(text))"
    }
}

extension Certificate {
    /// Whole days until it expires; negative once it has.
    package func daysLeft(at now: Int64) -> Int {
        let seconds = notAfter - now
        return Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
    }
}

extension Int64 {
    /// A day of the calendar in UTC, as `2026-11-24`, from seconds since 1970.
    package var dayText: String {
        let days = self >= 0 ? self / 86_400 : (self - 86_399) / 86_400
        let (year, month, day) = EpochTime.date(ofDay: days)
        func padded(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(year)-\(padded(month))-\(padded(day))"
    }
}
