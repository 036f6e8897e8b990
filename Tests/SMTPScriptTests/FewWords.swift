import SMTPCore
import SMTPTrace

@testable import SMTPScript

/// An investigation that knows a few facts, and counts what it was told of a session.
struct FewWords: Investigation {
    private var facts = 0

    mutating func note(_ event: TraceEvent) -> [Insight] {
        facts += 1
        switch event.fact {
        case .overdue(.greeting, _): return [insight("no-greeting")]
        case .overdue(.reply(let verb), _): return [insight("timeout-\(verb)")]
        case .connectFailed(_, let failure) where failure.kind == .refused:
            return [insight("connect-refused")]
        case .ended(let ending) where ending.how == .reset: return [insight("reset")]
        case .received(let received) where received.octets.starts(with: "554".utf8):
            return [insight("fact-\(facts)")]
        default: return []
        }
    }

    mutating func judge(_ reply: Reply) -> Insight? {
        reply.code == 450 ? insight("greylisted") : nil
    }

    private func insight(_ name: String) -> Insight {
        Insight(names: [name], title: "It is \(name)", advice: "Mind \(name).")
    }
}
