extension Expectation.Claim {
    /// The same with values in the place of names, so that it reads back as what it means now.
    func expanded(by values: inout Values) throws(RunFault) -> Self {
        guard !names.isEmpty else { return self }
        switch self {
        case .events(let events):
            return .events(
                try events.map { event throws(RunFault) in try event.expanded(by: &values) })
        case .property(let property): return .property(try property.expanded(by: &values))
        case .late: return self
        }
    }
}

extension EventClaim {
    fileprivate func expanded(by values: inout Values) throws(RunFault) -> Self {
        switch self {
        case .reply(let claim): .reply(try claim.expanded(by: &values))
        case .line(let code, let text): .line(code, Template(try values.expand(text)))
        case .fails(let cause, let pattern): .fails(cause, try pattern?.expanded(by: &values))
        case .any, .nothing, .silence, .closed: self
        }
    }
}

extension ReplyClaim {
    fileprivate func expanded(by values: inout Values) throws(RunFault) -> Self {
        var claim = self
        claim.matches = try matches.map { match throws(RunFault) in
            try match.expanded(by: &values)
        }
        return claim
    }
}

extension PropertyClaim {
    fileprivate func expanded(by values: inout Values) throws(RunFault) -> Self {
        switch self {
        case .has(let keyword, let words, let comparison, let size):
            .has(keyword: keyword, words: try words.expanded(by: &values), comparison, size)
        case .lacks(let keyword, let words):
            .lacks(keyword: keyword, words: try words.expanded(by: &values))
        case .text(let match): .text(try match.expanded(by: &values))
        case .bytes(let match): .bytes(try match.expanded(by: &values))
        case .not(.reply(let claim)): .not(.reply(try claim.expanded(by: &values)))
        case .not(.property(let inner)): .not(.property(try inner.expanded(by: &values)))
        case .tls(let field, let comparison, let value):
            .tls(field, comparison, Template(try values.expand(value)))
        case .within, .after, .lines, .tlsVerified, .diagnosis: self
        }
    }
}

extension [Template] {
    fileprivate func expanded(by values: inout Values) throws(RunFault) -> Self {
        try map { word throws(RunFault) in Template(try values.expand(word)) }
    }
}

extension TextMatch {
    /// Bare text becomes a quoted one, since its value may look like a quote or a remark.
    fileprivate func expanded(by values: inout Values) throws(RunFault) -> Self {
        switch self {
        case .string(let template), .bare(let template):
            template.names.isEmpty ? self : .string(Template(try values.expand(template)))
        case .pattern(let pattern): .pattern(try pattern.expanded(by: &values))
        }
    }
}

extension PatternText {
    fileprivate func expanded(by values: inout Values) throws(RunFault) -> Self {
        var pattern = self
        pattern.template = Template(try values.expand(pattern: template))
        return pattern
    }
}
