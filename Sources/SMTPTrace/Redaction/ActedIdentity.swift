import SMTPCore

/// Whom the logins on one connection ask to act as. A fold over the client's lines before anything
/// in them is hidden: in PLAIN the password stands beside it.
package struct ActedIdentity: Sendable {
    private var exchange: SASLExchange?

    package init() {}

    /// One line of an AUTH exchange, with its ending; nil where it names nobody.
    package mutating func sent(_ line: [UInt8]) -> String? {
        var response = line[...]
        if Command(line).verb == .auth {
            guard let command = AuthenticationCommand(line[...]) else { return nil }
            exchange = SASLExchange(mechanism: command.mechanism)
            guard let range = command.response else { return nil }
            response = line[range]
        }
        guard var exchange, exchange.identity == nil else { return nil }
        _ = exchange.client(response)
        self.exchange = exchange
        return exchange.identity?.text
    }
}
