/// What names stand for as far as the text of a script tells, before anything of it is done: no
/// chance, no date, nothing that a server says.
struct ForeseenValues {
    private var values = Values(RunOptions())
    private let given: Set<String>

    /// Longer ones are not followed.
    private static let octetLimit = 65_536

    /// `given` are the variables of the command line.
    init(given: [String: [UInt8]]) {
        values.names.variables = given
        self.given = Set(given.keys)
    }

    /// The octets; nil where they are not known yet, or are none.
    func text(_ template: Template) -> [UInt8]? {
        guard isSettled(template.names.map(\.name)) else { return nil }
        var values = values
        let octets = try? values.expand(template)
        return octets?.isEmpty == false ? octets : nil
    }

    /// What an order makes of a name.
    mutating func note(_ order: Order.Action) {
        switch order {
        case .variable(let name, let value) where !given.contains(name): set(name, to: value)
        case .set(let name, let value): set(name, to: value)
        default: break
        }
    }

    /// What the names of a table stand for in one of its rows.
    mutating func enter(_ row: Int, of source: EachSource, _ names: [String]) {
        switch source {
        case .rows(let rows):
            for (name, cell) in zip(names, rows[row]) { set(name, to: .string(cell)) }
        case .values(let expressions):
            for name in names { set(name, to: expressions[row]) }
        }
    }

    private mutating func set(_ name: String, to expression: Expression) {
        guard expression.isForeseeable, isSettled(expression.names.map(\.name)) else {
            values.names.variables[name] = nil
            return
        }
        var values = values
        let octets = try? values.evaluate(expression)
        self.values.names.variables[name] = octets.flatMap { $0.count > Self.octetLimit ? nil : $0 }
    }

    /// Whether none of the names stands for something new in each run.
    private func isSettled(_ names: [String]) -> Bool {
        names.allSatisfy { !["date", "uuid"].contains($0) || values.names.variables[$0] != nil }
    }
}

extension Expression {
    /// Whether it can be worked out ahead: without chance, and without filling the memory.
    fileprivate var isForeseeable: Bool {
        switch self {
        case .string, .number, .name: true
        case .call(.random, _, _): false
        case .call(.repeat, let arguments, _):
            if case .number(0...256)? = arguments.last {
                arguments[0].isForeseeable
            } else {
                false
            }
        case .call(_, let arguments, _): arguments.allSatisfy(\.isForeseeable)
        case .binary(let one, _, let other, _): one.isForeseeable && other.isForeseeable
        }
    }
}
