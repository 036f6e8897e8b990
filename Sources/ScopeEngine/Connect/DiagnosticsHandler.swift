import NIOCore
import SMTPCore

/// The standard error of a program, line by line.
final class DiagnosticsHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let tell: ([UInt8]) -> Void
    private var splitter = LineSplitter()

    /// `tell` gets lines without their ending.
    init(tell: @escaping ([UInt8]) -> Void) { self.tell = tell }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        splitter.append(unwrapInboundIn(data).readableBytesView)
        while let line = splitter.next() { tellLine(line) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let line = splitter.takePartial() { tellLine(line) }
    }

    private func tellLine(_ line: LineSplitter.Line) {
        tell(line.octets.dropLast(ASCII.endingLength(of: line.octets)))
    }
}

@available(*, unavailable)
extension DiagnosticsHandler: Sendable {}
