/// What the lab wants done, in order. Every case names its connection first.
package enum LabAction: Hashable, Sendable {
    /// Send these octets. Never empty. Where a rule splits or paces an answer, every piece is
    /// an action of its own and wants a write of its own.
    case write(Int, [UInt8])
    /// Begin the server's side of a TLS handshake once everything written so far has left;
    /// then call `Lab.secured`. If it fails, close and call `Lab.ended`.
    case startTLS(Int)
    /// End the connection in order (FIN) once everything written so far has left.
    case close(Int)
    /// Reset the connection at once (RST).
    case abort(Int)
    /// A remark of a rule's `note`, one sentence for the transcript. Nothing is sent.
    case note(Int, String)

    package var connection: Int {
        switch self {
        case .write(let connection, _), .startTLS(let connection), .close(let connection),
            .abort(let connection), .note(let connection, _):
            connection
        }
    }
}
