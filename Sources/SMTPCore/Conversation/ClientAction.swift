/// What the client's machine wants done, in order.
package enum ClientAction: Hashable, Sendable {
    /// Octets for the wire: one line or one piece of content.
    case write([UInt8], Part)
    /// A whole reply came, answering this exchange; nil if nobody had asked.
    case report(Reply, to: Exchange?)
    /// 220 answered STARTTLS: shake hands now. Whatever else came with it is plaintext that must
    /// not be carried into TLS (RFC 3207 §4.2).
    case startHandshake

    /// What octets of the client are, decided by the protocol's state.
    package enum Part: Hashable, Sendable {
        case command
        /// A line of an AUTH exchange, secret or not.
        case authentication
        /// Message content, of DATA or BDAT.
        case content
    }
}

/// One thing the client sent that the server must answer.
package struct Exchange: Hashable, Sendable {
    package enum Request: Hashable, Sendable {
        /// The connection itself; its answer is the greeting.
        case connection
        case command(Command)
        /// A line of an AUTH exchange.
        case authentication
        /// The end of the message, by dot or by `BDAT … LAST`. In LMTP each accepted recipient
        /// is answered (RFC 2033 §4.2).
        case endOfMessage(recipient: [UInt8]?)
    }

    /// Counts the client's lines from 1; the connection itself is 0.
    package var number: Int
    package var request: Request

    /// The verb in upper case; "." for the end of a message, "connect" for the greeting.
    package var name: String {
        switch request {
        case .connection: "connect"
        case .command(let command): command.verb.name
        case .authentication: "AUTH"
        case .endOfMessage: "."
        }
    }
}
