import SMTPCore

/// How a recording is served.
package struct ServedOptions: Sendable {
    /// What a command gets that has no like in the recording.
    package enum Unknown: String, CaseIterable, Sendable {
        /// What servers usually say.
        case usual = "default"
        case refused = "502"
        /// Nothing: the connection ends.
        case closed = "close"
        /// What somebody says who is asked.
        case asked = "ask"
    }

    package enum Matching: String, CaseIterable, Sendable {
        /// Another argument gets the answer of one with the same verb.
        case loose
        /// Another argument is not in the recording.
        case strict
        /// Somebody is asked what another argument gets; the answer of one with the same verb is
        /// proposed.
        case asked = "ask"
    }

    /// What SCRAM needs: the server has to prove that it knows the password.
    package struct Login: Sendable {
        package var password: [UInt8]
        /// Not empty.
        package var salt: [UInt8]
        /// Gives another one each time: printable ASCII without commas.
        package var makeNonce: @Sendable () -> [UInt8]
        package var hashing: SCRAM.Hashing

        package init(
            password: [UInt8], salt: [UInt8], makeNonce: @escaping @Sendable () -> [UInt8],
            hashing: SCRAM.Hashing
        ) {
            self.password = password
            self.salt = salt
            self.makeNonce = makeNonce
            self.hashing = hashing
        }
    }

    package var unknown = Unknown.usual
    package var matching = Matching.loose
    /// Whether a message is held against the recorded ones.
    package var comparesBodies = false
    /// Seconds that dates in the server's text are moved by; 0 leaves them as they were.
    package var dateShift = Int64(0)
    /// Nil refuses SCRAM.
    package var login: Login?
    /// Whether a rule may stand in for what was recorded: the session then asks before each answer.
    package var isJudged = false

    package init() {}
}
