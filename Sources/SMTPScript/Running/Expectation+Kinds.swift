extension Expectation.Claim {
    var isEvent: Bool { if case .events = self { true } else { false } }

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
