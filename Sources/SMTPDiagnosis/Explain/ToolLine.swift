import SMTPCore

/// A line of a log that is no syslog as it stands: containers, collectors and journals put
/// something in front, and some programs have a form of their own.
struct ToolLine {
    /// As written, at most 40 octets; empty where there is none.
    let stamp: ArraySlice<UInt8>
    let entry: LogEntry

    init(_ entry: LogEntry, stamp: ArraySlice<UInt8> = []) {
        self.entry = entry
        self.stamp = stamp.prefix(40)
    }

    /// Nil for a line that is none of these.
    init?(_ line: ArraySlice<UInt8>) {
        guard line.count > 20, let first = line.first else { return nil }
        let found: ToolLine? =
            switch first {
            case UInt8(ascii: "\""): Self.hMailServer(line)
            case UInt8(ascii: "<"): Self.behindPriority(line)
            case UInt8(ascii: "["): Self.haraka(line, stamp: []) ?? Self.behindBracket(line)
            case UInt8(ascii: "0")...UInt8(ascii: "9"): Self.behindDigits(line)
            default: Self.behindName(line)
            }
        guard let found = found ?? Self.unprefixed(line) else { return nil }
        self = found
    }

    /// The line is whole, only something stood in front of it.
    private static func rest(_ line: ArraySlice<UInt8>) -> ToolLine? {
        if let log = LogLine(line) { return ToolLine(LogEntry(log), stamp: log.stamp) }
        return ToolLine(line)
    }

    // MARK: What is put in front

    /// `<22>Nov 24 …` and `<22>1 2026-11-24T10:08:36Z …` (RFC 3164, RFC 5424).
    private static func behindPriority(_ line: ArraySlice<UInt8>) -> ToolLine? {
        let digits = line.dropFirst().prefix { Octet.isDigit($0) }
        guard (1...3).contains(digits.count), line[digits.endIndex...].first == UInt8(ascii: ">")
        else { return nil }
        return rest(line[(digits.endIndex + 1)...])
    }

    private static func behindDigits(_ line: ArraySlice<UInt8>) -> ToolLine? {
        let number = line.prefix { Octet.isDigit($0) }
        if line[number.endIndex...].first == 58 {
            return behindFile(line[number.endIndex...].dropFirst())
        }
        if line.starts(with: "1 "), let five = structured(line.dropFirst(2)) { return five }
        guard line.dropFirst(10).first == UInt8(ascii: "T") else { return nil }
        let stamp = line.prefix { $0 != 32 && $0 != UInt8(ascii: ",") }
        guard stamp.count <= 35, stamp.endIndex < line.endIndex else { return nil }
        return line[stamp.endIndex] == UInt8(ascii: ",")
            ? exchange(line, stamp) : haraka(line[(stamp.endIndex + 1)...], stamp: stamp)
    }

    /// RFC 5424 §6 behind the version: time, host, program, process, kind, data, message.
    private static func structured(_ line: ArraySlice<UInt8>) -> ToolLine? {
        guard line.dropFirst(10).first == UInt8(ascii: "T") else { return nil }
        var rest = line
        for _ in 0..<5 {
            guard let blank = rest.firstIndex(of: 32) else { return nil }
            rest = rest[(blank + 1)...]
        }
        if rest.first == UInt8(ascii: "[") {
            guard let end = rest.find("] ") else { return nil }
            rest = rest[(end + 2)...]
        } else {
            guard rest.starts(with: "- ") else { return nil }
            rest = rest.dropFirst(2)
        }
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        let stamp = line.prefix { $0 != 32 }
        let message = rest.drop { $0 == 32 }
        return ToolLine(LogEntry(LogLine(stamp: stamp, message: message)), stamp: stamp)
    }

    /// `[pod/mail-0/postfix] Nov 24 …`, as kubectl writes.
    private static func behindBracket(_ line: ArraySlice<UInt8>) -> ToolLine? {
        guard line.starts(with: "[pod/"), let end = line.find("] ") else { return nil }
        return rest(line[(end + 2)...])
    }

    private static func behindName(_ line: ArraySlice<UInt8>) -> ToolLine? {
        let word = line.prefix { Octet.isWord($0) || ($0 >= 45 && $0 <= 47) || $0 == 95 }
        let behind = line[word.endIndex...]
        guard (1...120).contains(word.count) else { return nil }
        if behind.first == 58 { return behindFile(behind.dropFirst()) }
        if word.count == 3, behind.dropFirst(5).first == 45, behind.dropFirst(14).first == 58 {
            return behindWeekday(line.dropFirst(4))
        }
        if word.count == 3, behind.dropFirst(4).first == 32, behind.dropFirst(16).first == 32 {
            return ironPort(line)
        }
        if behind.first == UInt8(ascii: ","), word.count <= 2 { return powerMTA(line, word) }
        // `mailserver-1  | Nov 24 …`, as Docker Compose writes.
        let bar = behind.drop { $0 == 32 }
        guard bar.starts(with: "| "), bar.startIndex > behind.startIndex else { return nil }
        return rest(bar.dropFirst(2).drop { $0 == 32 })
    }

    /// What `grep` found: `mail.log:Nov 24 …`, `mail.log:12:Nov 24 …`, `12:Nov 24 …`, behind the
    /// first colon.
    private static func behindFile(_ line: ArraySlice<UInt8>) -> ToolLine? {
        if let log = LogLine(line) { return ToolLine(LogEntry(log), stamp: log.stamp) }
        let digits = line.prefix { Octet.isDigit($0) }
        let rest = line[digits.endIndex...]
        guard !digits.isEmpty, rest.first == 58, let log = LogLine(rest.dropFirst()) else {
            return nil
        }
        return ToolLine(LogEntry(log), stamp: log.stamp)
    }

    /// `Tue 2026-11-24 10:07:00 CET host prog[1]: …` of journalctl, or MDaemon's
    /// `Tue 2026-11-24 10:07:00.123: [1:2] --> 550 …`, both without the day.
    private static func behindWeekday(_ line: ArraySlice<UInt8>) -> ToolLine? {
        guard line.count > 24, Octet.isDigit(line[line.startIndex]) else { return nil }
        let stamp = line.prefix(19)
        if line[stamp.endIndex] == ASCII.dot || line[stamp.endIndex] == 58 {
            let reply = LogSigns.reply(behind: ["<-- ", "--> "], in: line)
            return ToolLine(
                reply.map { .failure(text: $0, prefix: [], message: []) } ?? .ordinary,
                stamp: stamp)
        }
        guard let message = line[stamp.endIndex...].after(": ") else { return nil }
        return ToolLine(LogEntry(LogLine(stamp: stamp, message: message)), stamp: stamp)
    }

    /// A line of Postfix, Sendmail or qmail that lost what stood in front, or has something unknown
    /// there.
    private static func unprefixed(_ line: ArraySlice<UInt8>) -> ToolLine? {
        if let qmail = QmailLine(line) { return ToolLine(.qmail(qmail)) }
        // JSON and a journal's export are read elsewhere.
        guard line.first != UInt8(ascii: "{"), !line.starts(with: "MESSAGE="),
            line.find(", status=") != nil || line.find(", stat=") != nil
                || line.find(": reject: ") != nil
        else { return nil }
        var message = line
        if let at = line.find("postfix/") ?? line.find("sm-mta["),
            let rest = line[at...].after(": ")
        {
            message = rest
        }
        return ToolLine(LogEntry(LogLine(stamp: [], message: message)))
    }
}
