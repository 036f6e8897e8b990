import SMTPCore

/// What a log line says about one message or one client.
enum LogEntry {
    /// A failure in words, with or without codes; `prefix` holds codes the log gives apart.
    case failure(text: ArraySlice<UInt8>, prefix: [UInt8], message: ArraySlice<UInt8>)
    /// What the log's own server answered a client, else as `failure`.
    case refusal(text: ArraySlice<UInt8>, prefix: [UInt8], message: ArraySlice<UInt8>)
    /// What one host of several answered; a failure with the same words may follow.
    case attempt(text: ArraySlice<UInt8>, message: ArraySlice<UInt8>)
    /// A failure that the log's own words name, by the finding's id.
    case event(
        id: String, text: ArraySlice<UInt8>, message: ArraySlice<UInt8>, party: FailureParty)
    /// A program ended, for a reason that is not known here: `fatal: …`.
    case severe(text: ArraySlice<UInt8>)
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
            return .refusal(text: reply, prefix: [], message: id)
        }
        if let result = message.after("result=\""), message.find("failed-command") != nil {
            return .refusal(text: result.before("\""), prefix: [], message: id)
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
        if status.starts(with: "expired") || status.starts(with: "force-expired") {
            return .event(id: "expired", text: message, message: id, party: .sender)
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
        return .refusal(
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
            return rejection(rejected, isForNow: rest.find("temporarily rejected") != nil, id)
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

    /// `RCPT <…>: reason`, `EHLO or HELO …: reason`, behind Exim's `rejected `.
    private static func rejection(
        _ text: ArraySlice<UInt8>, isForNow: Bool, _ id: ArraySlice<UInt8>
    ) -> LogEntry {
        if text.find("HELO") != nil, text.find("syntactically invalid argument") != nil {
            return .event(id: "helo-rejected", text: text, message: id, party: .stranger)
        }
        let inner = ReplyText(text).reply
        let words = inner.startIndex > text.startIndex ? inner : text.after(": ") ?? text
        return .refusal(
            text: words, prefix: Array((isForNow ? "450" : "550").utf8), message: id)
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
        ("while sending end of data", "lost-after-data"),
        ("STARTTLS=client, error:", "tls-failed"), ("STARTTLS=server, error:", "tls-failed"),
        ("not enough free space in mail queue", "server-storage"),
        ("No space left on device", "server-storage"),
        ("rejecting connections on daemon", "server-trouble"),
        ("_connect: Unable to bind", "server-trouble"),
        ("connect to mysql server", "server-trouble"),
        ("connect to pgsql server", "server-trouble"),
        ("table lookup problem", "server-trouble"),
        ("warning: connect to Milter service", "server-trouble"),
        ("warning: SASL: Connect to", "server-trouble"),
        ("No server certs available", "server-trouble"),
    ])

    /// What Postfix and others put in front of what they cannot go on after.
    private static let severe: [StaticString] = ["fatal: ", "panic: ", "error: "]

    private static func named(
        _ message: ArraySlice<UInt8>, _ id: ArraySlice<UInt8> = []
    ) -> LogEntry {
        let found = signs.search(message)
        if let name = found.id {
            if name == "lost-after-data" {
                return .attempt(text: behindQueueID(message, id), message: id)
            }
            return event(name, message, id)
        }
        let isSevere = severe.contains(where: message.starts)
        if isSevere, found.reply == nil { return .severe(text: message) }
        // Programs that send mail tell what they were told; `> ` is a dialogue told besides.
        guard let start = found.reply, message.first != UInt8(ascii: ">") else { return .ordinary }
        let mark = message[start - 1]
        let reply = message[start...]
        let end = mark == ASCII.space ? nil : reply.firstIndex(of: mark)
        return .attempt(text: reply[..<(end ?? reply.endIndex)], message: id)
    }

    /// `lost connection …` of `4F1A2B3C4D: lost connection …`.
    private static func behindQueueID(
        _ message: ArraySlice<UInt8>, _ id: ArraySlice<UInt8>
    ) -> ArraySlice<UInt8> {
        id.isEmpty ? message : message[id.endIndex...].dropFirst().drop { $0 == 32 }
    }

    private static func event(
        _ name: String, _ message: ArraySlice<UInt8>, _ id: ArraySlice<UInt8>
    ) -> LogEntry {
        var name = name
        var party = FailureParty.sender
        switch name {
        case "tls-failed":
            // Only of an attempt of our own it is known who spoke first.
            let isOpening = message.find("SSL_connect") != nil
            name = TLSWords.finding(in: message, isOpening: isOpening) ?? name
        case "error-limit", "pipelining", "early-talker": party = .stranger
        case "auth-failed":
            let isOurs = message.find("authenticator failed") ?? message.find("]: SASL ")
            if isOurs != nil { party = .stranger }
        case "server-trouble", "server-storage": party = .mailSystem
        default: break
        }
        return .event(id: name, text: message, message: id, party: party)
    }
}
