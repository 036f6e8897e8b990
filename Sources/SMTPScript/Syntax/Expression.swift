/// A value to be worked out when it is reached.
package indirect enum Expression: Sendable, Hashable {
    package enum Operation: String, Sendable, Hashable {
        case plus = "+"
        case minus = "-"
        case times = "*"
        case over = "/"

        /// `*` and `/` bind tighter.
        package var isProduct: Bool { self == .times || self == .over }
    }

    package enum Function: String, Sendable, Hashable, CaseIterable {
        case base64, `repeat`, random, lower, upper, hex, len

        /// How many arguments it may have.
        var arity: ClosedRange<Int> {
            switch self {
            case .base64: 1...16
            case .repeat: 2...2
            case .random, .lower, .upper, .hex, .len: 1...1
            }
        }
    }

    case string(Template)
    case number(Int)
    /// A variable, or what the last reply, EHLO or handshake said: `reply.code`, `ehlo.SIZE`.
    case name(String, ScriptPlace)
    case call(Function, [Expression], ScriptPlace)
    case binary(Expression, Operation, Expression, ScriptPlace)

    /// The variables in it, in order, with their places.
    package var names: [(name: String, place: ScriptPlace)] {
        switch self {
        case .string(let template): template.names
        case .number: []
        case .name(let name, let place): [(name, place)]
        case .call(_, let arguments, _): arguments.flatMap(\.names)
        case .binary(let one, _, let other, _): one.names + other.names
        }
    }
}

/// What `@if` asks: any of some groups, each of which holds if all of its terms hold.
package struct Condition: Sendable, Hashable {
    package struct Term: Sendable, Hashable {
        package var isNegated: Bool
        package var question: Question
    }

    package enum Question: Sendable, Hashable {
        /// EHLO offered the keyword, with all of these words.
        case has(keyword: String, words: [String])
        case lacks(keyword: String, words: [String])
        case tls
        /// The connection is open.
        case open
        /// The last thing waited for was silence, and silence it was.
        case silent
        case reply(CodePattern)
        case compare(Expression, Comparison, Expression)
    }

    /// Never empty, nor are its groups.
    package var groups: [[Term]]
}
