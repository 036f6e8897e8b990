extension Expectation.Claim {
    var isEvent: Bool { !eventClaims.isEmpty }

    var eventClaims: [EventClaim] {
        if case .events(let events) = self { events } else { [] }
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

extension [Expectation.Claim] {
    var expectNothing: Bool {
        contains { claim in
            claim.eventClaims.contains { if case .nothing = $0 { true } else { false } }
        }
    }
}
