import SMTPCore

/// The facts of one served connection, so that it can be recorded as if the client had done it.
/// Each stimulus gives what became known by it; secrets are hidden.
package struct ServedTrace: Sendable {
    private var wire: WireTelling
    private var group = 0

    /// Somebody connected; addresses with ports.
    package init(
        connection: Int, client: String, server: String,
        speaking dialect: Conversation.Dialect = .smtp, at time: Duration
    ) {
        wire = WireTelling(connection: connection)
        wire.builder.now = time
        wire.builder.connected(from: client, to: server, speaking: dialect)
    }

    /// Octets of the client arrived, or octets of ours left.
    package mutating func said(
        _ octets: ArraySlice<UInt8>, byClient: Bool, at time: Duration
    ) -> [TraceEvent] {
        group += 1
        wire.builder.now = time
        wire.builder.group = group
        wire.say(octets, isFromClient: byClient)
        return taken()
    }

    package mutating func secured(_ report: TLSReport, at time: Duration) -> [TraceEvent] {
        wire.builder.now = time
        wire.builder.secured(report)
        return taken()
    }

    package mutating func ended(_ how: Ending.How, at time: Duration) -> [TraceEvent] {
        wire.builder.now = time
        wire.flush(client: true)
        wire.flush(client: false)
        wire.builder.end(how)
        return taken()
    }

    /// What is known since somebody asked last.
    package mutating func taken() -> [TraceEvent] {
        defer { wire.builder.events = [] }
        return wire.builder.events
    }
}
