import SMTPCore
import SMTPTrace

/// What the engine is asked to do. What makes no sense now is answered with a note.
package enum EngineIntent: Sendable {
    /// What follows concerns the connection at the place of this name; there may be none yet.
    /// Connections at other places stay open. `main` is in use at first.
    case use(place: String)
    /// Ends the connection there may be and opens another.
    case connect(Endpoint, ConnectOptions)
    /// Connects once more to where the last connection led.
    case reconnect
    /// Octets as they are to stand on the wire; several lines make one write.
    case send([UInt8])
    /// A whole message after 354: any line endings, no dot-stuffing, no closing dot.
    case message([UInt8])
    case authenticate(SASLMechanism, Credentials, withInitialResponse: Bool)
    /// TLS now, whatever the server thinks; other options replace those of the connection.
    case handshake(ConnectOptions?)
    /// Options of the next handshake on this connection.
    case demand(ConnectOptions)
    /// A STARTTLS that was granted is followed by a handshake only when that is asked for, from now
    /// on.
    case leaveHandshakes
    /// Goes on waiting and reading after a clock ran out or reading was paused.
    case keepWaiting
    /// Somebody else's clock ran out: tells what has come of an unfinished line, and that this is
    /// overdue, or what is known to be waited for. The connection stays.
    case overdue(Wait, after: Duration)
    /// Tells what has come of an unfinished line, which is told by itself only later.
    case tellUnfinished
    /// Stops looking up or connecting.
    case cancelConnect
    /// Closes in order (FIN).
    case close
    /// Closes our side only and goes on reading.
    case halfClose
    /// Resets (RST).
    case abort
    /// Moves the lab's clock forward; nil moves it to the next thing the lab holds back.
    case skipClock(Duration?)
    /// Nothing of ours happens for so long: the clock of a lab moves on, others need no help.
    case letPass(Duration)
    /// Closes the connections at all places but the one in use.
    case closeOthers
    /// A remark or a script's fact of this connection, told without secrets.
    case tell(Fact, of: Int)
    /// Makes a value known as secret, to be shown as `[name]` from now on.
    case hide([UInt8], name: String)

    /// Whether it puts octets on the wire.
    var sends: Bool {
        switch self {
        case .send, .message, .authenticate, .handshake: true
        case .use, .connect, .reconnect, .demand, .leaveHandshakes, .keepWaiting, .overdue,
            .tellUnfinished, .cancelConnect, .close, .halfClose, .abort, .skipClock, .letPass,
            .closeOthers, .tell, .hide:
            false
        }
    }
}
