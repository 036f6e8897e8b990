import NIOCore
import SMTPTrace

/// One client's channel of a served recording: octets to the machine, its answers back, with the
/// latencies of then if they are wanted.
final class ServedHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var session: ServedSession
    private let isImplicitTLS: Bool
    private let keepsPace: Bool
    private let makeTLS: () throws(EngineError) -> TLSMachine
    private let tell: (String) -> Void
    private var waiting: [ServedAction] = []
    private var isHeld = false
    private var hasOpened = false
    private var context: ChannelHandlerContext?

    init(
        _ talk: ServedTalk, client: String, keepsPace: Bool,
        makeTLS: @escaping () throws(EngineError) -> TLSMachine, tell: @escaping (String) -> Void
    ) {
        session = ServedSession(talk, client: client)
        isImplicitTLS = talk.isImplicitTLS
        self.keepsPace = keepsPace
        self.makeTLS = makeTLS
        self.tell = tell
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { open() }
    }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelActive(context: ChannelHandlerContext) { open() }

    private func open() {
        guard !hasOpened else { return }
        hasOpened = true
        if isImplicitTLS { startTLS() } else { perform(session.open()) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        perform(session.receive(Array(unwrapInboundIn(data).readableBytesView)[...]))
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed { close() }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { tell("connection ended") }

    // MARK: Actions

    private func perform(_ actions: [ServedAction]) {
        waiting += actions
        proceed()
    }

    private func proceed() {
        while !isHeld, !waiting.isEmpty {
            switch waiting.removeFirst() {
            case .write(let octets, let latency):
                if keepsPace, latency > .zero { hold(octets, latency) } else { send(octets) }
            case .startTLS: startTLS()
            case .close: close()
            case .abort: abort()
            case .decided(let decision, let command): tell("\(decision.rawValue): \(command)")
            }
        }
    }

    private func hold(_ octets: [UInt8], _ latency: Duration) {
        guard let context else { return }
        isHeld = true
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: TimeAmount(latency)) {
            bound.value.isHeld = false
            bound.value.send(octets)
            bound.value.proceed()
        }
    }

    private func send(_ octets: [UInt8]) {
        guard let context else { return }
        let buffer = context.channel.allocator.buffer(bytes: octets)
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }

    private func close() {
        guard let context else { return }
        // Behind what still waits to leave.
        let done = context.eventLoop.makePromise(of: Void.self)
        done.futureResult.assumeIsolated().whenComplete { _ in
            self.context?.close(promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: done)
    }

    private func abort() {
        context?.channel.discardOnClose()
        context?.close(promise: nil)
    }

    private func startTLS() {
        guard let context else { return }
        do {
            let handler = TLSHandler(try makeTLS()) { outcome in
                switch outcome {
                case .secured:
                    self.tell("TLS is on")
                    let answers = self.session.secured()
                    self.perform(self.isImplicitTLS ? self.session.open() : answers)
                case .failed(let failure, _):
                    self.tell("TLS failed: \(failure.text)")
                    self.context?.close(promise: nil)
                }
            }
            try context.pipeline.syncOperations.addHandler(handler, position: .first)
        } catch {
            tell("TLS cannot be begun: \(error)")
            context.close(promise: nil)
        }
    }
}

@available(*, unavailable)
extension ServedHandler: Sendable {}
