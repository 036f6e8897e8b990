import SMTPCore

/// The forms of programs that write no syslog.
extension ToolLine {
    /// `"SMTPC" <tab> 1 <tab> 2 <tab> "2026-11-24 10:07:00.123" <tab> "192.0.2.9" <tab> "RECEIVED: 550 …"`
    static func hMailServer(_ line: ArraySlice<UInt8>) -> ToolLine? {
        guard line.starts(with: "\"SMTP"), line.last == UInt8(ascii: "\"") else { return nil }
        let fields = line.split(separator: 9, maxSplits: 5)
        guard fields.count == 6 else { return nil }
        let reply = LogSigns.reply(behind: ["\"SENT: ", "\"RECEIVED: "], in: fields[5])
        return ToolLine(
            reply.map { .failure(text: $0.dropLast(), prefix: [], message: []) } ?? .ordinary,
            stamp: fields[3].dropFirst().dropLast())
    }

    /// Exchange's protocol and tracking logs.
    static func exchange(
        _ line: ArraySlice<UInt8>, _ stamp: ArraySlice<UInt8>
    ) -> ToolLine? {
        if let error = line.after("{LED=") {
            return ToolLine(
                .failure(text: error.before("}"), prefix: [], message: []), stamp: stamp)
        }
        let fields = cells(of: line)
        guard fields.count >= 8, fields[6].count <= 1 else { return nil }
        let data = fields[7]
        if LogSigns.isFailure(at: data.startIndex, in: data) {
            return ToolLine(.failure(text: data, prefix: [], message: []), stamp: stamp)
        }
        if let context = fields.dropFirst(8).first, context.starts(with: "Failed to connect") {
            return ToolLine(
                .failure(text: context, prefix: Array("4.4.1".utf8), message: []), stamp: stamp)
        }
        return ToolLine(.ordinary, stamp: stamp)
    }

    /// PowerMTA's accounting: `b,2026-11-24 10:07:00+0000,…,failed,5.1.1 (…),"smtp;550 …",…`
    static func powerMTA(
        _ line: ArraySlice<UInt8>, _ kind: ArraySlice<UInt8>
    ) -> ToolLine? {
        let fields = cells(of: line)
        guard fields.count > 6, fields[1].count > 18, fields[1].dropFirst(4).first == 45
        else { return nil }
        if kind.elementsEqual("d".utf8) {
            return ToolLine(.delivered(message: []), stamp: fields[1])
        }
        let status = fields.first { cell in
            ReplyHead.enhanced(at: cell.startIndex, in: cell) != nil
        }
        let words = fields.first { cell in cell.starts(with: "smtp;") }?.dropFirst(5) ?? status
        guard let words, !words.isEmpty else { return ToolLine(.ordinary, stamp: fields[1]) }
        var code: [UInt8] = []
        if let status { code = Array(status.prefix { $0 > 32 }) }
        return ToolLine(.failure(text: words, prefix: code, message: []), stamp: fields[1])
    }

    /// Cisco's gateways: `Tue Nov 24 10:07:00 2026 Info: Bounced: … ('550', ['5.1.1 …'])`
    static func ironPort(_ line: ArraySlice<UInt8>) -> ToolLine? {
        let stamp = line.prefix(24)
        let text = line[stamp.endIndex...].drop { $0 == 32 }
        guard stamp.last.map(Octet.isDigit) == true, text.prefix(10).find(": ") != nil else {
            return nil
        }
        if let code = text.after("('"), let words = text.after("['") {
            let reply = words.before("']")
            return ToolLine(
                .failure(text: reply, prefix: Array(code.prefix(3)), message: []), stamp: stamp)
        }
        let isSent = text.find("] Response '2") != nil
        return ToolLine(isSent ? .delivered(message: []) : .ordinary, stamp: stamp)
    }

    /// `[NOTICE] [1A2B.1] [core] …`
    static func haraka(
        _ line: ArraySlice<UInt8>, stamp: ArraySlice<UInt8>
    ) -> ToolLine? {
        var text = line
        for _ in 0..<3 {
            guard text.first == UInt8(ascii: "["), let end = text.find("] ") else { return nil }
            text = text[(end + 2)...]
        }
        if let reply = LogSigns.reply(behind: ["S: ", ": ", "> ", "("], in: text) {
            return ToolLine(.failure(text: reply, prefix: [], message: []), stamp: stamp)
        }
        if let reply = LogSigns.reply(behind: ["lr=\""], in: text) {
            return ToolLine(
                .failure(text: reply.before("\""), prefix: [], message: []), stamp: stamp)
        }
        return ToolLine(
            text.starts(with: "delivered ") ? .delivered(message: []) : .ordinary, stamp: stamp)
    }

    /// The cells of a line of CSV (RFC 4180), without quotes around them.
    private static func cells(of line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var cells: [ArraySlice<UInt8>] = []
        var rest = line
        while true {
            let isQuoted = rest.first == UInt8(ascii: "\"")
            if isQuoted { rest = rest.dropFirst() }
            let end = isQuoted ? rest.find("\",") : rest.firstIndex(of: UInt8(ascii: ","))
            guard let end else {
                let isClosed = isQuoted && rest.last == UInt8(ascii: "\"")
                return cells + [isClosed ? rest.dropLast() : rest]
            }
            cells.append(rest[..<end])
            rest = rest[(end + (isQuoted ? 2 : 1))...]
        }
    }
}
