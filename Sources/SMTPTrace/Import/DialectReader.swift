import SMTPCore

/// Reads a transcript line by line.
struct DialectReader {
    private let dialect: TranscriptDialect
    /// Exim: whether the line before was the server's, so that an indented one goes on with it.
    private var isInReply = false
    /// openssl: whether the last server line asked for content.
    private var isInContent = false

    init(_ dialect: TranscriptDialect) { self.dialect = dialect }

    /// Takes a line without its ending.
    mutating func read(_ line: ArraySlice<UInt8>) -> ImportedLine {
        switch dialect {
        case .swaks: Self.swaks(line)
        case .curl: Self.curl(line)
        case .msmtp: Self.msmtp(line)
        case .openssl: openssl(line)
        case .postfix: Self.postfix(line)
        case .exim: exim(line)
        }
    }

    // MARK: swaks

    private static func swaks(_ line: ArraySlice<UInt8>) -> ImportedLine {
        for (mark, isSecure) in [("<-  ", false), ("<** ", false), ("<~  ", true), ("<~* ", true)] {
            if let text = line.behind(mark: mark) { return .server(text, isSecure: isSecure) }
        }
        for (mark, isSecure) in [(" -> ", false), (" ~> ", true), ("**> ", false), ("*~> ", true)] {
            if let text = line.behind(mark: mark) { return .client(text, isSecure: isSecure) }
        }
        if let text = line.behind("=== ") {
            if let to = text.behind("Trying ") { return .connecting(to.text.withoutEnd("...")) }
            if let to = text.behind("Connected to ") { return .connected(to.text.withoutEnd(".")) }
            if let cipher = text.behind("TLS started with cipher ") {
                let parts = cipher.text.split(separator: ":").map(String.init)
                return .secured(
                    version: parts.first ?? "", cipher: parts.dropFirst().first ?? "",
                    bits: parts.dropFirst(2).first.flatMap { Int($0) } ?? 0)
            }
            if text.behind("Connection closed") != nil { return .closed }
            return .remark(text.text)
        }
        return line.behind("*** ").map { .failed($0.text) } ?? .nothing
    }

    // MARK: curl

    private static func curl(_ line: ArraySlice<UInt8>) -> ImportedLine {
        if let text = line.behind("< ") { return .server(text) }
        if let text = line.behind("> ") { return .client(text) }
        if let text = line.behind("} ["), text.contains("bytes data".utf8) {
            return .contentLeftOut
        }
        guard let text = line.behind("* ") else { return .nothing }
        if let to = text.drop(while: { $0 == ASCII.space }).behind("Trying ") {
            return .connecting(to.text.withoutEnd("..."))
        }
        if let to = text.behind("Connected to ") {
            return .connected(to.text.split(separator: " ").first.map(String.init) ?? "")
        }
        if let session = text.behind("SSL connection using ") {
            let parts = session.split(separator: UInt8(ascii: "/")).map { $0.text.withoutBlanks }
            return .secured(
                version: parts.first ?? "", cipher: parts.dropFirst().first ?? "", bits: 0)
        }
        let isEnd = text.behind("Closing connection") != nil || text.behind("closing conn") != nil
        return isEnd ? .closed : .nothing
    }

    // MARK: msmtp

    private static func msmtp(_ line: ArraySlice<UInt8>) -> ImportedLine {
        if let text = line.behind("<-- ") { return .server(text) }
        if let text = line.behind("--> ") { return .client(text) }
        if line.behind("TLS session parameters:") != nil {
            return .secured(version: "", cipher: "", bits: 0)
        }
        return line.behind("msmtp: ").map { .failed($0.text) } ?? .nothing
    }

    // MARK: openssl

    private mutating func openssl(_ line: ArraySlice<UInt8>) -> ImportedLine {
        if isInContent {
            isInContent = line != [ASCII.dot]
            return .client(line)
        }
        if line.behind("CONNECTED(") != nil { return .connected("") }
        if let text = line.behind("New, "), let comma = text.firstIndex(of: UInt8(ascii: ",")) {
            let cipher = text[comma...].behind(", Cipher is ") ?? []
            guard cipher.text != "(NONE)" else { return .nothing }
            return .secured(version: text[..<comma].text, cipher: cipher.text, bits: 0)
        }
        if line.text == "closed" || line.text == "DONE" { return .closed }
        let reply = ReplyLine(Array(line))
        if let code = reply.code, (200..<600).contains(code), reply.separator != .missing {
            isInContent = code == 354
            return .server(line)
        }
        if case .other = Command(Array(line)).verb { return .nothing }
        return .client(line)
    }

    // MARK: Postfix

    private static func postfix(_ line: ArraySlice<UInt8>) -> ImportedLine {
        let text = line.drop { $0 == ASCII.space }
        if let said = text.behind("Out: ") { return .server(said) }
        if let said = text.behind("In:  ") ?? text.behind("In: ") { return .client(said) }
        if text.behind("Out:") != nil || text.behind("In:") != nil { return .nothing }
        return log(line)
    }

    /// `postfix/smtp[1]: < host[192.0.2.1]:25: 220 …`; the daemon's arrows point the other way.
    private static func log(_ line: ArraySlice<UInt8>) -> ImportedLine {
        guard let name = line.range(of: "postfix/"), let colon = line[name...].range(of: "]: ")
        else { return .nothing }
        let program = line[name...].behind("postfix/") ?? []
        let isDaemon =
            program.prefix { $0 != UInt8(ascii: "[") }.reversed().starts(with: "dptms".utf8)
        let rest = line[(colon + 3)...]
        let isFromPeer: Bool
        if rest.behind("< ") != nil {
            isFromPeer = true
        } else if rest.behind("> ") != nil {
            isFromPeer = false
        } else {
            return .nothing
        }
        guard let start = rest.range(of: "]:"), let end = rest[start...].range(of: ": ") else {
            return .nothing
        }
        let said = rest[(end + 2)...]
        return isFromPeer == isDaemon ? .client(said) : .server(said)
    }

    // MARK: Exim

    private mutating func exim(_ line: ArraySlice<UInt8>) -> ImportedLine {
        let text = line.drop { $0 == ASCII.space }
        let wasInReply = isInReply
        isInReply = false
        if let said = text.behind("SMTP<< ") {
            isInReply = true
            return .server(said)
        }
        for mark in ["SMTP>> ", "SMTP+> ", "SMTP|> ", "SMTP>| "] {
            guard let said = text.behind(mark) else { continue }
            return said.behind("writing message") != nil ? .contentLeftOut : .client(said)
        }
        if text.behind("SMTP(close)>>") != nil { return .closed }
        if let to = text.behind("Connecting to ") {
            return .connecting(to.text.split(separator: " ").prefix(2).joined(separator: " "))
        }
        if wasInReply, line.first == ASCII.space, ReplyLine(Array(text)).code != nil {
            isInReply = true
            return .server(text)
        }
        return .nothing
    }
}

extension ArraySlice<UInt8> {
    /// What follows a prefix; nil if it is not there.
    fileprivate func behind(_ prefix: String) -> ArraySlice<UInt8>? {
        starts(with: prefix.utf8) ? dropFirst(prefix.utf8.count) : nil
    }

    /// What follows a mark; empty where the line is the mark without its last blank, since
    /// whoever pastes a transcript loses those.
    fileprivate func behind(mark: String) -> ArraySlice<UInt8>? {
        elementsEqual(mark.utf8.dropLast()) ? suffix(0) : behind(mark)
    }

    /// Where a text begins first.
    fileprivate func range(of text: String) -> Int? {
        let wanted = Array(text.utf8)
        guard count >= wanted.count else { return nil }
        return (startIndex...(endIndex - wanted.count)).first {
            self[$0] == wanted[0] && self[$0..<($0 + wanted.count)].elementsEqual(wanted)
        }
    }
}

extension String {
    fileprivate func withoutEnd(_ end: String) -> String {
        hasSuffix(end) ? String(dropLast(end.count)) : self
    }

    fileprivate var withoutBlanks: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
