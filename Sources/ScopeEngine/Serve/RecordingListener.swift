import Glibc
import NIOCore
import NIOPosix
import SMTPTrace

/// A recording served to real clients: the n-th connection gets the n-th recorded one, later ones
/// the last.
package final class RecordingListener: Sendable {
    /// One thing that happened, for the log. Commands are made visible.
    package typealias Log = @Sendable (_ connection: Int, _ sentence: String) -> Void

    private let group: MultiThreadedEventLoopGroup
    private let channel: any Channel
    /// Where it listens, with the port that was found if 0 was asked for.
    package let address: String

    /// Listens at once. `talks` must not be empty; `names` go into the certificate. `log` is
    /// called on the listener's own thread.
    package init(
        _ talks: [ServedTalk], names: [String], host: String, port: Int, keepsPace: Bool,
        log: @escaping Log
    ) throws(EngineError) {
        signal(SIGPIPE, SIG_IGN)
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.next()
        do {
            let shelf = try loop.submit {
                let shelf = try Shelf(talks, names: names, keepsPace: keepsPace, log: log)
                return NIOLoopBound(shelf, eventLoop: loop)
            }.wait()
            channel = try ServerBootstrap(group: group)
                .serverChannelOption(.backlog, value: 128)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .childChannelOption(.allowRemoteHalfClosure, value: true)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let client = channel.remoteAddress?.ipAddress ?? ""
                        try channel.pipeline.syncOperations.addHandler(
                            shelf.value.handler(client: client))
                    }
                }
                .bind(to: SocketAddress.makeAddressResolvingHost(host, port: port)).wait()
        } catch {
            try? group.syncShutdownGracefully()
            let reason =
                (error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(error)"
            throw EngineError(
                .cannotListen, "Cannot listen on \(host) port \(port): \(reason).")
        }
        address = channel.localAddress?.shown ?? "\(host):\(port)"
    }

    /// Returns when the listener was closed.
    package func wait() { try? channel.closeFuture.wait() }

    /// Ends all connections and waits for the thread to end.
    package func shutDown() {
        try? channel.close().wait()
        try? group.syncShutdownGracefully()
    }

    /// What all connections share; stays on the event loop.
    private final class Shelf {
        private let talks: [ServedTalk]
        private let keepsPace: Bool
        private let log: Log
        private let tls: TLSContext
        private var connections = 0

        init(
            _ talks: [ServedTalk], names: [String], keepsPace: Bool, log: @escaping Log
        ) throws(EngineError) {
            self.talks = talks
            self.keepsPace = keepsPace
            self.log = log
            tls = try TLSContext(
                serving: LabAuthority.lookAlike(names: names), from: .tls10, to: .tls13)
        }

        func handler(client: String) -> ServedHandler {
            connections += 1
            let number = connections
            let log = log
            log(number, "connection from \(client)")
            let tls = tls
            return ServedHandler(
                talks[min(number, talks.count) - 1], client: client, keepsPace: keepsPace,
                makeTLS: { () throws(EngineError) in try TLSMachine(tls, TLSMachine.Purpose()) },
                tell: { log(number, $0) })
        }
    }
}
