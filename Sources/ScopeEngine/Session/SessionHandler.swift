import NIOCore
import SMTPCore
import SMTPTrace

/// One connection on its event loop: the client's machine, its clocks and its facts. It stands
/// last in the pipeline; TLS is put in front of it.
final class SessionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What a connection needs to know from outside.
    struct Setup {
        /// Counts connections of the session, from 1.
        var number: Int
        var dialect = Conversation.Dialect.smtp
        var patience = Patience()
        var wantsImplicitTLS = false
        /// Whether TLS comes before anything else, by STARTTLS.
        var wantsSTARTTLS = false
        /// What EHLO says then; nil for the address we talk from.
        var helloName: String?
        var verify = ConnectOptions.VerifyDemand.off
        var shakesHandsWhenGranted = true
        /// Whether the server can answer while this loop does nothing but look.
        var keepsVigil = false
        var purpose = TLSMachine.Purpose()
        /// Makes the context when TLS begins.
        var makeContext: () throws(EngineError) -> TLSContext
        /// Seconds since 1970-01-01 UTC.
        var wallClock: () -> Int64
        /// The program at the other end.
        var program: ChildProcess?
        /// Whether the receiver of the facts cannot follow.
        var isBehind: @Sendable () -> Bool = { false }
        var hasEnded: (SessionHandler) -> Void = { _ in }
    }

    /// What the last error of the socket means for the end.
    enum Trouble {
        case reset
        case failed(String)
    }

    /// Why reading is paused.
    enum Pause { case flooded, behind }

    var setup: Setup
    let reporter: Reporter
    var conversation: Conversation
    var splitter = LineSplitter()
    var context: ChannelHandlerContext?
    var tls: TLSHandler?
    var isSecure = false
    /// Nil where nothing is said by itself, and when it was said.
    var securing: Securing?
    var hasStarted = false
    var hasEnded = false
    /// We said that nothing more will come.
    var isHalfClosed = false
    var trouble: Trouble?
    var writes = 0
    var reads = 0
    var vigil = Vigil()
    /// Redacted, at most 256.
    var lastSent: [UInt8] = []
    /// The name of the secret that the login which is done now needs; nil while one is typed.
    var loginSecret: String?
    var identities = ActedIdentity()

    var unsolicited = 0
    var pause: Pause?
    var isReadPending = false
    var partialTask: Scheduled<Void>?
    /// Lines of the reply that is growing, beyond which they are only counted.
    var replyLines = 0
    var heldLine: ReceivedOctets?

    var wait: Wait?
    var due: NIODeadline?
    /// Whether it was told that the clock ran out.
    var isTold = false
    var clock: (task: Scheduled<Void>, at: NIODeadline)?
    /// The program's status is waited for so long after its output ended.
    static let exitGrace = TimeAmount.seconds(2)

    init(_ setup: Setup, _ reporter: Reporter) {
        self.setup = setup
        self.reporter = reporter
        conversation = Conversation(dialect: setup.dialect)
        securing = setup.wantsSTARTTLS ? .greeting : nil
    }

    func tell(_ fact: Fact) { reporter.tell(fact, of: setup.number) }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { start() }
    }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelActive(context: ChannelHandlerContext) {
        start()
        context.fireChannelActive()
    }

    private func start() {
        guard !hasStarted else { return }
        hasStarted = true
        if setup.wantsImplicitTLS { beginTLS() } else { updateClock() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(trouble)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        note(error)
        context.close(promise: nil)
    }

    /// Keeps what an error of the socket means; the end itself tells it.
    func note(_ error: any Error) {
        guard trouble == nil else { return }
        if let error = error as? IOError {
            trouble = Trouble(errno: error.errnoCode)
        } else if let error = error as? EngineError {
            trouble = .failed(error.description)
        } else if let error = error as? ChannelError,
            [.ioOnClosedChannel, .outputClosed].contains(error)
        {
            return
        } else {
            trouble = .failed("\(error)")
        }
    }

    /// Runs later on this connection's loop, unless it has ended by then.
    func later(
        _ delay: TimeAmount, _ body: @escaping (SessionHandler) -> Void
    ) -> Scheduled<Void>? {
        guard let context else { return nil }
        let bound = NIOLoopBound((self, body), eventLoop: context.eventLoop)
        return context.eventLoop.scheduleTask(in: delay) {
            let (handler, body) = bound.value
            if !handler.hasEnded { body(handler) }
        }
    }
}

@available(*, unavailable)
extension SessionHandler: Sendable {}
