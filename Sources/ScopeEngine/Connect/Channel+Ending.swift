import Glibc
import NIOCore

extension Channel {
    /// Makes the next close a reset, where the transport knows such a thing; only TCP does.
    func discardOnClose() {
        guard let provider = self as? any SocketOptionProvider else { return }
        _ = provider.setSoLinger(linger(l_onoff: 1, l_linger: 0))
    }
}

extension ChannelHandlerContext {
    /// Closes behind what still waits to leave.
    func closeWhenSent() {
        let done = eventLoop.makePromise(of: Void.self)
        done.futureResult.assumeIsolated().whenComplete { _ in self.close(promise: nil) }
        writeAndFlush(NIOAny(ByteBuffer()), promise: done)
    }
}
