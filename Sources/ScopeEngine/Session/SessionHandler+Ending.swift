import Glibc
import NIOCore
import SMTPCore
import SMTPTrace

extension SessionHandler {
    /// The stream ended by the other side's doing.
    func end(_ trouble: Trouble?) {
        guard !hasEnded else { return }
        switch trouble {
        case nil: end(as: .closedByServer)
        case .reset: end(as: .reset)
        case .failed(let text): end(as: .failed(text))
        }
    }

    /// The connection is over; told once. Closes what is still open.
    func end(as how: Ending.How) {
        guard !hasEnded else { return }
        showRest()
        guard !hasEnded else { return }
        hasEnded = true
        let isMidCommand = (conversation.awaited?.number ?? 0) > 0 || conversation.isMidReply
        _ = conversation.ended()
        stopClock()
        partialTask?.cancel()
        let ending = Ending(how: how, lastSent: lastSent, midCommand: isMidCommand)
        context?.close(promise: nil)
        if let program = setup.program, ending.isByPeer {
            program.whenExited(within: Self.exitGrace) { status in
                var ending = ending
                if let status { ending.how = .exited(status: status) }
                self.finish(ending)
            }
        } else {
            finish(ending)
        }
    }

    private func finish(_ ending: Ending) {
        tell(.ended(ending))
        setup.program?.terminate()
        setup.hasEnded(self)
    }

    /// FIN. What could not leave yet is dropped.
    func closeByUser() { end(as: .closedByUs) }

    /// RST.
    func abortByUser() {
        context?.channel.discardOnClose()
        end(as: .resetByUs)
    }

    /// FIN for our side only.
    func halfClose() {
        guard !isHalfClosed, let context else { return }
        isHalfClosed = true
        tell(.halfClosed)
        context.close(mode: .output, promise: nil)
    }
}

extension Ending {
    fileprivate var isByPeer: Bool {
        switch how {
        case .closedByServer, .reset: true
        case .closedByUs, .resetByUs, .timedOut, .exited, .failed: false
        }
    }
}

extension SessionHandler.Trouble {
    /// Writing where nobody reads any more is what a reset looks like from our side.
    init(errno: Int32) {
        switch errno {
        case ECONNRESET, EPIPE, ECONNABORTED: self = .reset
        case ETIMEDOUT: self = .failed("the other side does not answer any more")
        default: self = .failed(String(cString: strerror(errno)))
        }
    }
}
