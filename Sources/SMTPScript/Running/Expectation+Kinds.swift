extension Expectation.Claim {
    /// Whether it says what the event is, so that nothing else is expected of it. `not 250` asks
    /// for any other reply.
    var isEvent: Bool {
        switch self {
        case .events, .property(.not(.reply)): true
        case .property, .late: false
        }
    }

    var speaksOfTLS: Bool {
        switch self {
        case .events(let events):
            events.allSatisfy { if case .fails = $0 { true } else { false } }
        case .property(.tls), .property(.tlsVerified): true
        case .property(.not(.property(let inner))): Expectation.Claim.property(inner).speaksOfTLS
        case .property, .late: false
        }
    }

    /// Whether one of its events is a failure.
    var expectsFailure: Bool {
        guard case .events(let events) = self else { return false }
        return events.contains { if case .fails = $0 { true } else { false } }
    }

    /// Whether one of its events is the end of what could be asked.
    var namesEnd: Bool {
        guard case .events(let events) = self else { return false }
        return events.contains { event in
            switch event {
            case .closed, .fails: true
            case .reply, .line, .any, .nothing, .silence: false
            }
        }
    }

    /// Whether it does, or may once its words are known.
    var asksForDiagnosis: Bool {
        switch self {
        case .property(.diagnosis), .late: true
        case .property(.not(.property(let inner))):
            Expectation.Claim.property(inner).asksForDiagnosis
        case .property, .events: false
        }
    }
}
