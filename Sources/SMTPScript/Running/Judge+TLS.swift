import SMTPCore
import SMTPTrace

/// What may be said about a handshake.
extension Judge {
    func judge(verified wanted: Bool) -> Finding {
        guard let report else { return Finding(false, "there is no TLS") }
        return Finding(report.isVerified == wanted, report.verification)
    }

    mutating func judge(
        _ field: PropertyClaim.TLSField, _ comparison: Comparison?, _ value: Template
    ) throws(RunFault) -> Finding {
        guard let report else { return Finding(false, "there is no TLS") }
        let wanted = try values.expand(value).text
        switch field {
        case .version:
            let found = Finding(true, "the version is \(report.version)")
            guard let wantedRank = Self.rank(wanted), let rank = Self.rank(report.version) else {
                throw RunFault("`\(VisibleText.of(wanted))` is no TLS version", help: "such as 1.2")
            }
            return Finding((comparison ?? .equal).holds(rank, wantedRank), found.found)
        case .name:
            let names = report.chain.first?.names ?? []
            let covers = names.contains { Self.covers($0, wanted) }
            let list = names.isEmpty ? "no names" : names.joined(separator: ", ")
            return Finding(
                comparison == .unequal ? !covers : covers,
                VisibleText.of("the certificate is for \(list)"))
        case .issuer: return compare(report.chain.first?.issuer ?? "", comparison, wanted, "issuer")
        case .cipher: return compare(report.cipher, comparison, wanted, "cipher")
        case .alpn:
            return compare(
                report.applicationProtocol ?? "none", comparison ?? .equal, wanted,
                "application protocol")
        case .tlsa:
            guard let dane = report.dane else { return Finding(false, "no TLSA record was given") }
            let match = dane.match?.description ?? "none"
            return Finding(
                compare(match, comparison, wanted, "TLSA record").holds, dane.sentence)
        case .expires: return try judge(expires: wanted, comparison, report)
        }
    }

    func compare(
        _ actual: String, _ comparison: Comparison?, _ wanted: String, _ what: String
    ) -> Finding {
        let found = VisibleText.of("the \(what) is \(actual)")
        switch comparison {
        case nil: return Finding(Array(actual.utf8).containsIgnoringCase(Array(wanted.utf8)), found)
        case .equal?: return Finding(actual == wanted, found)
        case .unequal?: return Finding(actual != wanted, found)
        case .atLeast?, .atMost?, .greater?, .less?:
            return Finding(false, found, help: "compare it with == or !=")
        }
    }

    func judge(
        expires wanted: String, _ comparison: Comparison?, _ report: TLSReport
    ) throws(RunFault) -> Finding {
        var scanner = LineScanner(Array(wanted.utf8))
        let limit: ScriptDuration
        do throws(LineError) {
            limit = try scanner.duration()
        } catch {
            throw RunFault("`\(VisibleText.of(wanted))` is no duration", help: "such as 14d")
        }
        guard let certificate = report.chain.first else {
            return Finding(false, "there is no certificate")
        }
        let left = certificate.notAfter - report.checkedAt
        let text =
            left < 0
            ? "it expired \(-left / 86_400) days ago" : "it expires in \(left / 86_400) days"
        return Finding(
            (comparison ?? .greater).holds(left, limit.duration.components.seconds), text)
    }

    /// 10 for TLS 1.0 to 13; below for SSL.
    static func rank(_ version: String) -> Int? {
        let text = version.hasPrefix("TLSv") ? String(version.dropFirst(4)) : version
        return switch text {
        case "SSLv3": 3
        case "1", "1.0": 10
        case "1.1": 11
        case "1.2": 12
        case "1.3": 13
        default: nil
        }
    }

    /// A star stands for one label, at the start only (RFC 6125 §6.4.3).
    static func covers(_ name: String, _ host: String) -> Bool {
        let name = name.lowercased()
        let host = host.lowercased()
        guard name.hasPrefix("*.") else { return name == host }
        return name == host
            || host.firstIndex(of: ".").map { host[$0...] == name.dropFirst() } ?? false
    }
}

extension TLSReport {
    /// Whether the certificate is as good as is asked for.
    func satisfies(_ demand: ScriptTLS.Verification) -> Bool {
        switch demand {
        case .none: true
        case .chain: chainProblem == nil
        case .full: isVerified
        case .dane: dane != nil && isVerified
        }
    }

    /// Whether the certificate holds and why not, one clause, safe to print.
    var verification: String {
        let names = chain.first?.names ?? []
        if let dane, dane.match == nil || dane.isOfServer { return dane.sentence }
        if let chainProblem { return VisibleText.of("it cannot be trusted: \(chainProblem.text)") }
        guard !nameMatches else { return "it is verified" }
        let list = names.prefix(4).joined(separator: ", ") + (names.count > 4 ? " and others" : "")
        return VisibleText.of(
            "it is for \(list.isEmpty ? "no host" : list), not for \(checkedName)")
    }
}
