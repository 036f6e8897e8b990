import SMTPCore

/// Compares one step of two recordings.
struct StepComparison {
    /// A reply is slower or faster past both of these.
    private static let factor = 3
    private static let margin = Duration.milliseconds(500)

    private let before: Turn
    private let after: Turn
    /// Whether TLS was made to begin elsewhere, so that what is inside and what is not says nothing.
    var isTLSReplaced = false
    private(set) var names: (VolatileValues, VolatileValues)
    private(set) var differences: [Difference] = []

    init(_ before: Turn, _ after: Turn, _ names: (VolatileValues, VolatileValues)) {
        self.before = before
        self.after = after
        self.names = names
    }

    mutating func run() {
        if before.kind == .event { return compareEvents() }
        if before.isSecure != after.isSecure, !isTLSReplaced {
            add(.changed, after.isSecure ? "is inside TLS now" : "is not inside TLS any more")
        }
        let counts = (before.answers.count, after.answers.count)
        if counts.0 != counts.1 {
            add(.breaking, "\(counts.0) replies -> \(counts.1)")
        }
        for (one, other) in zip(before.answers, after.answers) { compare(one, other) }
    }

    private mutating func add(_ kind: Difference.Class, _ text: String) {
        differences.append(Difference(kind: kind, step: after.label, text: text))
    }

    // MARK: Replies

    private mutating func compare(_ one: Turn.Answer, _ other: Turn.Answer) {
        let change = Self.first(one.reply) + " -> " + Self.first(other.reply)
        if one.reply.outcome != other.reply.outcome {
            add(.breaking, change)
        } else if one.reply.code != other.reply.code || one.reply.enhanced != other.reply.enhanced {
            add(.changed, change)
        } else if after.command?.verb.isHello == true, one.reply.outcome == .completion {
            guard !isTLSReplaced || before.isSecure == after.isSecure else { return }
            compareCapabilities(one.reply, other.reply)
        } else {
            compareWords(one.reply, other.reply)
        }
        comparePace(one.latency, other.latency)
    }

    private mutating func compareCapabilities(_ one: Reply, _ other: Reply) {
        let (old, new) = (Capabilities(one), Capabilities(other))
        let (added, removed) = new.difference(from: old)
        for keyword in added { add(.changed, "+ " + Self.text(of: keyword)) }
        for keyword in removed { add(.changed, "- " + Self.text(of: keyword)) }
        if added.isEmpty, removed.isEmpty, old.keywords != new.keywords {
            add(.noise, "another order of capabilities")
        }
        if one.lines.first?.text.text != other.lines.first?.text.text {
            add(.noise, Self.first(one) + " -> " + Self.first(other))
        }
    }

    private static func text(of keyword: Capabilities.Keyword) -> String {
        ExportText.visible(([keyword.name] + keyword.parameters).joined(separator: " "))
    }

    private mutating func compareWords(_ one: Reply, _ other: Reply) {
        let (old, new) = (one.lines.map(\.text.text), other.lines.map(\.text.text))
        let renamed = (old.map { names.0.renamed($0) }, new.map { names.1.renamed($0) })
        guard old != new else { return }
        if renamed.0 == renamed.1 || one.code == 334 {
            // What 334 asks for is a prompt, or a challenge that is never twice the same.
            let line = zip(old, new).first { $0 != $1 }
            add(.noise, ExportText.visible("\(line?.0 ?? "") -> \(line?.1 ?? "")"))
        } else {
            let line = zip(renamed.0, renamed.1).enumerated().first { $0.element.0 != $0.element.1 }
            let index = line?.offset ?? min(old.count, new.count)
            let texts = (
                index < old.count ? old[index] : "(no line)",
                index < new.count ? new[index] : "(no line)"
            )
            add(.text, ExportText.visible("\(texts.0) -> \(texts.1)"))
        }
    }

    private mutating func comparePace(_ one: Duration?, _ other: Duration?) {
        guard let one, let other else { return }
        if other > one * Self.factor, other - one > Self.margin {
            add(.pace, "+ \(one.brief) -> \(other.brief)")
        } else if one > other * Self.factor, one - other > Self.margin {
            add(.pace, "- \(one.brief) -> \(other.brief)")
        }
    }

    /// Code and words of the last line.
    private static func first(_ reply: Reply) -> String {
        guard let line = reply.lines.last else { return "nothing" }
        return ExportText.visible(line.octets.dropLast(ASCII.endingLength(of: line.octets)))
    }

    // MARK: Events

    private mutating func compareEvents() {
        switch (before.detail, after.detail) {
        case (.tls(let one)?, .tls(let other)?): compare(one, other)
        case (.tls?, .tlsFailure?), (.tlsFailure?, .tls?):
            add(.breaking, ExportText.visible("\(before.sentence) -> \(after.sentence)"))
        case (.ending(let one)?, .ending(let other)?):
            guard before.sentence != after.sentence else { return }
            let isBreaking = one.isOrderly != other.isOrderly
            add(
                isBreaking ? .breaking : .changed,
                ExportText.visible("\(before.sentence) -> \(after.sentence)"))
        default:
            guard before.sentence != after.sentence else { return }
            add(.text, ExportText.visible("\(before.sentence) -> \(after.sentence)"))
        }
    }

    private mutating func compare(_ one: TLSReport, _ other: TLSReport) {
        for (what, old, new) in [
            ("version", one.version, other.version),
            ("ALPN", one.applicationProtocol ?? "none", other.applicationProtocol ?? "none"),
            ("verified", one.isVerified ? "yes" : "no", other.isVerified ? "yes" : "no"),
            ("names", Self.names(of: one), Self.names(of: other)),
        ] where old != new {
            add(.changed, ExportText.visible("\(what) \(old) -> \(new)"))
        }
        if one.cipher != other.cipher {
            add(.text, ExportText.visible("cipher \(one.cipher) -> \(other.cipher)"))
        }
        if one.chain.first?.fingerprint != other.chain.first?.fingerprint {
            add(.noise, "another certificate")
        }
    }

    private static func names(of report: TLSReport) -> String {
        report.chain.first?.names.sorted().joined(separator: " ") ?? ""
    }
}
