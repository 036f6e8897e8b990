import NIOCore
import SMTPTrace

/// One client's channel of a served recording: octets to the machine, its answers back, with the
/// latencies of then if they are wanted.
final class ServedHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Asks what a command gets; the answer may come on any thread.
    typealias Ask = (
        _ command: String, _ usual: String, _ answer: @escaping @Sendable (String) -> Void
    ) -> Void

    private var session: ServedSession
    private let isImplicitTLS: Bool
    private let pace: Double?
    private var tracing: Tracing?
    private let makeTLS: () throws(EngineError) -> TLSMachine
    private let ask: Ask
    private let tell: (String) -> Void
    private var waiting: [ServedAction] = []
    private var isHeld = false
    private var hasOpened = false
    private var context: ChannelHandlerContext?

    init(
        _ session: ServedSession, pace: Double?, tracing: Tracing?,
        makeTLS: @escaping () throws(EngineError) -> TLSMachine, ask: @escaping Ask,
        tell: @escaping (String) -> Void
    ) {
        self.session = session
        isImplicitTLS = session.isSecure
        self.pace = pace
        self.tracing = tracing
        self.makeTLS = makeTLS
        self.ask = ask
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
        tracing?.begin()
        if isImplicitTLS { startTLS() } else { perform(session.open()) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let octets = Array(unwrapInboundIn(data).readableBytesView)[...]
        tracing?.said(octets, byClient: true)
        perform(session.receive(octets))
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed {
            tracing?.end(.closedByUs)
            close()
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        tracing?.end(.closedByUs)
        tell("connection ended")
    }

    // MARK: Actions

    private func perform(_ actions: [ServedAction]) {
        waiting += actions
        proceed()
    }

    private func proceed() {
        while !isHeld, !waiting.isEmpty {
            switch waiting.removeFirst() {
            case .write(let octets, let latency):
                if let pace, latency > .zero {
                    hold(octets, latency / pace)
                } else {
                    send(octets)
                }
            case .startTLS: startTLS()
            case .close:
                tracing?.end(.closedByServer)
                close()
            case .abort:
                tracing?.end(.reset)
                abort()
            case .ask(let command, let usual): hold(until: command, usual)
            case .decided(let decision, let command, let like):
                tell(
                    "\(decision.rawValue): \(command)"
                        + (like.isEmpty ? "" : ", answered as \(like)"))
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

    /// Nothing more is done until somebody said what the command gets.
    private func hold(until command: String, _ usual: String) {
        guard let context else { return }
        isHeld = true
        let loop = context.eventLoop
        let bound = NIOLoopBound(self, eventLoop: loop)
        ask(command, usual) { answer in
            loop.execute {
                bound.value.isHeld = false
                bound.value.tell("answered by hand: \(answer)")
                bound.value.perform(bound.value.session.answered(Array(answer.utf8)))
            }
        }
    }

    private func send(_ octets: [UInt8]) {
        guard let context else { return }
        tracing?.said(octets[...], byClient: false)
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
                case .secured(let machine):
                    self.tell("TLS is on")
                    self.tracing?.secured(machine)
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

extension ServedHandler {
    /// What the connection's client would record, told as it happens.
    struct Tracing {
        private var trace: ServedTrace
        private let certificate: Certificate
        private let start: NIODeadline
        private let note: @Sendable (TraceEvent) -> Void
        private var isOver = false

        init(
            trace: ServedTrace, certificate: Certificate, start: NIODeadline,
            note: @escaping @Sendable (TraceEvent) -> Void
        ) {
            self.trace = trace
            self.certificate = certificate
            self.start = start
            self.note = note
        }

        private var now: Duration { Duration(NIODeadline.now() - start) }

        mutating func begin() { trace.taken().forEach(note) }

        mutating func said(_ octets: ArraySlice<UInt8>, byClient: Bool) {
            trace.said(octets, byClient: byClient, at: now).forEach(note)
        }

        /// With the certificate that we showed; whether the client trusts it is not known here.
        mutating func secured(_ machine: TLSMachine) {
            var report = machine.report(at: 0)
            report.chain = [certificate]
            report.chainProblem = nil
            report.nameMatches = true
            trace.secured(report, at: now).forEach(note)
        }

        /// Only the first end counts.
        mutating func end(_ how: Ending.How) {
            guard !isOver else { return }
            isOver = true
            trace.ended(how, at: now).forEach(note)
        }
    }
}
