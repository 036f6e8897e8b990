extension Step {
    /// Whether what it does depends on values of names.
    package var usesNames: Bool { !action.names.isEmpty }
}

/// The names a construct uses, with their places.
private typealias Use = (name: String, place: ScriptPlace)

extension Step.Action {
    var names: [(name: String, place: ScriptPlace)] {
        switch self {
        case .send(let template), .exact(let template), .raw(.string(let template)):
            template.names
        case .connect(let target, _, let options):
            (target?.names ?? []) + options.flatMap(\.value.names)
        case .startTLS(let options), .tls(let options), .authenticate(_, let options):
            options.flatMap(\.value.names)
        case .message(let options, let body), .chunk(_, let options, let body):
            options.flatMap(\.value.names) + body.names
        case .raw(.here(let text)): text.lines.flatMap(\.names)
        case .raw(.hexadecimal), .wait, .close, .abort, .halfClose: []
        }
    }
}

extension Body {
    var names: [(name: String, place: ScriptPlace)] {
        switch self {
        case .here(let text): text.lines.flatMap(\.names)
        case .string(let template): template.names
        case .file: []
        case .auto(let options): options.flatMap(\.value.names)
        }
    }
}

extension Order.Action {
    var names: [(name: String, place: ScriptPlace)] {
        switch self {
        case .title(let text), .server(let text), .section(let text), .note(let text),
            .mark(let text), .ask(_, let text), .skip(let text), .fail(let text):
            text.names
        case .pause(let text): text?.names ?? []
        case .variable(_, let value), .set(_, let value): value.names
        case .lab(_, let options): options.flatMap(\.value.names)
        case .format, .tag, .requires, .secret, .timeout, .pace, .use, .early, .breakpoint,
            .include, .stop:
            []
        }
    }
}

extension Condition {
    var names: [(name: String, place: ScriptPlace)] {
        groups.joined().flatMap { term -> [Use] in
            switch term.question {
            case .compare(let one, _, let other): one.names + other.names
            case .has, .lacks, .tls, .open, .silent, .reply: []
            }
        }
    }
}

extension Expectation.Claim {
    var names: [(name: String, place: ScriptPlace)] {
        switch self {
        case .late(let template): template.names
        case .events(let events): events.flatMap(\.names)
        case .property(let property): property.names
        }
    }

    var patterns: [PatternText] {
        switch self {
        case .late: []
        case .events(let events): events.flatMap(\.patterns)
        case .property(let property): property.patterns
        }
    }
}

extension EventClaim {
    fileprivate var names: [Use] {
        switch self {
        case .reply(let claim): claim.matches.flatMap(\.names)
        case .line(_, let text): text.names
        case .fails(_, let pattern): pattern?.template.names ?? []
        case .any, .nothing, .silence, .closed: []
        }
    }

    fileprivate var patterns: [PatternText] {
        switch self {
        case .reply(let claim): claim.matches.compactMap(\.pattern)
        case .fails(_, let pattern): pattern.map { [$0] } ?? []
        case .line, .any, .nothing, .silence, .closed: []
        }
    }
}

extension PropertyClaim {
    fileprivate var names: [Use] {
        switch self {
        case .has(_, let words, _, _), .lacks(_, let words): words.flatMap(\.names)
        case .text(let match), .bytes(let match): match.names
        case .not(.reply(let claim)): claim.matches.flatMap(\.names)
        case .not(.property(let inner)): inner.names
        case .tls(_, _, let value): value.names
        case .within, .after, .lines, .tlsVerified, .diagnosis: []
        }
    }

    fileprivate var patterns: [PatternText] {
        switch self {
        case .text(let match), .bytes(let match): match.pattern.map { [$0] } ?? []
        case .not(.reply(let claim)): claim.matches.compactMap(\.pattern)
        case .not(.property(let inner)): inner.patterns
        case .has, .lacks, .within, .after, .lines, .tls, .tlsVerified, .diagnosis: []
        }
    }
}

extension TextMatch {
    fileprivate var names: [Use] {
        switch self {
        case .string(let template), .bare(let template): template.names
        case .pattern(let pattern): pattern.template.names
        }
    }

    fileprivate var pattern: PatternText? {
        if case .pattern(let pattern) = self { pattern } else { nil }
    }
}
