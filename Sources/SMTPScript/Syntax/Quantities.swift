/// A span of time as a script writes it: `500ms`, `30s`, `10m`.
package struct ScriptDuration: Sendable, Hashable, CustomStringConvertible {
    package enum Unit: String, Sendable, Hashable, CaseIterable {
        case milliseconds = "ms"
        case seconds = "s"
        case minutes = "m"
        case hours = "h"
        case days = "d"
    }

    /// At most 999,999,999.
    package var amount: Int
    package var unit: Unit

    package init(_ amount: Int, _ unit: Unit) {
        self.amount = amount
        self.unit = unit
    }

    package var duration: Duration {
        switch unit {
        case .milliseconds: .milliseconds(amount)
        case .seconds: .seconds(amount)
        case .minutes: .seconds(amount * 60)
        case .hours: .seconds(amount * 3_600)
        case .days: .seconds(amount * 86_400)
        }
    }

    package var description: String { "\(amount)\(unit.rawValue)" }
}

/// A number of octets as a script writes it: `20000`, `10k`, `5Mi`.
package struct ScriptSize: Sendable, Hashable, CustomStringConvertible {
    package enum Unit: String, Sendable, Hashable, CaseIterable {
        case one = ""
        case kilo = "k"
        case mega = "M"
        case kibi = "Ki"
        case mebi = "Mi"

        var factor: Int {
            switch self {
            case .one: 1
            case .kilo: 1_000
            case .mega: 1_000_000
            case .kibi: 1_024
            case .mebi: 1_048_576
            }
        }
    }

    /// At most 999,999,999,999.
    package var amount: Int
    package var unit: Unit

    package init(_ amount: Int, _ unit: Unit = .one) {
        self.amount = amount
        self.unit = unit
    }

    package var octets: Int { amount * unit.factor }

    package var description: String { "\(amount)\(unit.rawValue)" }
}

/// How two values are compared.
package enum Comparison: String, Sendable, Hashable, CaseIterable {
    case atLeast = ">="
    case atMost = "<="
    case equal = "=="
    case unequal = "!="
    case greater = ">"
    case less = "<"

    /// Whether it asks which one is more.
    var isOrder: Bool { self != .equal && self != .unequal }

    package func holds<Value: Comparable>(_ one: Value, _ other: Value) -> Bool {
        switch self {
        case .atLeast: one >= other
        case .atMost: one <= other
        case .equal: one == other
        case .unequal: one != other
        case .greater: one > other
        case .less: one < other
        }
    }
}
