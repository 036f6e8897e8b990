import SMTPCore

extension TraceEvent {
    /// The event a recording's line holds; nil where it is none we know. Certificates are looked
    /// up by their SHA-256 among those the file has told before.
    package init?(_ object: JSONObject, certificates: [String: Certificate] = [:]) {
        guard let name = object.octets("e"),
            let fact = Fact(named: name, object, certificates)
        else { return nil }
        let connection = Int(clamping: object.number("c") ?? 1)
        let at = Duration.microseconds(max(0, object.number("t") ?? 0))
        self.init(at: at, connection: min(max(connection, 0), 65_535), fact: fact)
    }
}

extension Fact {
    fileprivate init?(
        named name: [UInt8], _ object: JSONObject, _ certificates: [String: Certificate]
    ) {
        switch name.text {
        case "C": self.init(sent: object)
        case "S": self.init(received: object)
        case "dns": self.init(lookup: object)
        case "connect":
            self = .connecting(
                to: object.text("to") ?? "", attempt: Int(clamping: object.number("attempt") ?? 1),
                of: Int(clamping: object.number("of") ?? 1))
        case "connected":
            self = .connected(
                local: object.text("local") ?? "", peer: object.text("peer") ?? "",
                speaks: object.text("speaks") == "lmtp" ? .lmtp : .smtp)
        case "connect-failed":
            self = .connectFailed(
                to: object.text("to") ?? "",
                ConnectFailure(
                    kind: object.text("kind").flatMap { .init(rawValue: $0) } ?? .other,
                    text: object.text("err") ?? ""))
        case "tls": self.init(tls: object, certificates)
        case "drop":
            self = .injected(
                octets: object.octets(text: "d", base64: "b") ?? [],
                total: Int(clamping: object.number("n") ?? 0))
        case "overdue":
            self = .overdue(
                Wait(object), after: .microseconds(object.number("us") ?? 0))
        case "flooded": self = .flooded(unreadReplies: Int(clamping: object.number("n") ?? 0))
        case "half-close": self = .halfClosed
        case "eof": self = .ended(Ending(object))
        case "stderr": self = .diagnostics(object.octets(text: "d", base64: "b") ?? [])
        case "clock": self = .clockMoved(by: .microseconds(object.number("skip") ?? 0))
        case "note": self = .note(object.text("text") ?? "")
        case "mark":
            let text = object.text("text") ?? ""
            self = .script(object.text("by") == "section" ? .section(text) : .mark(text))
        case "check":
            self = .script(
                .check(
                    ScriptCheck(
                        place: object.text("src") ?? "", wanted: object.text("want") ?? "",
                        found: object.text("got") ?? "", holds: object.flag("ok"),
                        isWish: object.flag("soft"))))
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
                user: object.text("user"), identity: object.text("as"),
                origin: object.text("from")))
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
        self =
            object["ans"] == nil
            ? .resolving(name: name) : .resolved(name: name, addresses: object.texts("ans"))
    }

    private init?(tls object: JSONObject, _ certificates: [String: Certificate]) {
        switch object.text("state") {
        case "start": self = .handshaking(serverName: object.text("sni"))
        case "done": self = .secured(TLSReport(object, certificates))
        case "failed":
            let failure = TLSFailure(
                kind: object.text("kind").flatMap { .init(rawValue: $0) } ?? .other,
                text: object.text("why") ?? "",
                peerOctets: object.octets(text: "got", base64: "got_b") ?? [])
            let report = object["version"] == nil ? nil : TLSReport(object, certificates)
            self = .tlsFailed(failure, report)
        default: return nil
        }
    }
}

extension Ending {
    fileprivate init(_ object: JSONObject) {
        let how: How =
            switch object.text("how") {
            case "rst": object.text("by") == "C" ? .resetByUs : .reset
            case "timeout": .timedOut(Wait(object))
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
    fileprivate init(_ object: JSONObject) {
        switch object.text("wait") {
        case "lookup": self = .lookup
        case "connect": self = .connect
        case "greeting": self = .greeting
        case "handshake": self = .handshake
        default: self = .reply(to: object.text("verb") ?? "")
        }
    }
}
