/// The client's side of one AUTH exchange: challenges in, responses out (RFC 4954 §4,
/// RFC 4422 §3). Performs PLAIN, LOGIN, CRAM-MD5, SCRAM-SHA-1 and
/// -256, XOAUTH2, OAUTHBEARER and EXTERNAL.
package struct SASLClient: Sendable {
    /// A keyed hash: HMAC-MD5 (RFC 2104) of `data` under `key`, 16 octets.
    package typealias KeyedHash = @Sendable (_ key: [UInt8], _ data: [UInt8]) -> [UInt8]

    /// What SCRAM needs beside a password.
    package struct Means: Sendable {
        package var hashing: SCRAM.Hashing
        /// Printable ASCII without commas, never the same.
        package var nonce: [UInt8]

        package init(hashing: SCRAM.Hashing, nonce: [UInt8]) {
            self.hashing = hashing
            self.nonce = nonce
        }
    }

    /// Whether the first response rides on the AUTH command.
    package enum InitialResponse: Hashable, Sendable {
        /// AUTH alone; the server asks first, with an empty challenge if need be.
        case never
        /// If the mechanism allows it and the command keeps within 512 octets (RFC 4954 §4).
        case whereAllowed
        /// However long the line becomes, and for LOGIN too, where no document allows it
        /// though most servers take it.
        case always
    }

    /// The longest line of an exchange that servers are known to read, line ending included
    /// (RFC 4954 §4).
    package static let lineLimit = 12_288
    private static let commandLimit = 512

    package let mechanism: SASLMechanism
    private let credentials: Credentials
    private let hmacMD5: KeyedHash?
    private var scram: SCRAMClient?
    private var responses = 0

    /// Nil where we cannot perform the mechanism, or a password, token or keyed hash it needs
    /// is missing.
    package init?(
        mechanism: SASLMechanism, credentials: Credentials, hmacMD5: KeyedHash? = nil,
        scram means: Means? = nil
    ) {
        switch mechanism {
        case .plain, .login: guard credentials.password != nil else { return nil }
        case .cramMD5: guard credentials.password != nil, hmacMD5 != nil else { return nil }
        case .xoauth2, .oauthBearer: guard credentials.token != nil else { return nil }
        case .external: break
        case .scram(let hash, isPlus: false):
            guard let hash = SCRAM.Hash(rawValue: hash), let means,
                let password = credentials.password
            else { return nil }
            let identity = credentials.authorizationIdentity ?? []
            scram = SCRAMClient(
                hash, user: Self.saslName(credentials.user), password: password,
                identity: Self.saslName(identity), nonce: means.nonce, hashing: means.hashing)
        case .digestMD5, .anonymous, .scram, .other: return nil
        }
        self.mechanism = mechanism
        self.credentials = credentials
        self.hmacMD5 = hmacMD5
    }

    /// What may be sent along with AUTH, decoded, perhaps empty; nil where the mechanism wants
    /// a challenge first.
    package var initialResponse: [UInt8]? {
        switch mechanism {
        case .plain:
            (credentials.authorizationIdentity ?? []) + [0] + credentials.user + [0]
                + (credentials.password ?? [])
        case .xoauth2:
            Array("user=".utf8) + credentials.user + bearer
        case .oauthBearer:
            Array("n,a=".utf8) + Self.saslName(actingAs) + [44] + bearer
        case .external: credentials.authorizationIdentity ?? []
        case .scram: scram?.first
        case .login, .cramMD5, .digestMD5, .anonymous, .other: nil
        }
    }

    /// The password or token that it is done with; nil for EXTERNAL.
    package var secret: [UInt8]? {
        switch mechanism {
        case .plain, .login, .cramMD5, .scram: credentials.password
        case .xoauth2, .oauthBearer: credentials.token
        case .external, .digestMD5, .anonymous, .other: nil
        }
    }

    /// The AUTH command with its line ending. An empty initial response is sent as `=`.
    /// Begins the exchange anew.
    package mutating func command(_ initial: InitialResponse = .whereAllowed) -> [UInt8] {
        responses = 0
        let plain = Array("AUTH ".utf8) + Array(mechanism.name.utf8)
        let response = initialResponse ?? (mechanism == .login ? credentials.user : nil)
        guard initial != .never, let response else { return plain + ASCII.crlf }
        let encoded = response.isEmpty ? [UInt8(ascii: "=")] : Base64.encode(response)
        let whole = plain + [ASCII.space] + encoded + ASCII.crlf
        if initial == .whereAllowed, initialResponse == nil || whole.count > Self.commandLimit {
            return plain + ASCII.crlf
        }
        responses = 1
        return whole
    }

    /// The answer to a decoded challenge, decoded itself, perhaps empty; nil where there is
    /// nothing more to say and the exchange must be cancelled with `*`.
    package mutating func respond(to challenge: [UInt8]) -> [UInt8]? {
        responses += 1
        switch (mechanism, responses) {
        case (.login, 1): return credentials.user
        case (.login, 2): return credentials.password
        case (.cramMD5, 1): return keyedAnswer(to: challenge)
        case (.xoauth2, 2): return []
        case (.oauthBearer, 2): return [1]
        case (_, 1): return initialResponse
        case (.scram, _): return scram?.respond(to: challenge)
        default: return nil
        }
    }

    /// The line, with its ending, that answers the text of a 334 reply. `*` where the text is
    /// no Base64 or there is nothing more to say (RFC 4954 §4).
    package mutating func line(answering text: ArraySlice<UInt8>) -> [UInt8] {
        guard let challenge = Base64.decode(text), let response = respond(to: challenge)
        else { return [UInt8(ascii: "*")] + ASCII.crlf }
        return Base64.encode(response) + ASCII.crlf
    }

    /// `user digest`, the digest in lower-case hexadecimal (RFC 2195 §2).
    private func keyedAnswer(to challenge: [UInt8]) -> [UInt8]? {
        guard let digest = hmacMD5?(credentials.password ?? [], challenge) else { return nil }
        let hexadecimal = Array("0123456789abcdef".utf8)
        return credentials.user + [ASCII.space]
            + digest.flatMap { [hexadecimal[Int($0 >> 4)], hexadecimal[Int($0 & 15)]] }
    }

    private var actingAs: [UInt8] {
        guard let identity = credentials.authorizationIdentity, !identity.isEmpty
        else { return credentials.user }
        return identity
    }

    /// The token behind the SOH both OAuth mechanisms use between their parts (RFC 7628 §3.1).
    private var bearer: [UInt8] {
        [1] + Array("auth=Bearer ".utf8) + (credentials.token ?? []) + [1, 1]
    }

    /// A comma and an equals sign are written `=2C` and `=3D` (RFC 5802 §5.1).
    private static func saslName(_ name: [UInt8]) -> [UInt8] {
        name.flatMap { octet -> [UInt8] in
            switch octet {
            case UInt8(ascii: ","): Array("=2C".utf8)
            case UInt8(ascii: "="): Array("=3D".utf8)
            default: [octet]
            }
        }
    }
}
