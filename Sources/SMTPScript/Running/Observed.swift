import SMTPCore
import SMTPTrace

/// What happened behind a step.
enum Observed: Sendable {
    case reply(Reply)
    /// No octet came for as long as was asked.
    case silence(Duration)
    /// Nobody waited.
    case nothing
    case closed(Ending)
    case failed(EventClaim.Cause, String)
    case secured(TLSReport)
    /// What was waited for did not come within `limit`.
    case timeout(limit: Duration, Progress)
    /// Octets came where silence would have done, and no whole answer came of them.
    case unfinished(Progress)

    /// How far an answer had come.
    enum Progress: Sendable {
        case nothing
        /// Octets without the end of their line.
        case halfLine
        /// Lines that announced others.
        case halfReply
        /// A TLS handshake may have begun, but did not end.
        case handshake
        /// A login that may have begun got no last word.
        case login

        /// Such as "half a line came".
        fileprivate var sentence: String {
            switch self {
            case .nothing: "nothing came"
            case .halfLine: "only half a line came"
            case .halfReply: "only half a reply came"
            case .handshake: "the TLS handshake was not finished"
            case .login: "the login was not finished"
            }
        }
    }

    /// One clause, such as "got 450 4.7.1".
    var sentence: String {
        switch self {
        case .reply(let reply): "got \(reply.head)"
        case .silence(let duration): "nothing came for \(duration.exact)"
        case .nothing: "nothing was waited for"
        case .closed(let ending): ending.sentence
        case .failed(_, let text): "it failed: \(text)"
        case .secured(let report): "TLS began: \(report.version)"
        case .timeout(let limit, let progress): "\(progress.sentence) within \(limit.exact)"
        case .unfinished(let progress): progress.sentence
        }
    }

    /// A word or code for lists.
    var word: String {
        switch self {
        case .reply(let reply): reply.code.map(String.init) ?? "?"
        case .silence: "silence"
        case .nothing: "-"
        case .closed: "closed"
        case .failed(let cause, _): cause == .any ? "failed" : cause.rawValue
        case .secured(let report): report.version
        case .timeout, .unfinished: "timeout"
        }
    }

    /// Whether it is no answer at all, but the end of what could be asked.
    var isBreakdown: Bool {
        switch self {
        case .closed, .failed, .timeout: true
        case .reply, .silence, .nothing, .secured, .unfinished: false
        }
    }
}

extension Reply {
    /// Code and enhanced code.
    var head: String {
        let code = self.code.map { $0 < 100 ? String("000\($0)".suffix(3)) : String($0) }
        return [code ?? "a line without a code", enhanced?.description]
            .compactMap { $0 }.joined(separator: " ")
    }

    /// All lines with code and enhanced code taken off, joined by LF; about 1 MiB at most. UTF-8:
    /// U+FFFD stands for octets that are none.
    var plainText: [UInt8] {
        var text: [UInt8] = []
        for line in lines {
            guard text.count < BytePattern.textLimit else { break }
            if !text.isEmpty || line != lines.first { text.append(ASCII.lf) }
            text += line.words
        }
        // Nearly all replies are ASCII.
        guard text.contains(where: { $0 >= 0x80 }) else { return text }
        return Array(String(decoding: text, as: UTF8.self).utf8)
    }
}

extension [String] {
    /// Each once, in the order they come first.
    var withoutRepeats: [String] {
        count < 2 ? self : enumerated().filter { firstIndex(of: $1) == $0 }.map(\.element)
    }
}
