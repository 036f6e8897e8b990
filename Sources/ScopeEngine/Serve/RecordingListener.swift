import NIOCore
import SMTPLab
import SMTPTrace

/// A recording served to real clients: the n-th connection gets the n-th recorded one, later ones
/// the last.
package final class RecordingListener: Sendable {
    /// One thing that happened, for the log. Commands are made visible.
    package typealias Log = @Sendable (_ connection: Int, _ sentence: String) -> Void

    package typealias Ask =
        @Sendable (
            _ connection: Int, _ command: String, _ usual: String,
            _ answer: @escaping @Sendable (String) -> Void
        ) -> Void

    private let listening: ListeningPort<Shelf>
    /// Where it listens, with the port that was found if 0 was asked for.
    package var address: String { listening.address }

    /// How a recording is served, and what is told of it. Both are called on the listener's own
    /// thread.
    package struct Plan: Sendable {
        package var options = ServedOptions()
        /// How many times as fast as then the answers come; nil is at once.
        package var pace: Double?
        /// The certificate the recorded server showed; a look-alike is shown for it.
        package var certificate: Certificate?
        package var log: Log
        /// Rules laid over the recording, the first that fits first, and what each is called in the
        /// log.
        package var rules: [(rule: LabRule, name: String)] = []
        /// For rules with odds.
        package var seed = UInt64(1)
        /// Asks somebody what a command gets; the answer, without line ending and empty for what is
        /// usual, may come at any time on any thread. Nil gives what servers usually say.
        package var ask: Ask?
        /// Every fact of every connection, as its client would record it; nil if nobody wants it.
        package var note: (@Sendable (TraceEvent) -> Void)?

        package init(log: @escaping Log) {
            self.log = log
        }
    }

    /// Listens at once. `talks` must not be empty.
    package init(
        _ talks: [ServedTalk], _ plan: Plan, host: String, port: Int
    ) throws(EngineError) {
        listening = try ListeningPort(host: host, port: port) { _ in
            try Shelf(talks, plan)
        } handler: { shelf, channel in
            shelf.handler(for: channel)
        }
    }

    /// Returns when the listener was closed.
    package func wait() { listening.wait() }

    /// Listens no longer, so that `wait` returns.
    package func stop() { listening.stop() }

    /// Ends all connections and waits for the thread to end.
    package func shutDown() { listening.shutDown() }

    /// What all connections share; stays on the event loop.
    private final class Shelf {
        private let talks: [ServedTalk]
        private let plan: Plan
        private let tls: TLSContext
        private let certificate: Certificate
        private let start = NIODeadline.now()
        private var book: RuleBook
        private var connections = 0

        init(_ talks: [ServedTalk], _ plan: Plan) throws(EngineError) {
            self.talks = talks
            self.plan = plan
            book = RuleBook(plan.rules.map(\.rule), seed: plan.seed)
            let identity = try LabAuthority.lookAlike(plan.certificate)
            certificate = Certificate(identity.certificate.pointer)
            tls = try TLSContext(serving: identity, from: .tls10, to: .tls13)
        }

        func handler(for channel: any Channel) -> ServedHandler {
            connections += 1
            let number = connections
            let client = channel.remoteAddress?.ipAddress ?? ""
            let (plan, tls) = (plan, tls)
            var options = plan.options
            options.isJudged = !plan.rules.isEmpty
            plan.log(number, "connection from \(client)")
            let tracing = plan.note.map { note in
                ServerTracing(connection: number, of: channel, start: start, note: note)
            }
            return ServedHandler(
                ServedSession(
                    talks[min(number, talks.count) - 1], client: client, options: options),
                pace: plan.pace, certificate: certificate, tracing: tracing,
                makeTLS: { () throws(EngineError) in try TLSMachine(tls, TLSMachine.Purpose()) },
                ask: { command, usual, answer in
                    guard let ask = plan.ask else { return answer("") }
                    ask(number, command, usual, answer)
                }, judge: { self.rule(for: $0, connection: number, client: client) },
                tell: { plan.log(number, $0) })
        }

        private func rule(
            for occasion: ServedOccasion, connection: Int, client: String
        ) -> (rule: LabRule, name: String)? {
            let index = book.firstIndex(
                for: Occasion(occasion),
                of: RuleParty(occasion, connection: connection, client: client),
                at: Duration(NIODeadline.now() - start))
            return index.map { plan.rules[$0] }
        }
    }
}
