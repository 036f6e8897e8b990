import SMTPCore

/// An AUTH exchange under way, on the server's side (RFC 4954 §4).
struct AuthExchange: Sendable {
    enum Awaited: Hashable, Sendable {
        /// The only message of PLAIN or XOAUTH2.
        case response
        case loginUser
        case loginPassword(user: [UInt8])
        /// The answer to this challenge.
        case cram([UInt8])
        /// The empty line behind the error XOAUTH2 shows.
        case oauthError(user: [UInt8])
    }

    enum Step: Hashable {
        /// Decoded; the exchange goes on with what is awaited.
        case challenge([UInt8], Awaited)
        case success(user: [UInt8])
        /// The user as far as known; may be empty.
        case failure(user: [UInt8])
        case malformed
    }

    let mechanism: SASLMechanism
    var awaited: Awaited

    /// One decoded message of the client.
    func step(
        _ message: [UInt8], users: [LabScenario.User], hmacMD5: Lab.KeyedHash
    ) -> Step {
        switch awaited {
        case .loginUser:
            return .challenge(Array("Password:".utf8), .loginPassword(user: message))
        case .loginPassword(let user): return Self.check(user, message, users)
        case .cram(let challenge): return Self.digest(message, challenge, users, hmacMD5)
        case .oauthError(let user): return .failure(user: user)
        case .response:
            return mechanism == .plain ? Self.plain(message, users) : token(message, users)
        }
    }

    private static func check(
        _ user: [UInt8], _ password: [UInt8], _ users: [LabScenario.User]
    ) -> Step {
        let isKnown = users.contains {
            $0.name.utf8.elementsEqual(user) && $0.password.utf8.elementsEqual(password)
        }
        return isKnown ? .success(user: user) : .failure(user: user)
    }

    /// RFC 4616 §2: who to act as, who it is, password.
    private static func plain(_ message: [UInt8], _ users: [LabScenario.User]) -> Step {
        let parts = message.split(separator: 0, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return .malformed }
        let user = Array(parts[1])
        guard parts[0].isEmpty || parts[0].elementsEqual(user) else { return .failure(user: user) }
        return check(user, Array(parts[2]), users)
    }

    /// RFC 2195 §2: user, blank, digest in lower-case hexadecimal.
    private static func digest(
        _ message: [UInt8], _ challenge: [UInt8], _ users: [LabScenario.User],
        _ hmacMD5: Lab.KeyedHash
    ) -> Step {
        guard let space = message.lastIndex(of: ASCII.space) else { return .malformed }
        let name = Array(message[..<space])
        guard let user = users.first(where: { $0.name.utf8.elementsEqual(name) }) else {
            return .failure(user: name)
        }
        let hexadecimal = Array("0123456789abcdef".utf8)
        let expected = hmacMD5(Array(user.password.utf8), challenge).flatMap {
            [hexadecimal[Int($0 >> 4)], hexadecimal[Int($0 & 15)]]
        }
        let isRight = ASCII.equalIgnoringCase(message[(space + 1)...], expected)
        return isRight ? .success(user: name) : .failure(user: name)
    }

    /// XOAUTH2 and OAUTHBEARER; the token the lab accepts is the user's password.
    private func token(_ message: [UInt8], _ users: [LabScenario.User]) -> Step {
        let parts = message.split(separator: 1)
        let bearer = Array("auth=Bearer ".utf8)
        guard let token = parts.first(where: { $0.starts(with: bearer) }),
            let user = Self.oauthUser(parts.first ?? [])
        else { return .malformed }
        let verdict = Self.check(user, Array(token.dropFirst(bearer.count)), users)
        guard case .failure = verdict else { return verdict }
        return .challenge(Array(#"{"status":"invalid_token"}"#.utf8), .oauthError(user: user))
    }

    /// `user=ann`, or `n,a=ann,` (RFC 7628 §3.1).
    private static func oauthUser(_ part: ArraySlice<UInt8>) -> [UInt8]? {
        for head in ["user=", "n,a="] where part.starts(with: head.utf8) {
            return Array(part.dropFirst(head.utf8.count).prefix { $0 != UInt8(ascii: ",") })
        }
        return nil
    }
}
