import SMTPCore
import SMTPTrace
import TestSupport

/// A session that was run with `--json`, read back.
struct JSONSession {
    let outcome: Outcome
    let facts: [Fact]
    /// Lines of standard output that are no fact; there must be none.
    let strayLines: [String]

    /// - Parameter target: nil where the flags name a program.
    init(
        _ target: String?, _ lines: [String], flags: [String] = [], environment: [String] = [],
        within limit: Duration = .seconds(20)
    ) throws {
        let target = target.map { [$0] } ?? []
        self.init(
            try Scope.run(
                ["connect"] + target + ["--json"] + flags, environment: environment,
                input: lines.map { $0 + "\n" }.joined(), within: limit))
    }

    init(_ outcome: Outcome) {
        self.outcome = outcome
        let lines = outcome.output.split(separator: ASCII.lf)
        let events = lines.map { line in
            JSONObject(line).flatMap { TraceEvent($0) }
        }
        facts = events.compactMap { $0?.fact }
        strayLines = zip(lines, events).filter { $0.1 == nil }.map { $0.0.text }
    }

    /// The exit code; nil if a signal or the deadline ended it.
    var code: Int32? {
        if case .exited(let code) = outcome.status { code } else { nil }
    }

    /// What the server said, line by line, without line endings.
    var replies: [String] { received.map { $0.octets.text.trimmingLineEnd } }

    var received: [ReceivedOctets] {
        facts.compactMap { if case .received(let received) = $0 { received } else { nil } }
    }

    var sent: [SentOctets] {
        facts.compactMap { if case .sent(let sent) = $0 { sent } else { nil } }
    }

    /// Lines that left, without line endings.
    var commands: [String] { sent.map { $0.octets.text.trimmingLineEnd } }

    /// The last handshake that succeeded.
    var tls: TLSReport? {
        facts.compactMap { if case .secured(let report) = $0 { report } else { nil } }.last
    }

    var tlsFailure: TLSFailure? {
        facts.compactMap { if case .tlsFailed(let failure, _) = $0 { failure } else { nil } }.last
    }

    var ending: Ending? {
        facts.compactMap { if case .ended(let ending) = $0 { ending } else { nil } }.last
    }

    /// What a spawned program wrote to its standard error.
    var diagnostics: [String] {
        facts.compactMap { if case .diagnostics(let line) = $0 { line.text } else { nil } }
    }

    func hasReply(_ start: String) -> Bool { replies.contains { $0.hasPrefix(start) } }
}

extension String {
    var trimmingLineEnd: String {
        var scalars = unicodeScalars
        while let last = scalars.last, last == "\n" || last == "\r" { scalars.removeLast() }
        return String(scalars)
    }
}
