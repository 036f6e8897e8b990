import NIOCore
import SMTPTrace

/// TLS in a channel: cipher text on the socket's side, plain text on ours, in either role.
/// It stands first in the pipeline and can be put in at any time.
final class TLSHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What the handshake came to; told once, synchronously.
    enum Outcome {
        case secured(TLSMachine)
        case failed(TLSFailure, TLSMachine)
    }

    private enum State {
        /// Plain text from our side waits for the handshake to end.
        case shaking
        case open
        /// The handshake failed, or either side said goodbye.
        case over
    }

    private static let plainTextSize = 16_384

    private let machine: TLSMachine
    private let tell: (Outcome) -> Void
    private var state = State.shaking
    private var context: ChannelHandlerContext?
    private var waiting: [(NIOAny, EventLoopPromise<Void>?)] = []

    init(_ machine: TLSMachine, tell: @escaping (Outcome) -> Void) {
        self.machine = machine
        self.tell = tell
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { shake(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        shake(context)
        context.fireChannelActive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    /// The handshake's clock ran out.
    func giveUp() {
        guard let context else { return }
        fail(TLSFailure(kind: .timedOut, text: "the handshake did not end in time"), context)
    }

    // MARK: Inbound

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        // After the end of TLS nothing more may be read as plain text.
        guard state != .over else { return }
        buffer.withUnsafeReadableBytes { machine.feed($0) }
        if state == .shaking { shake(context) }
        if state == .open { readPlainText(context) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if state == .shaking {
            fail(TLSFailure(kind: .closed, text: "the connection ended in the handshake"), context)
        }
        state = .over
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if state == .shaking, let event = event as? ChannelEvent, event == .inputClosed {
            fail(TLSFailure(kind: .closed, text: "the server closed in the handshake"), context)
        }
        context.fireUserInboundEventTriggered(event)
    }

    private func shake(_ context: ChannelHandlerContext) {
        guard state == .shaking else { return }
        let progress = machine.shake()
        flushCipherText(context)
        switch progress {
        case .shaking, .idle: break
        case .finished: open(context)
        case .closed:
            fail(TLSFailure(kind: .closed, text: "the server closed in the handshake"), context)
        case .failed(let failure): fail(failure, context)
        }
    }

    private func open(_ context: ChannelHandlerContext) {
        state = .open
        tell(.secured(machine))
        let writes = waiting
        waiting = []
        for (data, promise) in writes { write(context: context, data: data, promise: promise) }
        context.flush()
    }

    private func fail(_ failure: TLSFailure, _ context: ChannelHandlerContext) {
        guard state == .shaking else { return }
        state = .over
        for (_, promise) in waiting { promise?.fail(ChannelError.ioOnClosedChannel) }
        waiting = []
        tell(.failed(failure, machine))
    }

    private func readPlainText(_ context: ChannelHandlerContext) {
        while state == .open {
            var buffer = context.channel.allocator.buffer(capacity: Self.plainTextSize)
            var why = TLSMachine.Progress.idle
            buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.plainTextSize) {
                let (count, progress) = machine.read(into: $0)
                why = progress
                return count
            }
            flushCipherText(context)
            if buffer.readableBytes > 0 {
                context.fireChannelRead(wrapInboundOut(buffer))
                continue
            }
            switch why {
            case .idle, .shaking, .finished: return
            case .closed: end(context)
            case .failed(let failure):
                end(context)
                context.fireErrorCaught(
                    EngineError(.system, "TLS broke: \(failure.text)"))
            }
        }
    }

    /// close_notify is what FIN is in the clear: nothing more will come (RFC 8446 §6.1).
    private func end(_ context: ChannelHandlerContext) {
        state = .over
        context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    }

    // MARK: Outbound

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch state {
        case .shaking:
            waiting.append((data, promise))
        case .over:
            promise?.fail(ChannelError.ioOnClosedChannel)
        case .open:
            let buffer = unwrapOutboundIn(data)
            guard buffer.withUnsafeReadableBytes({ machine.write($0) }) else {
                promise?.fail(ChannelError.ioOnClosedChannel)
                return
            }
            let cipherText = machine.takeCipherText()
            context.write(wrapOutboundOut(ByteBuffer(bytes: cipherText)), promise: promise)
        }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if state == .open, mode != .input {
            machine.sayGoodbye()
            flushCipherText(context)
            if mode == .all { state = .over }
        }
        context.close(mode: mode, promise: promise)
    }

    private func flushCipherText(_ context: ChannelHandlerContext) {
        let cipherText = machine.takeCipherText()
        guard !cipherText.isEmpty else { return }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: cipherText)), promise: nil)
    }
}

@available(*, unavailable)
extension TLSHandler: Sendable {}
