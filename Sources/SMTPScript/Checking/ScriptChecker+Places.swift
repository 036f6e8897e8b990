import SMTPCore

/// Names of connections, scenarios and diagnoses: a slip in one is told before anything is sent.
extension ScriptChecker {
    mutating func checkOutsideNames(_ instruction: Instruction) {
        switch instruction.operation {
        case .step(let step): checkDiagnoses(step)
        case .batch(let steps): for step in steps { checkDiagnoses(step) }
        case .order(.use(let name)) where !connections.contains(name):
            let near = Spelling.nearest(to: name, among: connections.sorted())
            report(
                "no connection is called `\(name)`", at: instruction.place,
                help: near.map { "did you mean \($0)?" } ?? "@connect as \(name)")
        case .order(.lab(let name, _)): checkLab(name, at: instruction.place)
        case .order, .say, .branch, .jump, .eachBegin, .repeatBegin, .loopEnd, .retryBegin,
            .retryEnd, .optionalBegin, .optionalEnd:
            break
        }
    }

    private mutating func checkLab(_ name: String, at place: ScriptPlace) {
        guard let labs = known.labs(), !labs.contains(name) else { return }
        let near = Spelling.nearest(to: name, among: labs)
        report(
            "there is no lab `\(name)`", at: place,
            help: near.map { "did you mean \($0)?" } ?? "smtpscope lab --list names them")
    }

    private mutating func checkDiagnoses(_ step: ExpectedStep) {
        for expectation in step.worded {
            if expectation.claim.asksForDiagnosis { asksForDiagnosis = true }
            guard let name = expectation.claim.diagnosis, !known.isDiagnosis(name) else { continue }
            let near = Spelling.nearest(to: name, among: known.diagnoses())
            report(
                "there is no diagnosis `\(name)`", at: expectation.place,
                help: near.map { "did you mean \($0)?" }
                    ?? "a category or finding, such as greylisted")
        }
    }
}

extension Expectation.Claim {
    /// The diagnosis it asks for, or asks not to be; nil for another claim.
    fileprivate var diagnosis: String? {
        guard case .property(let property) = self else { return nil }
        return property.diagnosis
    }
}

extension PropertyClaim {
    fileprivate var diagnosis: String? {
        switch self {
        case .diagnosis(let name): name
        case .not(.property(let inner)): inner.diagnosis
        case .has, .lacks, .within, .after, .lines, .text, .bytes, .not, .tls, .tlsVerified: nil
        }
    }
}
