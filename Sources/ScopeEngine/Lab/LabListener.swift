import Glibc
import NIOCore
import NIOPosix
import SMTPLab

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

    private let group: MultiThreadedEventLoopGroup
    private let channel: any Channel
    /// Where it listens, with the port that was found if 0 was asked for.
    package let address: String
    package let port: Int
    /// The root of the lab's authority in PEM, for clients that want to verify.
    package let authorityPEM: [UInt8]

    /// Listens at once. Only a loopback address keeps strangers out: choosing another is the
    /// user's decision. `log` is called on the listener's own thread.
    package init(
        _ scenario: LabScenario, host: String = "127.0.0.1", port: Int, seed: UInt64 = 1,
        log: @escaping @Sendable (Line) -> Void
    ) throws(EngineError) {
        signal(SIGPIPE, SIG_IGN)
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.next()
        do {
            let made = try loop.submit {
                try Self.makeServer(scenario, seed, log, on: loop)
            }.wait()
            authorityPEM = made.pem
            channel = try Self.bootstrap(made.server, on: group)
                .bind(to: SocketAddress.makeAddressResolvingHost(host, port: port)).wait()
        } catch {
            try? group.syncShutdownGracefully()
            throw EngineError(
                .cannotListen, "Cannot listen on \(host) port \(port): \(Self.reason(error)).")
        }
        address = channel.localAddress?.shown ?? "\(host):\(port)"
        self.port = channel.localAddress?.port ?? port
    }

    private struct Made: Sendable {
        var server: NIOLoopBound<LabServer>
        var pem: [UInt8]
    }

    private static func makeServer(
        _ scenario: LabScenario, _ seed: UInt64, _ log: @escaping @Sendable (Line) -> Void,
        on loop: any EventLoop
    ) throws(EngineError) -> Made {
        let authority = try LabAuthority()
        let server = LabServer(scenario, seed: seed, authority: authority, on: loop)
        let start = NIODeadline.now()
        server.tell = { connection, note in
            let at = Duration(NIODeadline.now() - start)
            log(Line(at: at, connection: connection, text: note.sentence))
        }
        return Made(server: NIOLoopBound(server, eventLoop: loop), pem: authority.root.pem)
    }

    private static func bootstrap(
        _ server: NIOLoopBound<LabServer>, on group: MultiThreadedEventLoopGroup
    ) -> ServerBootstrap {
        ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 128)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let client = channel.remoteAddress?.ipAddress ?? "unknown"
                    try channel.pipeline.syncOperations.addHandler(
                        server.value.makeHandler(client: client))
                }
            }
    }

    private static func reason(_ error: any Error) -> String {
        if let error = error as? IOError { return String(cString: strerror(error.errnoCode)) }
        return "\(error)"
    }

    /// Returns when the listener was closed.
    package func wait() { try? channel.closeFuture.wait() }

    /// Ends all connections and waits for the thread to end.
    package func shutDown() {
        try? channel.close().wait()
        try? group.syncShutdownGracefully()
    }
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
