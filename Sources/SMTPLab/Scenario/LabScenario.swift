/// One way a server can behave: a correct small server, and what bends it. Read from a `.lab`
/// file; the words of that file are in `LabParser`.
package struct LabScenario: Hashable, Sendable {
    package struct User: Hashable, Sendable {
        package var name: String
        package var password: String
    }

    /// One line of a `@zone`, for the lab's own DNS.
    package struct ZoneRecord: Hashable, Sendable {
        /// In lower case, without the last dot; under `.test`.
        package var owner: String
        /// In upper case, such as `MX`.
        package var type: String
        /// As written, without quotes around it. Not empty.
        package var data: String
    }

    /// In lower case, letters, digits and hyphens.
    package var id = ""
    /// A few words for lists. May be empty.
    package var title = ""
    /// What a good diagnosis calls this; `none` where nothing is wrong.
    package var diagnosis = "none"
    /// What the learner should do, one or two sentences. May be empty.
    package var fix = ""
    /// The greeting behind `220 `.
    package var banner = "lab.test ESMTP smtpscope lab, HELP tells more"
    /// Keywords to add to the answer to EHLO, or to say otherwise, each a whole line.
    package var offers: [String] = []
    /// Keywords, in upper case, that are not offered; their commands are not known then.
    package var hidden: [String] = []
    /// The largest message in octets, as SIZE says (RFC 1870).
    package var sizeLimit = 10_240_000
    /// How long the server waits for the client (RFC 5321 §4.5.3.2.7: five minutes or more).
    package var idleLimit = Duration.seconds(30 * 60)
    /// The local parts that exist at `lab.test`, in lower case; `postmaster` always does.
    package var mailboxes = ["ann", "bob", "carol", "dave", "postmaster"]
    package var users = [User(name: "ann", password: "wonderland")]
    package var certificate = LabCertificate.good
    package var tls = LabTLS()
    /// LMTP instead of SMTP: LHLO, and a reply per recipient (RFC 2033).
    package var isLMTP = false
    package var flaws: Set<LabFlaw> = []
    package var zone: [ZoneRecord] = []
    /// In the order of the file; the first that fits wins.
    package var rules: [LabRule] = []

    package init() {}
}
