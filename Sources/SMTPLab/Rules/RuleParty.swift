import SMTPCore

/// What rules may ask about the client of a connection.
package struct RuleParty: Sendable {
    package var connection: Int
    /// Its address.
    package var client: String
    package var isSecure = false
    package var isLoggedIn = false
    /// The name in EHLO, HELO or LHLO; nil before.
    package var helloName: [UInt8]?
    /// Of the transaction; empty where there is none.
    package var sender: [UInt8] = []
    /// The last one accepted; empty before.
    package var recipient: [UInt8] = []
    /// Counts transactions.
    package var letter = 0

    package init(connection: Int, client: String) {
        self.connection = connection
        self.client = client
    }

    /// In `EHLO`: a name with a dot, or an address literal.
    var hasFullName: Bool {
        guard let helloName else { return false }
        if helloName.first == UInt8(ascii: "[") { return helloName.last == UInt8(ascii: "]") }
        return helloName.dropFirst().dropLast().contains(ASCII.dot)
    }

    /// The values of the keys, apart from each other, ASCII letters in one case.
    func key(_ keys: [LabRule.Key], _ occasion: Occasion) -> [UInt8] {
        keys.flatMap { value(of: $0, occasion) + [ASCII.lf] }
    }

    private func value(of key: LabRule.Key, _ occasion: Occasion) -> [UInt8] {
        switch key {
        case .connection: Array(String(connection).utf8)
        case .client: Array(client.utf8)
        case .letter: Array("\(connection) \(letter)".utf8)
        case .sender: address(occasion, of: .mail, else: sender).map(ASCII.upper)
        case .recipient: address(occasion, of: .rcpt, else: recipient).map(ASCII.upper)
        case .domain: domain(occasion).map(ASCII.upper)
        }
    }

    /// The address at hand if the occasion is this command, else what is known.
    private func address(_ occasion: Occasion, of verb: Verb, else known: [UInt8]) -> [UInt8] {
        guard occasion.event == .verb(verb), let address = occasion.address else { return known }
        return Array(address)
    }

    /// The domain of the address at hand.
    private func domain(_ occasion: Occasion) -> [UInt8] {
        let address = occasion.address.map { Array($0) } ?? sender
        return address.lastIndex(of: UInt8(ascii: "@")).map { Array(address[($0 + 1)...]) } ?? []
    }
}
