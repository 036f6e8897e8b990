/// Who to be, and what proves it. Octets, since servers compare octets; nothing is prepared
/// with SASLprep (RFC 4013).
package struct Credentials: Hashable, Sendable {
    /// The user whose secret is used. May be empty.
    package var user: [UInt8]
    /// Nil where none is known; an empty password is a password.
    package var password: [UInt8]?
    /// Who to act as, if not `user` (RFC 4422 §2). Nil and empty both mean: the user.
    package var authorizationIdentity: [UInt8]?
    /// An OAuth 2.0 access token, for XOAUTH2 and OAUTHBEARER, without `Bearer`.
    package var token: [UInt8]?

    package init(
        user: [UInt8], password: [UInt8]? = nil, authorizationIdentity: [UInt8]? = nil,
        token: [UInt8]? = nil
    ) {
        self.user = user
        self.password = password
        self.authorizationIdentity = authorizationIdentity
        self.token = token
    }

    package init(
        user: String, password: String? = nil, authorizationIdentity: String? = nil,
        token: String? = nil
    ) {
        self.init(
            user: Array(user.utf8), password: password.map { Array($0.utf8) },
            authorizationIdentity: authorizationIdentity.map { Array($0.utf8) },
            token: token.map { Array($0.utf8) })
    }
}
