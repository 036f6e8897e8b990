import NIOCore
import SMTPLab
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

    /// The rule that an occasion calls for, and what it is called in the log.
    typealias Judge = (ServedOccasion) -> (rule: LabRule, name: String)?

    /// So much may wait while an answer is held back.
    private static let unreadLimit = 1 << 20

    private var session: ServedSession
    private let isImplicitTLS: Bool
    private let certificate: Certificate
    private let pace: Double?
    private var tracing: ServerTracing?
    private let makeTLS: () throws(EngineError) -> TLSMachine
    private let ask: Ask
    private let judge: Judge
    private let tell: (String) -> Void
    private var voice = ServedVoice()
    private var waiting: [ServedAction] = []
    /// What came while an answer was held back.
    private var unread: [UInt8] = []
    private var isHeld = false
    private var hasOpened = false
    private var context: ChannelHandlerContext?

    init(
        _ session: ServedSession, pace: Double?, certificate: Certificate,
        tracing: ServerTracing?,
        makeTLS: @escaping () throws(EngineError) -> TLSMachine, ask: @escaping Ask,
        judge: @escaping Judge, tell: @escaping (String) -> Void
    ) {
        self.session = session
        isImplicitTLS = session.isSecure
        self.pace = pace
        self.certificate = certificate
        self.tracing = tracing
        self.makeTLS = makeTLS
        self.ask = ask
        self.judge = judge
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
        guard isHeld else { return perform(session.receive(octets)) }
        unread += octets
        if unread.count > Self.unreadLimit { abort() }
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
        waiting += voice.spoken(actions)
        proceed()
    }

    private func proceed() {
        while !isHeld, !waiting.isEmpty {
            switch waiting.removeFirst() {
            case .write(let octets, let latency):
                if let pace, latency > .zero {
                    hold(latency / pace) { $0.send(octets) }
                } else {
                    send(octets)
                }
            case .pause(let duration): hold(duration) { _ in }
            case .startTLS: startTLS()
            case .close:
                tracing?.end(.closedByServer)
                close()
            case .abort:
                tracing?.end(.reset)
                abort()
            case .ask(let command, let usual): hold(until: command, usual)
            case .judge(let occasion): decide(on: occasion)
            case .remark(let sentence): tell(sentence)
            case .decided(let decision, let command, let like):
                tell(
                    "\(decision.rawValue): \(command)"
                        + (like.isEmpty ? "" : ", answered as \(like)"))
            }
        }
    }

    /// What a rule says comes in place of what was recorded, or beside it.
    private func decide(on occasion: ServedOccasion) {
        if let (rule, name) = judge(occasion) {
            tell("rule: \(name)")
            let recorded = session.judged(rule.judgement)
            if rule.endsTheTalk { session.fallSilent() }
            waiting += voice.play(rule, recorded)
        } else {
            waiting += voice.spoken(session.judged(nil))
        }
        waiting += voice.spoken(session.receive([]))
    }

    /// Does nothing more for so long, then this and what waited.
    private func hold(_ duration: Duration, _ then: @escaping @Sendable (ServedHandler) -> Void) {
        guard let context else { return }
        isHeld = true
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: TimeAmount(duration)) {
            then(bound.value)
            bound.value.goOn()
        }
    }

    private func goOn() {
        isHeld = false
        proceed()
        guard !isHeld, !unread.isEmpty else { return }
        let octets = unread
        unread = []
        perform(session.receive(octets[...]))
    }

    /// Nothing more is done until somebody said what the command gets.
    private func hold(until command: String, _ usual: String) {
        guard let context else { return }
        isHeld = true
        let loop = context.eventLoop
        let bound = NIOLoopBound(self, eventLoop: loop)
        ask(command, usual) { answer in
            loop.execute { bound.value.answered(answer, usual) }
        }
    }

    private func answered(_ answer: String, _ usual: String) {
        tell("answered by hand: \(answer.isEmpty ? usual : answer)")
        waiting += voice.spoken(session.answered(Array(answer.utf8)))
        goOn()
    }

    private func send(_ octets: [UInt8]) {
        guard let context else { return }
        tracing?.said(octets[...], byClient: false)
        let buffer = context.channel.allocator.buffer(bytes: octets)
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }

    private func close() { context?.closeWhenSent() }

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
                    self.tracing?.secured(machine, showing: self.certificate)
                    self.perform(self.session.secured())
                    if self.isImplicitTLS { self.perform(self.session.open()) }
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
