/// One value for each connection, by its number. The one used last is kept at hand, since nearly
/// all facts in a row are about one connection.
@usableFromInline
package struct ByConnection<Value: Sendable>: Sendable {
    /// The connection `latest` belongs to.
    @usableFromInline var number = 0
    @usableFromInline var latest: Value?
    /// All but `latest`.
    @usableFromInline var others: [Int: Value] = [:]

    @inlinable package init() {}

    @inlinable package subscript(connection: Int) -> Value? {
        connection == number ? latest : others[connection]
    }

    var count: Int { others.count + (latest == nil ? 0 : 1) }

    /// Takes a value out, so that it can change without being copied; `put` puts it back.
    @inlinable package mutating func take(_ connection: Int) -> Value? {
        if connection != number {
            if let latest = latest.take() { others[number] = latest }
            number = connection
            latest = others.removeValue(forKey: connection)
        }
        return latest.take()
    }

    /// Keeps the value of the connection that was taken last.
    @inlinable package mutating func put(_ value: consuming Value) {
        latest = consume value
    }
}
