import SMTPCore
import SMTPTrace

/// Mistakes of a server that show in what it accepts.
extension Diagnostician {
    /// Whether a recipient was accepted without a login though its domain is certainly served
    /// elsewhere. Told once for a connection; a server on the own machine or network may well
    /// trust its client.
    func openRelay(
        _ reply: Reply, _ exchange: Exchange?, at row: Int?, _ state: inout SessionState
    ) -> [Finding] {
        guard case .command(let command)? = exchange?.request, command.verb == .rcpt,
            reply.outcome == .completion, reply.code != 252, !state.reportedOpenRelay,
            !state.isPeerNear, state.conversation.authenticated == nil,
            state.conversation.dialect == .smtp,
            let home = Knowledge.domains.home(of: state.recipientDomain),
            !state.serverNames.contains(where: home.isServer)
        else { return [] }
        state.reportedOpenRelay = true
        let rows = [row].compactMap { $0 } + state.replyRows.prefix(1)
        return [finding("open-relay", rows, state, certainty: .inferred)]
    }

    /// A reply nobody waits for: behind a fake ending of the message it proves that the server
    /// took it for the end, unless it is the refusal of such a thing.
    func unsolicited(_ reply: Reply, _ rows: [Int], _ state: SessionState) -> [Finding] {
        guard let row = state.fakeEndingRow else { return [finding("desynchronised", rows, state)] }
        return reply.isFailure ? [] : [finding("smuggling", [row] + rows, state)]
    }
}

extension SessionState {
    /// What the server calls itself, and what it was asked for as; in lower case.
    var serverNames: [String] {
        [host, greetingName, conversation.capabilities.domain].filter { !$0.isEmpty }
            .map { $0.lowercased() }
    }

    /// Whether the peer is this machine or on a private network (RFC 1918, RFC 4193, RFC 3927).
    /// False for the practice server, which pretends to be far away.
    var isPeerNear: Bool { Self.isNear(peer) }

    static func isNear(_ peer: String) -> Bool {
        if peer.hasPrefix("/") { return true }
        let address = peer.lowercased().drop { $0 == "[" }
        let near = [
            "127.", "10.", "192.168.", "169.254.", "::1]", "fc", "fd", "fe80:", "::ffff:127.",
        ]
        if near.contains(where: address.hasPrefix) { return true }
        let parts = address.split(separator: ".")
        return parts.count > 1 && parts[0] == "172" && (16...31).contains(Int(parts[1]) ?? 0)
    }
}
