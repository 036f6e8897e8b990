import NIOCore
import SMTPTrace

/// One client's channel of the lab: octets to the machine and back.
final class LabChannelHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let connection: Int
    /// The client's address, or "memory".
    let client: String
    /// Tells the other end of a stream in memory of a reset, which such a stream cannot carry.
    var hasAborted: () -> Void = {}
    private let server: LabServer
    private var tracing: ServerTracing?
    private var context: ChannelHandlerContext?
    private var hasOpened = false

    init(
        _ server: LabServer, connection: Int, client: String, tracing: ServerTracing? = nil
    ) {
        self.tracing = tracing
        self.server = server
        self.connection = connection
        self.client = client
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
        server.opened(self)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let octets = Array(unwrapInboundIn(data).readableBytesView)
        tracing?.said(octets[...], byClient: true)
        server.received(octets, on: connection)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard let event = event as? ChannelEvent, event == .inputClosed else { return }
        tracing?.end(.closedByUs)
        close()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        tracing?.end(.closedByUs)
        server.closed(connection)
    }

    // MARK: What the machine wants

    func send(_ octets: [UInt8]) {
        guard let context else { return }
        tracing?.said(octets[...], byClient: false)
        let buffer = context.channel.allocator.buffer(bytes: octets)
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }

    func close() {
        guard let context else { return }
        tracing?.end(.closedByServer)
        context.closeWhenSent()
    }

    func abort() {
        guard let context else { return }
        tracing?.end(.reset)
        hasAborted()
        context.channel.discardOnClose()
        context.close(promise: nil)
    }

    func startTLS(
        _ machine: TLSMachine, showing certificate: Certificate
    ) throws(EngineError) {
        guard let context else { return }
        let handler = TLSHandler(machine) { outcome in
            switch outcome {
            case .secured(let machine):
                self.tracing?.secured(machine, showing: certificate)
                self.server.secured(self)
            case .failed(let failure, _):
                self.server.tlsFailed(failure.text, on: self.connection)
                self.context?.close(promise: nil)
            }
        }
        do {
            try context.pipeline.syncOperations.addHandler(handler, position: .first)
        } catch {
            throw EngineError(.system, "TLS cannot be put into the connection: \(error)")
        }
    }
}

@available(*, unavailable)
extension LabChannelHandler: Sendable {}
