/// The parts of the pocket reference, one table each.
package enum ReferenceSection: Sendable, Hashable, CaseIterable {
    case replies
    case enhancedCodes
    case keywords
    case verbs
    case parameters
    case mechanisms
    case ports
    case documents
    /// The orders and expectations of scripts.
    case script
}
