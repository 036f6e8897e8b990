/// The server's side of one SCRAM exchange (RFC 5802 §3, RFC 7677), without channel binding. It
/// knows one password and takes any user.
package struct SCRAMServer: Sendable {
    /// What a message of the client leads to; octets are decoded.
    package enum Step: Hashable, Sendable {
        /// The salt and the nonce, for the client's proof.
        case challenge([UInt8])
        /// The client knows the password; this proves that the server does.
        case proven([UInt8])
        /// Another password.
        case refused
        /// Not SCRAM, or the channel is to be bound.
        case malformed
    }

    private enum State {
        case first
        /// Behind the challenge; the messages so far as they are signed, and how the client's
        /// next one must begin.
        case proof(signed: [UInt8], beginning: [UInt8])
        case over
    }

    /// RFC 7677 §4: at least so many.
    private static let iterations = 4_096
    private let hash: SCRAM.Hash
    private let hashing: SCRAM.Hashing
    private let salted: [UInt8]
    private let salt: [UInt8]
    private let nonce: [UInt8]
    private var state = State.first

    /// - Parameters:
    ///   - salt: any octets, not empty.
    ///   - nonce: printable ASCII without commas, not empty, never the same.
    package init(
        _ hash: SCRAM.Hash, password: [UInt8], salt: [UInt8], nonce: [UInt8],
        hashing: SCRAM.Hashing
    ) {
        self.hash = hash
        self.hashing = hashing
        self.salt = salt
        self.nonce = nonce
        salted = SCRAM.salted(hash, password, salt, iterations: Self.iterations, hashing)
    }

    /// One decoded message of the client.
    package mutating func receive(_ message: [UInt8]) -> Step {
        defer { if case .proof = state {} else { state = .over } }
        switch state {
        case .first: return challenge(message)
        case .proof(let signed, let beginning):
            state = .over
            return verdict(message, signed, beginning)
        case .over: return .malformed
        }
    }

    /// Behind `n,,` or `y,,`: the user and the client's nonce.
    private mutating func challenge(_ message: [UInt8]) -> Step {
        let parts = message.split(
            separator: SCRAM.comma, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].elementsEqual("n".utf8) || parts[0].elementsEqual("y".utf8)
        else { return .malformed }
        let bare = parts[2].split(separator: SCRAM.comma, omittingEmptySubsequences: false)
        guard bare.count >= 2, bare[0].starts(with: "n=".utf8), bare[1].starts(with: "r=".utf8),
            bare[1].count > 2
        else { return .malformed }
        let both = Array(bare[1].dropFirst(2)) + nonce
        let reply =
            Array("r=".utf8) + both + Array(",s=".utf8) + Base64.encode(salt)
            + Array(",i=\(Self.iterations)".utf8)
        let header = Array(parts[0]) + [SCRAM.comma] + Array(parts[1]) + [SCRAM.comma]
        state = .proof(
            signed: Array(parts[2]) + [SCRAM.comma] + reply + [SCRAM.comma],
            beginning: Array("c=".utf8) + Base64.encode(header) + Array(",r=".utf8) + both)
        return .challenge(reply)
    }

    /// Whether the client knows the password.
    private func verdict(
        _ message: [UInt8], _ signed: [UInt8], _ beginning: [UInt8]
    ) -> Step {
        guard let comma = message.lastIndex(of: SCRAM.comma) else { return .malformed }
        let proof = message[(comma + 1)...]
        guard message.starts(with: beginning), comma >= beginning.count,
            proof.starts(with: "p=".utf8), let given = Base64.decode(proof.dropFirst(2))
        else { return .malformed }
        let text = signed + message[..<comma]
        let proofs = SCRAM.proofs(hash, salted, text, hashing)
        guard proofs.client == given else { return .refused }
        return .proven(Array("v=".utf8) + Base64.encode(proofs.server))
    }
}
