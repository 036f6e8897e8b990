/// One line of a script, or a block of lines up to its `@end`.
package indirect enum ScriptNode: Sendable, Hashable {
    case blank
    /// What follows `#`, as written.
    case comment(String)
    /// `##`: shown and recorded when reached.
    case say(Template, ScriptPlace)
    case step(Step)
    case expect(Expectation)
    case order(Order)
    case block(Block)
}

package struct Block: Sendable, Hashable {
    package var kind: Kind
    package var body: [ScriptNode]
    package var remark: String?
    /// The remark behind `@end`.
    package var endRemark: String?
    package var place: ScriptPlace

    package enum Kind: Sendable, Hashable {
        /// All lines leave in one write.
        case pipeline
        /// The body is the first arm's.
        case condition(Condition, arms: [Arm])
        case eachRow(Table)
        case eachIn(String, [Expression])
        case `repeat`(Int)
        case retry(Int, every: ScriptDuration?)
        case optional(Template?)

        /// The word behind `@`.
        package var word: String {
            switch self {
            case .pipeline: "pipeline"
            case .condition: "if"
            case .eachRow, .eachIn: "each"
            case .repeat: "repeat"
            case .retry: "retry"
            case .optional: "optional"
            }
        }
    }

    /// `@elif` or, without a condition, `@else`.
    package struct Arm: Sendable, Hashable {
        package var condition: Condition?
        package var body: [ScriptNode]
        package var remark: String?
        package var place: ScriptPlace
    }
}

package struct Table: Sendable, Hashable {
    /// Column names, each once.
    package var names: [String]
    /// As many cells as there are names.
    package var rows: [[Template]]
    package var place: ScriptPlace
}

/// A script as written: its lines, comments and blank lines among them.
package struct Script: Sendable, Hashable {
    package var nodes: [ScriptNode]
}
