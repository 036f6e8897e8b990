/// The whole simulated server: every connection and what they share. Octets and times in,
/// actions out; it never waits, and owns no socket.
///
/// Times are the lab's own, any origin, and never decrease: the engine's clock plus whatever
/// the user skipped.
package struct Lab: Sendable {
    /// HMAC-MD5 (RFC 2104), 16 octets, for CRAM-MD5.
    package typealias KeyedHash = @Sendable (_ key: [UInt8], _ data: [UInt8]) -> [UInt8]

    /// More connections than this at once are turned away.
    package static let connectionLimit = 100

    private var world: LabWorld
    private var sessions: [Int: LabSession] = [:]

    /// The same seed and the same stimuli give the same actions.
    package init(scenario: LabScenario, seed: UInt64, hmacMD5: @escaping KeyedHash) {
        world = LabWorld(scenario: scenario, seed: seed, hmacMD5: hmacMD5)
    }

    package var scenario: LabScenario { world.scenario }

    /// What arrived, oldest first; the oldest go when there are more than 100, or 32 MiB.
    package var letters: [Letter] { world.letters.all }

    /// When `advance` has something to do next, in the lab's time; nil while nothing waits.
    package var nextDeadline: Duration? {
        sessions.values.compactMap { $0.deadline(in: world.scenario) }.min()
    }

    /// When something that is held back leaves next, in the lab's time; nil while the lab waits for
    /// its clients only.
    package var nextDelivery: Duration? { sessions.values.compactMap(\.nextDelivery).min() }

    /// A client connected. `client` is its address, as rules with `per client` tell them apart.
    package mutating func accept(
        connection: Int, client: String, at now: Duration
    ) -> [LabAction] {
        let isFull = sessions.count >= Self.connectionLimit
        sessions[connection] = LabSession(connection: connection, client: client, at: now)
        return play(connection, at: now) { session, world in
            session.open(isFull: isFull, &world, at: now)
        }
    }

    /// Octets of the client, decrypted where TLS is on. Octets of a connection the lab does not
    /// know, or has ended, are ignored.
    package mutating func receive(
        _ octets: ArraySlice<UInt8>, on connection: Int, at now: Duration
    ) -> [LabAction] {
        play(connection, at: now) { session, world in
            session.receive(octets, &world, at: now)
        }
    }

    /// The TLS handshake the lab asked for is finished.
    package mutating func secured(_ connection: Int, at now: Duration) -> [LabAction] {
        play(connection, at: now) { session, world in session.secured(&world, at: now) }
    }

    /// The connection is gone, however it ended.
    package mutating func ended(_ connection: Int) {
        sessions[connection] = nil
    }

    /// Time went by: answers held back, paced or due for silence leave.
    package mutating func advance(to now: Duration) -> [LabAction] {
        sessions.keys.sorted().flatMap { connection in
            play(connection, at: now) { session, world in session.advance(&world, at: now) }
        }
    }

    /// Takes the session out while it works, so that its buffers are never copied.
    private mutating func play(
        _ connection: Int, at now: Duration,
        _ body: (inout LabSession, inout LabWorld) -> Void
    ) -> [LabAction] {
        guard var session = sessions.removeValue(forKey: connection) else { return [] }
        let before = session.takeActions(at: now)
        body(&session, &world)
        let after = session.takeActions(at: now)
        sessions[connection] = session
        return before + after
    }
}
