import NIOCore
import SMTPCore
import SMTPTrace

/// What the client of one of our servers' connections would record, told as it happens.
struct ServerTracing {
    private var trace: ServedTrace
    private let start: NIODeadline
    private let note: @Sendable (TraceEvent) -> Void
    private var isOver = false

    init(
        connection: Int, of channel: any Channel, speaking dialect: Conversation.Dialect = .smtp,
        start: NIODeadline,
        note: @escaping @Sendable (TraceEvent) -> Void
    ) {
        trace = ServedTrace(
            connection: connection, client: channel.remoteAddress?.shown ?? "",
            server: channel.localAddress?.shown ?? "", speaking: dialect,
            at: Duration(NIODeadline.now() - start))
        self.start = start
        self.note = note
    }

    private var now: Duration { Duration(NIODeadline.now() - start) }

    mutating func begin() { trace.taken().forEach(note) }

    mutating func said(_ octets: ArraySlice<UInt8>, byClient: Bool) {
        trace.said(octets, byClient: byClient, at: now).forEach(note)
    }

    /// With the certificate that we showed; whether the client trusts it is not known here.
    mutating func secured(_ machine: TLSMachine, showing certificate: Certificate) {
        var report = machine.report(at: 0)
        report.chain = [certificate]
        report.chainProblem = nil
        report.nameMatches = true
        trace.secured(report, at: now).forEach(note)
    }

    /// Only the first end counts.
    mutating func end(_ how: Ending.How) {
        guard !isOver else { return }
        isOver = true
        trace.ended(how, at: now).forEach(note)
    }
}
