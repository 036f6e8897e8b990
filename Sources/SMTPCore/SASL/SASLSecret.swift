/// What must not be shown of one line of an AUTH exchange, and what may.
package struct SASLSecret: Hashable, Sendable {
    /// What to hide: indices into the line given, line ending excluded. Not empty.
    package var range: Range<Int>
    /// The user named in the hidden part, decoded; nil where none can be read. May be shown.
    package var user: [UInt8]?
    /// The password, token or proof inside, decoded: the same in PLAIN and LOGIN. All that is
    /// hidden, as written, where nothing was understood. May be empty. Never to be shown.
    package var value: [UInt8]

    package init(range: Range<Int>, user: [UInt8]? = nil, value: [UInt8]) {
        self.range = range
        self.user = user
        self.value = value
    }
}

extension SASLExchange {
    /// What to hide in an AUTH command, well typed or not; nil where there is nothing, as in
    /// commands of another kind. `line` may have its line ending.
    package static func secret(inCommand line: ArraySlice<UInt8>) -> SASLSecret? {
        guard let command = AuthenticationCommand(line), let range = command.response
        else { return nil }
        let exchange = SASLExchange(mechanism: command.mechanism)
        if let secret = exchange.secret(inClient: line[range]) { return secret }
        guard command.isMistyped, hidden(line[range]) == nil else { return nil }
        return SASLSecret(range: range, value: Array(line[range]))
    }

    /// What to hide in the client's next line, which has not been fed to `client` yet; nil
    /// where there is nothing, as in LOGIN's user name or a line that is hidden already.
    package func secret(inClient line: ArraySlice<UInt8>) -> SASLSecret? {
        var ahead = self
        return Self.secret(of: line, ahead.client(line))
    }

    /// What to hide in the server's next 334 text, not fed to `server` yet: the proofs of SCRAM
    /// and DIGEST-MD5 let somebody guess the password off line.
    package func secret(inServer text: ArraySlice<UInt8>) -> SASLSecret? {
        var ahead = self
        return Self.secret(of: text, ahead.server(text))
    }

    private static func secret(of line: ArraySlice<UInt8>, _ fields: [SASLField]) -> SASLSecret? {
        let end = line.endIndex - ASCII.endingLength(of: line)
        guard end > line.startIndex, let hidden = fields.first(where: \.isSecret) else {
            return nil
        }
        return SASLSecret(
            range: line.startIndex..<end, user: fields.first { $0.name == "user" }?.value,
            value: hidden.value)
    }
}
