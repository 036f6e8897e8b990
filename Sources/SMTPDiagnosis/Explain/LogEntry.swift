import SMTPCore

/// What a log line says about one message or one client.
enum LogEntry {
    /// A failure in words, with or without codes; `prefix` holds codes the log gives apart.
    case failure(text: ArraySlice<UInt8>, prefix: [UInt8], message: ArraySlice<UInt8>)
    /// What one host of several answered; a failure with the same words may follow.
    case attempt(text: ArraySlice<UInt8>, message: ArraySlice<UInt8>)
    /// A failure that the log's own words name, by the finding's id.
    case event(id: String, text: ArraySlice<UInt8>)
    case qmail(QmailLine)
    case delivered(message: ArraySlice<UInt8>)
    /// A mail log's line that tells of no failure.
    case ordinary

    /// Nil if the line is not one of a mail server.
    init(_ line: LogLine) {
        if let qmail = QmailLine(line.message) {
            self = .qmail(qmail)
            return
        }
        switch line.form {
        case .syslog: self = Self.syslog(line.message)
        case .exim: self = Self.exim(line.message)
        }
    }

    private static func syslog(_ message: ArraySlice<UInt8>) -> LogEntry {
        let id = queueID(of: message)
        // msmtp has `smtpstatus=`.
        if let at = message.find("status="), at == message.startIndex || message[at - 1] <= 32 {
            return postfix(message[(at + 7)...], message, id)
        }
        if let reject = message.after("reject: ") { return rejection(reject, id) }
        if let stat = message.after("stat=\"") {
            return quoted(stat, in: message, id)
        }
        if let stat = message.after("stat=") { return sendmail(stat, message, id) }
        if let reply = message.after("reject=") {
            return .failure(text: reply, prefix: [], message: id)
        }
        if let result = message.after("result=\""), message.find("failed-command") != nil {
            return .failure(text: result.before("\""), prefix: [], message: id)
        }
        if message.starts(with: "**") || message.starts(with: "==") { return exim(message) }
        return named(message, id)
    }

    /// `status=bounced (host x said: 550 …)`
    private static func postfix(
        _ status: ArraySlice<UInt8>, _ message: ArraySlice<UInt8>, _ id: ArraySlice<UInt8>
    ) -> LogEntry {
        if status.starts(with: "sent") || status.starts(with: "deliverable") {
            return .delivered(message: id)
        }
        guard let open = status.find(" (") else { return .ordinary }
        var text = status[(open + 2)...]
        if text.last == UInt8(ascii: ")") { text.removeLast() }
        let code = message.after("dsn=").map { $0.prefix { $0 != UInt8(ascii: ",") } } ?? []
        return .failure(text: text, prefix: Array(code.prefix(12)), message: id)
    }

    /// `reject: RCPT from host[192.0.2.1]: 554 5.7.1 …; from=<…> to=<…>`
    private static func rejection(
        _ text: ArraySlice<UInt8>, _ id: ArraySlice<UInt8>
    ) -> LogEntry {
        let reply = (text.after("]: ") ?? text.after(": ") ?? text)
        // A milter's refusal has an enhanced code only: `4.7.1 Try again later`.
        let isBare = reply.dropFirst().first == UInt8(ascii: ".")
        let code = !isBare ? "" : reply.first == UInt8(ascii: "4") ? "450" : "550"
        return .failure(
            text: reply.before("; from=").before("; proto="), prefix: Array(code.utf8),
            message: id)
    }

    /// OpenSMTPD: `result="PermFail" stat="550 …"`
    private static func quoted(
        _ stat: ArraySlice<UInt8>, in message: ArraySlice<UInt8>, _ id: ArraySlice<UInt8>
    ) -> LogEntry {
        if message.find("result=\"Ok\"") != nil { return .delivered(message: id) }
        return .failure(text: stat.before("\""), prefix: [], message: id)
    }

    /// Sendmail: `dsn=5.1.1, stat=User unknown`
    private static func sendmail(
        _ stat: ArraySlice<UInt8>, _ message: ArraySlice<UInt8>, _ id: ArraySlice<UInt8>
    ) -> LogEntry {
        if stat.starts(with: "Sent") { return .delivered(message: id) }
        let code = message.after("dsn=").map { $0.prefix { $0 != UInt8(ascii: ",") } } ?? []
        return .failure(text: stat, prefix: Array(code.prefix(12)), message: id)
    }

    /// Exim: `** address R=… T=…: reason`, `== …`, `… rejected RCPT <…>: reason`
    private static func exim(_ message: ArraySlice<UInt8>) -> LogEntry {
        var rest = message
        var id = message.prefix(0)
        let word = message.prefix { $0 != 32 }
        if word.count == 16 || word.count == 23, word.contains(UInt8(ascii: "-")) {
            id = word
            rest = message[word.endIndex...].drop { $0 == 32 }
        }
        if rest.starts(with: "=>") || rest.starts(with: "->") { return .delivered(message: id) }
        if let at = rest.find(" defer ("), !rest.starts(with: "== ") {
            return .failure(text: reason(rest[at...]), prefix: Array("450".utf8), message: id)
        }
        if rest.starts(with: "** ") {
            return .failure(text: reason(rest), prefix: Array("550".utf8), message: id)
        }
        if rest.starts(with: "== ") {
            return .failure(text: reason(rest), prefix: Array("450".utf8), message: id)
        }
        // PHPMailer's log looks like Exim's: `SMTP ERROR: RCPT TO command failed: 451 …`
        if rest.starts(with: "SMTP ERROR: ") {
            return .failure(text: reason(rest), prefix: [], message: id)
        }
        if rest.find("SMTP error from remote mail server") != nil {
            return .attempt(text: reason(rest), message: id)
        }
        // `rejected connection` is what came of it.
        if rest.find("protocol synchronization error") != nil { return named(rest) }
        if let rejected = rest.after("rejected ") {
            let isTemporary = rest.find("temporarily rejected") != nil
            return .failure(
                text: reason(rejected), prefix: Array((isTemporary ? "450" : "550").utf8),
                message: id)
        }
        // Collectors may write a time like Exim's.
        if let at = rest.prefix(100).find("postfix/"), let inner = rest[at...].after(": ") {
            return syslog(inner)
        }
        if let reply = LogSigns.reply(behind: ["- S: "], in: rest) {
            return .failure(text: reply, prefix: [], message: [])
        }
        return named(rest, id)
    }

    /// From the reply on if there is one, else behind the last `: `.
    private static func reason(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let inner = ReplyText(text).reply
        if inner.startIndex > text.startIndex { return inner }
        var found = text.startIndex
        var from = text.startIndex
        while let next = text.find(": ", from: from) {
            found = next + 2
            from = found
        }
        return text[found...]
    }

    /// `4F1A2B3C4D: …`; empty for `NOQUEUE` and for messages that belong to no letter.
    private static func queueID(of message: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let word = message.prefix { Octet.isWord($0) }
        let isID =
            word.count >= 6 && word.count <= 24 && word.endIndex < message.endIndex
            && message[word.endIndex] == 58 && !word.starts(with: "NOQUEUE")
            && !word.starts(with: "warning") && !word.starts(with: "statistics")
        return isID ? word : message.prefix(0)
    }

    /// Words of the servers' own logs and what they mean.
    private static let signs = LogSigns([
        ("authentication failed", "auth-failed"), ("authenticator failed", "auth-failed"),
        ("auth failed", "auth-failed"), ("too many errors after", "error-limit"),
        ("too many syntax or protocol errors", "error-limit"),
        ("improper command pipelining", "pipelining"),
        ("next input sent too soon", "pipelining"), ("PREGREET", "early-talker"),
        ("protocol synchronization error", "early-talker"), ("SSL_accept error", "tls-failed"),
        ("SSL_connect error", "tls-failed"), ("TLS error on connection", "tls-failed"),
        ("TLS library problem", "tls-failed"), ("SSL routines:", "tls-failed"),
        ("lost connection after", "connection-lost"),
        ("unexpected disconnection", "connection-lost"), ("timeout after", "timeout"),
        ("SMTP command timeout", "timeout"), ("SMTP data timeout", "timeout"),
        (") Blocked SPAM", "content-spam"), (") Blocked INFECTED", "virus"),
        (") Blocked BANNED", "virus"), ("(default: T (reject)", "content-spam"),
        ("(default: F (reject)", "content-spam"),
        ("Quota exceeded (mailbox", "mailbox-full"),
    ])

    private static func named(
        _ message: ArraySlice<UInt8>, _ id: ArraySlice<UInt8> = []
    ) -> LogEntry {
        let found = signs.search(message)
        if let name = found.id {
            guard name == Category.tlsFailed.rawValue else {
                return .event(id: name, text: message)
            }
            // Only of an attempt of our own it is known who spoke first.
            let isOpening = message.find("SSL_connect") != nil
            let finer = TLSWords.finding(in: message, isOpening: isOpening)
            return .event(id: finer ?? name, text: message)
        }
        // Programs that send mail tell what they were told; `> ` is a dialogue told besides.
        guard let start = found.reply, message.first != UInt8(ascii: ">") else { return .ordinary }
        let mark = message[start - 1]
        let reply = message[start...]
        let end = mark == ASCII.space ? nil : reply.firstIndex(of: mark)
        return .attempt(text: reply[..<(end ?? reply.endIndex)], message: id)
    }
}
