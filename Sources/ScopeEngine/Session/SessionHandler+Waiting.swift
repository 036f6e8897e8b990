import NIOCore
import SMTPCore
import SMTPTrace

/// One clock for what is waited for now (RFC 5321 §4.5.3.2).
extension SessionHandler {
    private var currentWait: Wait? {
        if tls != nil, !isSecure { return .handshake }
        guard let awaited = conversation.awaited else { return nil }
        return awaited.number == 0 ? .greeting : .reply(to: awaited.name)
    }

    /// Something was answered: what waits next gets a term of its own.
    func restartClock() {
        wait = nil
        due = nil
    }

    func updateClock() {
        let current = hasEnded ? nil : currentWait
        guard current != wait || due == nil && current != nil else { return }
        guard current != wait || !isTold else { return }
        wait = current
        isTold = false
        setDue()
    }

    /// Another term for the same wait.
    func keepWaiting() {
        isTold = false
        setDue()
        resumeReading()
    }

    /// By a clock of somebody else's; ours goes on.
    func tellOverdue(_ wait: Wait, after time: Duration) {
        showPartialLine()
        if !hasEnded { tell(.overdue(currentWait ?? wait, after: time)) }
    }

    func stopClock() {
        clock?.task.cancel()
        clock = nil
        due = nil
    }

    private var now: NIODeadline { context?.eventLoop.now ?? .now() }

    private func setDue() {
        guard let wait, let limit = setup.patience.limit(of: wait) else {
            due = nil
            return
        }
        let due = now + TimeAmount(limit)
        self.due = due
        // A task that comes earlier looks again; only a later one must be replaced.
        if let clock, clock.at <= due { return }
        schedule(due)
    }

    private func schedule(_ at: NIODeadline) {
        clock?.task.cancel()
        clock = later(at - now) { $0.ring() }.map { ($0, at) }
    }

    private func ring() {
        clock = nil
        guard let due, let wait else { return }
        guard now >= due else { return schedule(due) }
        self.due = nil
        isTold = true
        tell(.overdue(wait, after: setup.patience.limit(of: wait) ?? .zero))
        guard setup.patience.givesUp else { return }
        if let tls, wait == .handshake { tls.giveUp() }
        end(as: .timedOut(wait))
    }
}
