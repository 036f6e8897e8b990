import SMTPCore

extension TraceEvent {
    /// The event a recording's line holds; nil where it is none we know.
    package init?(_ object: JSONObject) {
        guard let name = object.octets("e"), let fact = Fact(named: name, object) else {
            return nil
        }
        let connection = Int(clamping: object.number("c") ?? 1)
        let at = Duration.microseconds(max(0, object.number("t") ?? 0))
        self.init(at: at, connection: min(max(connection, 0), 65_535), fact: fact)
    }
}

extension Fact {
    fileprivate init?(named name: [UInt8], _ object: JSONObject) {
        switch name.text {
        case "C": self.init(sent: object)
        case "S": self.init(received: object)
        case "dns": self.init(lookup: object)
        case "connect":
            self = .connecting(
                to: object.text("to") ?? "", attempt: Int(clamping: object.number("attempt") ?? 1),
                of: Int(clamping: object.number("of") ?? 1))
        case "connected":
            self = .connected(local: object.text("local") ?? "", peer: object.text("peer") ?? "")
        case "connect-failed":
            self = .connectFailed(
                to: object.text("to") ?? "",
                ConnectFailure(
                    kind: ConnectFailure.Kind(named: object.text("kind")),
                    text: object.text("err") ?? ""))
        case "tls": self.init(tls: object)
        case "drop":
            self = .injected(
                octets: object.octets(text: "d", base64: "b") ?? [],
                total: Int(clamping: object.number("n") ?? 0))
        case "overdue":
            self = .overdue(
                Wait(noun: object.text("wait")), after: .microseconds(object.number("us") ?? 0))
        case "flooded": self = .flooded(unreadReplies: Int(clamping: object.number("n") ?? 0))
        case "eof": self = .ended(Ending(object))
        case "stderr": self = .diagnostics(object.octets(text: "d", base64: "b") ?? [])
        case "clock": self = .clockMoved(by: .microseconds(object.number("skip") ?? 0))
        case "note": self = .note(object.text("text") ?? "")
        default: return nil
        }
    }

    private init?(sent object: JSONObject) {
        guard let octets = object.octets(text: "d", base64: "b"), !octets.isEmpty else {
            return nil
        }
        let part: SentOctets.Part =
            object.flag("m") ? .content : object.flag("a") ? .authentication : .command
        self = .sent(
            SentOctets(
                octets: octets, part: part, isSecure: object.flag("tls"),
                write: Int(clamping: object.number("k") ?? 0), hidden: object.texts("x"),
                user: object.text("user")))
    }

    private init?(received object: JSONObject) {
        guard let octets = object.octets(text: "d", base64: "b"), !octets.isEmpty else {
            return nil
        }
        self = .received(
            ReceivedOctets(
                octets: octets, isSecure: object.flag("tls"),
                read: Int(clamping: object.number("k") ?? 0),
                omitted: max(0, Int(clamping: object.number("n") ?? 0))))
    }

    private init(lookup object: JSONObject) {
        let name = object.text("q") ?? ""
        let addresses = object.texts("ans")
        self =
            addresses.isEmpty
            ? .resolving(name: name) : .resolved(name: name, addresses: addresses)
    }

    private init?(tls object: JSONObject) {
        switch object.text("state") {
        case "start": self = .handshaking(serverName: object.text("sni"))
        case "done": self = .secured(TLSReport(object))
        case "failed":
            self = .tlsFailed(
                TLSFailure(
                    kind: TLSFailure.Kind(named: object.text("kind")),
                    text: object.text("err") ?? ""), nil)
        default: return nil
        }
    }
}

extension TLSReport {
    fileprivate init(_ object: JSONObject) {
        let certificate = Certificate(
            subject: object.text("subject") ?? "", issuer: object.text("issuer") ?? "",
            names: object.texts("names"), notBefore: object.number("not_before") ?? 0,
            notAfter: object.number("not_after") ?? 0, key: object.text("key") ?? "",
            signature: "", fingerprint: object.text("cert_sha256") ?? "",
            keyFingerprint: object.text("spki_sha256") ?? "", pem: "")
        let problem = object.text("err").map {
            VerifyProblem(kind: .other, code: 0, text: $0, depth: 0)
        }
        self.init(
            version: object.text("version") ?? "", cipher: object.text("cipher") ?? "",
            cipherBits: Int(clamping: object.number("bits") ?? 0),
            group: object.text("group") ?? "", serverName: object.text("sni"),
            chain: certificate.subject.isEmpty ? [] : [certificate], chainProblem: problem,
            checkedName: object.text("name") ?? "", nameMatches: object.flag("name_ok"),
            isResumed: object.flag("resumed"), asksForCertificate: object.flag("asks_cert"),
            checkedAt: object.number("at") ?? 0)
    }
}

extension Ending {
    fileprivate init(_ object: JSONObject) {
        let how: How =
            switch object.text("how") {
            case "rst": .reset
            case "timeout": .timedOut(Wait(noun: object.text("wait")))
            case "exit": .exited(status: Int32(clamping: object.number("status") ?? 0))
            case "error": .failed(object.text("err") ?? "")
            default: object.text("by") == "C" ? .closedByUs : .closedByServer
            }
        self.init(
            how: how, lastSent: object.octets(text: "last", base64: "last_b") ?? [],
            midCommand: object.flag("open"))
    }
}

extension Wait {
    /// The wait a recording names by its noun.
    fileprivate init(noun: String?) {
        let fixed: [Wait] = [.lookup, .connect, .greeting, .handshake, .reply(to: ".")]
        if let match = fixed.first(where: { $0.noun == noun }) {
            self = match
        } else {
            self = .reply(to: String((noun ?? "").split(separator: " ").last ?? ""))
        }
    }
}

extension ConnectFailure.Kind {
    fileprivate init(named name: String?) {
        let all: [Self] = [
            .refused, .unreachable, .timedOut, .reset, .nameNotFound, .lookupFailed,
            .permissionDenied, .noSuchFile,
        ]
        self = all.first { "\($0)" == name } ?? .other
    }
}

extension TLSFailure.Kind {
    fileprivate init(named name: String?) {
        let all: [Self] = [
            .notTLS, .version, .parameters, .alert, .certificate, .timedOut, .closed,
        ]
        self = all.first { "\($0)" == name } ?? .other
    }
}
