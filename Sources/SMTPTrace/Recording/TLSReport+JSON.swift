extension TLSReport {
    /// Adds what was agreed on. The server's own certificate is told in short, so that the line
    /// can be read alone; the whole chain stands in `cert` lines of its own.
    func write(to line: inout JSONLine) {
        line.add("version", version)
        line.add("cipher", cipher)
        line.add("bits", cipherBits)
        line.add("group", group)
        if let serverName { line.add("sni", serverName) }
        if !offeredProtocols.isEmpty { line.add("alpn_offered", offeredProtocols) }
        if let applicationProtocol { line.add("alpn", applicationProtocol) }
        line.add("verified", isVerified ? "yes" : "no")
        if let chainProblem {
            line.add("err", chainProblem.text)
            line.add("err_kind", chainProblem.kind.rawValue)
            line.add("err_code", chainProblem.code)
            line.add("err_depth", chainProblem.depth)
        }
        if let dane {
            line.add("tlsa", dane.records.map(\.description))
            if let match = dane.match {
                line.add("tlsa_match", match.description)
                line.add("tlsa_depth", dane.depth)
            }
        }
        line.add("name", checkedName)
        line.add("name_ok", nameMatches)
        if let certificate = chain.first {
            line.add("names", certificate.names)
            line.add("issuer", certificate.issuer)
            line.add("not_after", certificate.notAfter)
            line.add("cert_sha256", certificate.fingerprint)
        }
        line.add("chain", chain.map(\.fingerprint))
        if asksForCertificate { line.add("asks_cert", true) }
        if isResumed { line.add("resumed", true) }
        line.add("at", checkedAt)
    }

    init(_ object: JSONObject, _ certificates: [String: Certificate]) {
        let problem = object.text("err").map { text in
            VerifyProblem(
                kind: object.text("err_kind").flatMap { .init(rawValue: $0) } ?? .other,
                code: Int(clamping: object.number("err_code") ?? 0), text: text,
                depth: Int(clamping: object.number("err_depth") ?? 0))
        }
        self.init(
            version: object.text("version") ?? "", cipher: object.text("cipher") ?? "",
            cipherBits: Int(clamping: object.number("bits") ?? 0),
            group: object.text("group") ?? "", serverName: object.text("sni"),
            chain: Self.chain(object, certificates), chainProblem: problem,
            checkedName: object.text("name") ?? "", nameMatches: object.flag("name_ok"),
            isResumed: object.flag("resumed"), asksForCertificate: object.flag("asks_cert"),
            checkedAt: object.number("at") ?? 0)
        offeredProtocols = object.texts("alpn_offered")
        applicationProtocol = object.text("alpn")
        let records = object.texts("tlsa").prefix(64).compactMap { try? TLSARecord(parsing: $0) }
        guard !records.isEmpty else { return }
        dane = DANEVerdict(
            records: records,
            match: object.text("tlsa_match").flatMap { try? TLSARecord(parsing: $0) },
            depth: Int(clamping: object.number("tlsa_depth") ?? 0))
    }

    /// The chain as far as the file has told it; a certificate it has not told is known only by
    /// its SHA-256, and the first one by what the line itself says.
    private static func chain(
        _ object: JSONObject, _ certificates: [String: Certificate]
    ) -> [Certificate] {
        object.texts("chain").enumerated().map { index, fingerprint in
            if let known = certificates[fingerprint] { return known }
            let isOwn = index == 0
            return Certificate(
                subject: "", issuer: isOwn ? object.text("issuer") ?? "" : "",
                names: isOwn ? object.texts("names") : [], notBefore: 0,
                notAfter: isOwn ? object.number("not_after") ?? 0 : 0, key: "", signature: "",
                fingerprint: fingerprint, keyFingerprint: "", pem: "")
        }
    }
}

extension Certificate {
    /// The certificate as a line of a recording, without line ending; `event` is the fact that
    /// shows it first.
    func json(at event: TraceEvent) -> [UInt8] {
        var line = JSONLine()
        line.add("t", event.at.microseconds)
        line.add("c", event.connection)
        line.add("e", "cert")
        line.add("sha256", fingerprint)
        line.add("spki_sha256", keyFingerprint)
        line.add("subject", subject)
        line.add("issuer", issuer)
        line.add("names", names)
        line.add("not_before", notBefore)
        line.add("not_after", notAfter)
        line.add("key", key)
        line.add("signature", signature)
        line.add("pem", pem)
        return line.finished()
    }

    init(_ object: JSONObject) {
        self.init(
            subject: object.text("subject") ?? "", issuer: object.text("issuer") ?? "",
            names: object.texts("names"), notBefore: object.number("not_before") ?? 0,
            notAfter: object.number("not_after") ?? 0, key: object.text("key") ?? "",
            signature: object.text("signature") ?? "", fingerprint: object.text("sha256") ?? "",
            keyFingerprint: object.text("spki_sha256") ?? "", pem: object.text("pem") ?? "")
    }
}
