import Glibc
import NIOCore
import NIOPosix

/// A TCP port that is listened on. All its connections, and what they share, live on one thread.
final class ListeningPort<Shared>: Sendable {
    /// Where it listens, with the port that was found if 0 was asked for.
    let address: String
    let number: Int
    private let group: MultiThreadedEventLoopGroup
    private let channel: any Channel
    private let shared: NIOLoopBound<Shared>

    /// Listens at once. Both closures are called on the thread of the connections: the first
    /// before there are any, the second for each.
    init(
        host: String, port: Int,
        sharing make: @escaping @Sendable (any EventLoop) throws -> Shared,
        handler: @escaping @Sendable (Shared, any Channel) -> some ChannelHandler
    ) throws(EngineError) {
        signal(SIGPIPE, SIG_IGN)
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.next()
        do {
            let shared = try loop.submit { NIOLoopBound(try make(loop), eventLoop: loop) }.wait()
            self.shared = shared
            channel = try ServerBootstrap(group: group)
                .serverChannelOption(.backlog, value: 128)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .childChannelOption(.allowRemoteHalfClosure, value: true)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(
                            handler(shared.value, channel))
                    }
                }
                .bind(to: SocketAddress.makeAddressResolvingHost(host, port: port)).wait()
        } catch {
            try? group.syncShutdownGracefully()
            throw EngineError(
                .cannotListen, "Cannot listen on \(host) port \(port): \(Self.reason(error)).")
        }
        address = channel.localAddress?.shown ?? "\(host):\(port)"
        number = channel.localAddress?.port ?? port
    }

    private static func reason(_ error: any Error) -> String {
        if let error = error as? IOError { return String(cString: strerror(error.errnoCode)) }
        return "\(error)"
    }

    /// Something of what the connections share, asked for from any other thread.
    func value<Value: Sendable>(
        _ of: @escaping @Sendable (Shared) -> Value
    ) throws(EngineError) -> Value {
        let shared = shared
        do {
            return try group.next().submit { of(shared.value) }.wait()
        } catch {
            throw EngineError(.cannotListen, "The port was closed: \(error).")
        }
    }

    /// Returns when the port was closed.
    func wait() { try? channel.closeFuture.wait() }

    /// Listens no longer, so that `wait` returns.
    func stop() { channel.close(promise: nil) }

    /// Ends all connections and waits for the thread to end.
    func shutDown() {
        try? channel.close().wait()
        try? group.syncShutdownGracefully()
    }
}
