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
    /// What was waited for did not come in time.
    case timeout(Duration)

    /// One clause, such as "got 450 4.7.1".
    var sentence: String {
        switch self {
        case .reply(let reply): "got \(reply.head)"
        case .silence(let duration): "nothing came for \(duration.exact)"
        case .nothing: "nothing was waited for"
        case .closed(let ending): ending.sentence
        case .failed(_, let text): "it failed: \(text)"
        case .secured(let report): "TLS began: \(report.version)"
        case .timeout(let duration): "no whole answer came within \(duration.exact)"
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
        case .timeout: "timeout"
        }
    }

    /// Whether it is no answer at all, but the end of what could be asked.
    var isBreakdown: Bool {
        switch self {
        case .closed, .failed, .timeout: true
        case .reply, .silence, .nothing, .secured: false
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

    /// All lines with code and enhanced code taken off, joined by LF; at most 1 MiB.
    var plainText: [UInt8] {
        var text: [UInt8] = []
        for line in lines {
            guard text.count < BytePattern.textLimit else { break }
            if !text.isEmpty || line != lines.first { text.append(ASCII.lf) }
            text += line.words
        }
        return text
    }
}

extension [String] {
    /// Each once, in the order they come first.
    var withoutRepeats: [String] {
        count < 2 ? self : enumerated().filter { firstIndex(of: $1) == $0 }.map(\.element)
    }
}
