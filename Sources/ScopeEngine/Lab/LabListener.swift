import NIOCore
import SMTPLab
import SMTPTrace

/// The lab opened to real clients over TCP, many at once.
package final class LabListener: Sendable {
    /// One thing that happened, for the log.
    package struct Line: Hashable, Sendable {
        /// Since the listener was made.
        package var at: Duration
        /// Counts connections from 1.
        package var connection: Int
        /// One sentence without a full stop. Texts of clients are not in it.
        package var text: String
    }

    private struct House {
        var server: LabServer
        var authority: LabAuthority
    }

    private let listening: ListeningPort<House>
    /// Where it listens, with the port that was found if 0 was asked for.
    package var address: String { listening.address }
    package var port: Int { listening.number }
    /// The root of the lab's authority in PEM, for clients that want to verify.
    package let authorityPEM: [UInt8]

    /// Listens at once. Only a loopback address keeps strangers out: choosing another is the
    /// user's decision. `log` and `note` are called on the listener's own thread; `note` gets every
    /// fact of every connection, as its client would record it.
    package init(
        _ scenario: LabScenario, host: String = "127.0.0.1", port: Int, seed: UInt64 = 1,
        note: (@Sendable (TraceEvent) -> Void)? = nil, log: @escaping @Sendable (Line) -> Void
    ) throws(EngineError) {
        let start = NIODeadline.now()
        listening = try ListeningPort(host: host, port: port) { loop in
            let authority = try LabAuthority()
            let server = LabServer(scenario, seed: seed, authority: authority, on: loop)
            server.tell = { connection, note in
                let at = Duration(NIODeadline.now() - start)
                log(Line(at: at, connection: connection, text: note.sentence))
            }
            return House(server: server, authority: authority)
        } handler: { house, channel in
            let client = channel.remoteAddress?.ipAddress ?? "unknown"
            return house.server.makeHandler(client: client) { connection in
                note.map {
                    ServerTracing(
                        connection: connection, of: channel,
                        speaking: house.server.scenario.isLMTP ? .lmtp : .smtp, start: start,
                        note: $0)
                }
            }
        }
        authorityPEM = try listening.value { $0.authority.root.pem }
    }

    /// Returns when the listener was closed.
    package func wait() { listening.wait() }

    /// Listens no longer, so that `wait` returns.
    package func stop() { listening.stop() }

    /// Ends all connections and waits for the thread to end.
    package func shutDown() { listening.shutDown() }
}

extension LabServer.Note {
    fileprivate var sentence: String {
        switch self {
        case .accepted(let client): "connection from \(client)"
        case .remark(let text): text
        case .tlsFailed(let text): "TLS failed: \(text)"
        case .ended: "connection ended"
        }
    }
}
