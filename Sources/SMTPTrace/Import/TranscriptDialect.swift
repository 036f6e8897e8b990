import SMTPCore

/// The program whose transcript is read.
package enum TranscriptDialect: String, CaseIterable, Sendable {
    case swaks
    /// `curl -v`.
    case curl
    /// `msmtp --debug`.
    case msmtp
    /// `openssl s_client -starttls smtp` or on an implicit TLS port, with what was typed.
    case openssl
    /// The transcripts Postfix mails to the postmaster, and its verbose log.
    case postfix
    /// `exim -v` and `-d`.
    case exim

    /// Lines that are looked at to find out.
    private static let sample = 400

    /// Finds out whose transcript it is: the one whose reading gives most replies and commands.
    package init?(of text: [UInt8]) {
        var best: (dialect: Self, score: Int)?
        for dialect in Self.allCases {
            var reader = DialectReader(dialect)
            var score = 0
            for line in Self.lines(of: text, atMost: Self.sample) {
                switch reader.read(line) {
                case .server(let text, _): score += ReplyLine(Array(text)).code != nil ? 1 : 0
                case .client(let text, _):
                    if case .other = Command(Array(text)).verb { continue }
                    score += 1
                case .connecting, .connected, .secured, .failed, .closed, .contentLeftOut,
                    .remark, .nothing:
                    break
                }
            }
            if score > best?.score ?? 0 { best = (dialect, score) }
        }
        guard let best else { return nil }
        self = best.dialect
    }

    /// What happened, as far as the transcript tells. Times are unknown and all zero; what
    /// belongs to AUTH is hidden.
    package func events(in text: [UInt8]) -> [TraceEvent] {
        var reader = DialectReader(self)
        var builder = TranscriptBuilder()
        for line in Self.lines(of: text, atMost: .max) { builder.take(reader.read(line)) }
        return builder.events
    }

    /// Lines without their endings.
    private static func lines(of text: [UInt8], atMost limit: Int) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        while start < text.count, lines.count < limit {
            let end = text[start...].firstIndex(of: ASCII.lf) ?? text.count
            var line = text[start..<end]
            while line.last == ASCII.cr { line = line.dropLast() }
            lines.append(line)
            start = end + 1
        }
        return lines
    }
}

/// What one line of a transcript tells. Texts have no line endings.
enum ImportedLine {
    case client(ArraySlice<UInt8>, isSecure: Bool?)
    case server(ArraySlice<UInt8>, isSecure: Bool?)
    case connecting(String)
    case connected(String)
    /// TLS began; texts may be empty.
    case secured(version: String, cipher: String, bits: Int)
    case failed(String)
    case closed
    /// The message was sent, but the transcript does not show it.
    case contentLeftOut
    case remark(String)
    case nothing

    static func client(_ text: ArraySlice<UInt8>) -> Self { .client(text, isSecure: nil) }
    static func server(_ text: ArraySlice<UInt8>) -> Self { .server(text, isSecure: nil) }
}
