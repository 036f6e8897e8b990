import NIOCore
import SMTPLab
import SMTPTrace

/// The lab's machine with real octets and a real clock, for any number of channels. Stays on one
/// event loop.
final class LabServer {
    /// What happened, for a log.
    enum Note {
        case accepted(String)
        case remark(String)
        case tlsFailed(String)
        case ended
    }

    let scenario: LabScenario
    private let loop: any EventLoop
    private let authority: LabAuthority
    private var lab: Lab
    private var channels: [Int: LabChannelHandler] = [:]
    private var connections = 0
    /// How far the lab's clock is ahead of ours.
    private(set) var ahead = Duration.zero
    private var timer: (task: Scheduled<Void>, at: Duration)?
    private var context: (tls: TLSContext, certificate: Certificate)?
    var tell: (Int, Note) -> Void = { _, _ in }

    init(
        _ scenario: LabScenario, seed: UInt64, authority: LabAuthority, on loop: any EventLoop
    ) {
        self.scenario = scenario
        self.authority = authority
        self.loop = loop
        lab = Lab(scenario: scenario, seed: seed) { Digest.hmacMD5(key: $0, data: $1) }
    }

    /// What arrived, oldest first.
    var letters: [Letter] { lab.letters }

    private var now: Duration {
        .nanoseconds(Int64(NIODeadline.now().uptimeNanoseconds)) + ahead
    }

    /// The handler to put into a client's channel; it must be added on this loop.
    /// `tracing` gives what tells the facts of a connection, or nil.
    func makeHandler(
        client: String,
        tracing: (_ connection: Int) -> ServerTracing? = { _ in nil }
    ) -> LabChannelHandler {
        connections += 1
        return LabChannelHandler(
            self, connection: connections, client: client, tracing: tracing(connections))
    }

    // MARK: From the channels

    func opened(_ handler: LabChannelHandler) {
        channels[handler.connection] = handler
        tell(handler.connection, .accepted(handler.client))
        perform(lab.accept(connection: handler.connection, client: handler.client, at: now))
    }

    func received(_ octets: [UInt8], on connection: Int) {
        perform(lab.receive(octets[...], on: connection, at: now))
    }

    func secured(_ handler: LabChannelHandler) {
        perform(lab.secured(handler.connection, at: now))
    }

    func tlsFailed(_ text: String, on connection: Int) { tell(connection, .tlsFailed(text)) }

    func closed(_ connection: Int) {
        guard channels.removeValue(forKey: connection) != nil else { return }
        lab.ended(connection)
        tell(connection, .ended)
        updateTimer()
    }

    // MARK: Time

    /// Moves the lab's clock; nil moves it to the next thing that is held back, and never to where
    /// the lab loses its patience with a client. Gives how far it moved; nil where nothing is held
    /// back.
    func skip(_ step: Duration?) -> Duration? {
        guard let step = step ?? lab.nextDelivery.map({ max(.zero, $0 - now) }) else { return nil }
        ahead += step
        perform(lab.advance(to: now))
        return step
    }

    private func updateTimer() {
        guard let next = lab.nextDeadline else {
            timer?.task.cancel()
            timer = nil
            return
        }
        if let timer, timer.at == next { return }
        timer?.task.cancel()
        let bound = NIOLoopBound(self, eventLoop: loop)
        let delay = TimeAmount(max(.zero, next - now))
        let task = loop.scheduleTask(in: delay) { bound.value.ring() }
        timer = (task, next)
    }

    private func ring() {
        timer = nil
        perform(lab.advance(to: now))
    }

    // MARK: Actions

    private func perform(_ actions: [LabAction]) {
        for action in actions {
            switch action {
            case .write(let connection, let octets): channels[connection]?.send(octets)
            case .startTLS(let connection): startTLS(connection)
            case .close(let connection): channels[connection]?.close()
            case .abort(let connection): channels[connection]?.abort()
            case .note(let connection, let text): tell(connection, .remark(text))
            }
        }
        updateTimer()
    }

    private func startTLS(_ connection: Int) {
        guard let handler = channels[connection] else { return }
        do throws(EngineError) {
            let (tls, certificate) = try tlsContext()
            try handler.startTLS(TLSMachine(tls, TLSMachine.Purpose()), showing: certificate)
        } catch {
            tell(connection, .tlsFailed(error.description))
            handler.close()
        }
    }

    private func tlsContext() throws(EngineError) -> (tls: TLSContext, certificate: Certificate) {
        if let context { return context }
        let identity = try authority.identity(scenario.certificate)
        let tls = try TLSContext(
            serving: identity, from: ConnectOptions.TLSVersion(scenario.tls.minimum),
            to: ConnectOptions.TLSVersion(scenario.tls.maximum))
        let made = (tls, Certificate(identity.certificate.pointer))
        context = made
        return made
    }

    /// Ends all connections.
    func closeAll() {
        for handler in channels.values { handler.close() }
        timer?.task.cancel()
        timer = nil
    }
}

extension ConnectOptions.TLSVersion {
    fileprivate init(_ version: LabTLS.Version) {
        self =
            switch version {
            case .tls10: .tls10
            case .tls11: .tls11
            case .tls12: .tls12
            case .tls13: .tls13
            }
    }
}

@available(*, unavailable)
extension LabServer: Sendable {}
