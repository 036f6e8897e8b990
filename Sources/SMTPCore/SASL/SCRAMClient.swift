/// The client's side of one SCRAM exchange (RFC 5802 §3, RFC 7677), without channel binding. Small,
/// since many connections hold one.
struct SCRAMClient: Sendable {
    private struct Start: Sendable {
        var hash: SCRAM.Hash
        var password: [UInt8]
        var nonce: [UInt8]
        /// `n,,`, or with the identity to act as.
        var header: [UInt8]
        /// The user and our nonce.
        var bare: [UInt8]
        var hashing: SCRAM.Hashing
    }

    private indirect enum State: Sendable {
        case first(Start)
        /// The proof is out; the server has to know the password too.
        case proven(verifier: [UInt8])
        case over
    }

    /// What a server may ask for: more would stop the program for seconds.
    private static let iterationLimit = 1_000_000
    private var state: State

    /// - Parameters:
    ///   - identity: whom to act as, as it is written; empty for the user.
    ///   - nonce: printable ASCII without commas, not empty, never the same.
    init(
        _ hash: SCRAM.Hash, user: [UInt8], password: [UInt8], identity: [UInt8], nonce: [UInt8],
        hashing: SCRAM.Hashing
    ) {
        let header =
            Array("n,".utf8) + (identity.isEmpty ? [] : Array("a=".utf8) + identity)
            + [SCRAM.comma]
        state = .first(
            Start(
                hash: hash, password: password, nonce: nonce, header: header,
                bare: Array("n=".utf8) + user + Array(",r=".utf8) + nonce, hashing: hashing))
    }

    /// What goes along with AUTH; empty once the exchange has gone on.
    var first: [UInt8] {
        if case .first(let start) = state { start.header + start.bare } else { [] }
    }

    /// The answer to a decoded challenge, decoded itself, perhaps empty; nil where the server does
    /// not speak SCRAM or does not know the password.
    mutating func respond(to challenge: [UInt8]) -> [UInt8]? {
        defer { if case .proven = state {} else { state = .over } }
        switch state {
        case .first(let start):
            guard let (response, verifier) = Self.proof(start, challenge) else { return nil }
            state = .proven(verifier: verifier)
            return response
        case .proven(let verifier):
            state = .over
            return challenge == Array("v=".utf8) + Base64.encode(verifier) ? [] : nil
        case .over: return nil
        }
    }

    private static func proof(
        _ start: Start, _ challenge: [UInt8]
    ) -> (response: [UInt8], verifier: [UInt8])? {
        let parts = challenge.split(separator: SCRAM.comma, omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0].starts(with: "r=".utf8), parts[1].starts(with: "s=".utf8),
            parts[2].starts(with: "i=".utf8), let salt = Base64.decode(parts[1].dropFirst(2)),
            let iterations = Int(parts[2].dropFirst(2).text),
            (1...iterationLimit).contains(iterations)
        else { return nil }
        let nonce = parts[0].dropFirst(2)
        guard nonce.count > start.nonce.count, nonce.starts(with: start.nonce) else { return nil }
        let response =
            Array("c=".utf8) + Base64.encode(start.header) + Array(",r=".utf8) + Array(nonce)
        let salted = SCRAM.salted(
            start.hash, start.password, salt, iterations: iterations, start.hashing)
        let proofs = SCRAM.proofs(
            start.hash, salted,
            start.bare + [SCRAM.comma] + challenge + [SCRAM.comma] + response, start.hashing)
        return (response + Array(",p=".utf8) + Base64.encode(proofs.client), proofs.server)
    }
}
