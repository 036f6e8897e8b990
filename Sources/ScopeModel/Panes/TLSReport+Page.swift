import SMTPTrace

extension TLSReport {
    /// Everything about the handshake and the chain.
    var items: [Page.Item] {
        var items: [Page.Item] = facts(at: nil).map {
            .text($0.text, $0.isProblem ? .tlsWarning : .success)
        }
        items += [
            .blank, .field("protocol", version, .uiText),
            .field("cipher", "\(cipher), \(cipherBits) bits", .uiText),
        ]
        if !group.isEmpty { items.append(.field("key exchange", group, .uiText)) }
        items += [
            .field("SNI", serverName ?? "none was sent", .uiText),
            .field("checked for", checkedName, .uiText),
            .field("resumed", isResumed ? "yes" : "no", .uiText),
            .field("client cert", asksForCertificate ? "asked for" : "not asked for", .uiText),
        ]
        for record in dane?.records ?? [] {
            items.append(.field("TLSA", record.description, .uiText))
        }
        if !offeredProtocols.isEmpty { items.append(.field("ALPN", protocolText, .uiText)) }
        for (index, certificate) in chain.enumerated() {
            items += [
                .blank, .heading(index == 0 ? "Server's certificate" : "Certificate \(index)"),
            ]
            items += [
                .field("subject", certificate.subject, .uiText),
                .field("issuer", certificate.issuer, .uiText),
            ]
            if !certificate.names.isEmpty {
                items.append(.field("names", certificate.names.joined(separator: ", "), .uiText))
            }
            let days = certificate.daysLeft(at: checkedAt)
            items += [
                .field(
                    "valid",
                    "\(certificate.notBefore.dayText) to \(certificate.notAfter.dayText)"
                        + (days < 0 ? ", expired" : ", \(days) days left"),
                    days < 0 ? .tlsWarning : .uiText),
                .field("key", certificate.key, .uiText),
                .field("signature", certificate.signature, .uiText),
                .field("SHA-256", certificate.fingerprint, .uiText),
                .field("SPKI", certificate.keyFingerprint, .uiText),
            ]
        }
        return items
    }
}
