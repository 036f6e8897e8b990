import NIOCore
import NIOPosix
import SMTPCore
import SMTPTrace

/// Tries the addresses of one endpoint in turn until one takes the connection.
final class Connector {
    private let gate: LoopGate
    private let options: ConnectOptions
    /// What is spoken there.
    private let dialect: Conversation.Dialect
    private let tell: (Fact) -> Void
    /// Puts the session into the channel that was opened.
    private let opened: (any Channel) -> Void
    private let failed: () -> Void
    private var isCancelled = false
    private var current: (any Channel)?

    init(
        options: ConnectOptions, speaking dialect: Conversation.Dialect, through gate: LoopGate,
        tell: @escaping (Fact) -> Void,
        opened: @escaping (any Channel) -> Void, failed: @escaping () -> Void
    ) {
        self.options = options
        self.dialect = dialect
        self.gate = gate
        self.tell = tell
        self.opened = opened
        self.failed = failed
    }

    /// Nothing more will be told.
    func cancel() {
        isCancelled = true
        current?.close(promise: nil)
    }

    func connect(host: String, port: Int) {
        let isAddress = Resolver.isAddress(host)
        if !isAddress { tell(.resolving(name: host)) }
        Resolver.resolve(host, port: port, family: options.family, through: gate) { result in
            guard !self.isCancelled else { return }
            switch result {
            case .success(let addresses):
                if !isAddress {
                    let texts = addresses.map { $0.ipAddress ?? "" }
                    self.tell(.resolved(name: host, addresses: texts))
                }
                self.attempt(addresses, 0)
            case .failure(let failure):
                self.tell(.connectFailed(to: host, failure))
                self.failed()
            }
        }
    }

    func connect(socket path: String) {
        do {
            attempt([try SocketAddress(unixDomainSocketPath: path)], 0)
        } catch {
            tell(.connectFailed(to: path, ConnectFailure(error)))
            failed()
        }
    }

    private func attempt(_ addresses: [SocketAddress], _ index: Int) {
        guard index < addresses.count else { return failed() }
        let address = addresses[index]
        tell(.connecting(to: address.shown, attempt: index + 1, of: addresses.count))
        let local: SocketAddress?
        do throws(ConnectFailure) {
            local = try source(for: address)
        } catch {
            tell(.connectFailed(to: address.shown, error))
            return attempt(addresses, index + 1)
        }
        bootstrap(from: local, to: address).connect(to: address)
            .assumeIsolated().whenComplete { result in
                switch result {
                case .success(let channel):
                    guard !self.isCancelled else { return channel.close(promise: nil) }
                    self.adopt(channel, peer: address)
                case .failure(let error):
                    guard !self.isCancelled else { return }
                    let failure = ConnectFailure(error, from: local)
                    self.tell(.connectFailed(to: address.shown, failure))
                    self.attempt(addresses, index + 1)
                }
            }
    }

    private func adopt(_ channel: any Channel, peer: SocketAddress) {
        let local = channel.localAddress.map(\.shown) ?? ""
        tell(.connected(local: peer.isUNIX ? "" : local, peer: peer.shown, speaks: dialect))
        opened(channel)
    }

    /// The local address to connect from; nil leaves it to the system.
    private func source(for address: SocketAddress) throws(ConnectFailure) -> SocketAddress? {
        guard let source = options.source, !address.isUNIX else { return nil }
        guard let local = try? SocketAddress(ipAddress: source, port: 0) else {
            throw ConnectFailure(
                kind: .impossible, text: "'\(source)' is no local address to connect from")
        }
        guard local.protocol == address.protocol else {
            let kind = local.protocol == .inet ? "IPv4" : "IPv6"
            throw ConnectFailure(
                kind: .impossible, text: "\(source) is an \(kind) address, \(address.shown) is not")
        }
        return local
    }

    private func bootstrap(
        from local: SocketAddress?, to address: SocketAddress
    ) -> ClientBootstrap {
        let limit = TimeAmount(options.patience.connect)
        let bound = NIOLoopBound(self, eventLoop: gate.loop)
        let base = ClientBootstrap(group: gate.loop)
            .connectTimeout(limit)
            .channelOption(.autoRead, value: false)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelInitializer { channel in
                bound.value.current = channel
                return channel.eventLoop.makeSucceededVoidFuture()
            }
        guard !address.isUNIX else { return base }
        let bootstrap = base.channelOption(.tcpOption(.tcp_nodelay), value: 1)
        return local.map { bootstrap.bind(to: $0) } ?? bootstrap
    }
}

extension SocketAddress {
    var isUNIX: Bool {
        if case .unixDomainSocket = self { true } else { false }
    }

    /// `192.0.2.1:25`, `[2001:db8::1]:25`, or the path.
    var shown: String {
        switch self {
        case .v4: "\(ipAddress ?? ""):\(port ?? 0)"
        case .v6: "[\(ipAddress ?? "")]:\(port ?? 0)"
        case .unixDomainSocket: pathname ?? ""
        }
    }
}

@available(*, unavailable)
extension Connector: Sendable {}
