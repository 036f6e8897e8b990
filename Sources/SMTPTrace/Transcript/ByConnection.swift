/// What is known of one connection.
@usableFromInline
package protocol KeptByConnection: Sendable {
    /// What has to be kept once the talk goes on with another connection; nil for nothing. Of one
    /// that is over only what may still be asked for.
    var remainder: Self? { get }
}

/// One value for each connection, by its number. The one used last is kept at hand, since nearly
/// all facts in a row are about one connection. The others lie in blocks, each value by itself: a
/// copy that is kept shares all but those that change.
@usableFromInline
package struct ByConnection<Value: KeptByConnection>: Sendable {
    @usableFromInline indirect enum Box: Sendable {
        case value(Value)
    }

    /// The connection `latest` belongs to.
    @usableFromInline var number = 0
    @usableFromInline var latest: Value?
    /// All but `latest`, by block and number.
    @usableFromInline var others: [Int: [Int: Box]] = [:]
    /// How often another connection came to be at hand.
    @usableFromInline package internal(set) var turns = 0

    @inlinable package init() {}

    @inlinable package subscript(connection: Int) -> Value? {
        if connection == number { return latest }
        guard case .value(let value)? = others[connection >> 6]?[connection] else { return nil }
        return value
    }

    /// Takes a value out, so that it can change without being copied; `put` puts it back.
    @inlinable package mutating func take(_ connection: Int) -> Value? {
        if connection != number { turn(to: connection) }
        return latest.take()
    }

    /// Keeps the value of the connection that was taken last.
    @inlinable package mutating func put(_ value: consuming Value) {
        latest = consume value
    }

    @inlinable mutating func turn(to connection: Int) {
        if let rest = latest.take()?.remainder {
            others[number >> 6, default: [:]][number] = .value(rest)
        }
        number = connection
        turns += 1
        if case .value(let value)? = others[connection >> 6]?.removeValue(forKey: connection) {
            latest = value
        }
    }
}
