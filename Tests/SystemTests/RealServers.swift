import Glibc
import TestSupport

/// Postfix, Dovecot, OpenSMTPD and Exim on loopback: started once for a run, ended when the run ends.
struct RealServers {
    let folder: String
    /// `NAME` to value, as `up` wrote them.
    private let endpoints: [String: String]

    /// Whether the tests that need them can run. On a machine that is to prove everything, missing
    /// servers are a failure, not a reason to skip.
    static let areWanted = Scope.isCI || (getuid() == 0 && areInstalled)
    /// Whether servers may have their own view of the file system, which those with our name server
    /// and OpenSMTPD need; not so in most containers.
    static let haveViews = (try? shared.openSMTPD.isEmpty) == false
    static let eximKnowsSPF = haveViews && (try? shared.eximWithSPF.isEmpty) == false
    static let hint: String = "needs root and 'make test-deps', which installs the mail servers"

    private static let place = Scope.root + "/.build/servers"
    private static let areInstalled = access(place + "/installed", F_OK) == 0
    private static let started = Result { try RealServers() }

    static var shared: RealServers { get throws { try started.get() } }

    var plain: String { self["POSTFIX"] }
    var submission: String { self["SUBMISSION"] }
    var implicitTLS: String { self["SMTPS"] }
    var expired: String { self["POSTFIX_EXPIRED"] }
    /// Talks to those only that show a certificate of its authority, and relays for them.
    var certified: String { self["POSTFIX_CERTIFIED"] }
    var strict: String { self["POSTFIX_STRICT"] }
    /// A Postfix that asks a blocklist about its client and checks SPF.
    var checking: String { self["POSTFIX_NAMES"] }
    var dovecotSubmission: String { self["DOVECOT_SUBMISSION"] }
    /// Empty where it cannot run, as are the two that follow.
    var openSMTPD: String { self["OPENSMTPD"] }
    var openSMTPDPlain: String { self["OPENSMTPD_PLAIN"] }
    var openSMTPDSecure: String { self["OPENSMTPD_TLS"] }
    /// Exim with our name server.
    var checkingExim: String { self["EXIM_NAMES"] }
    /// The same; empty where this Exim cannot check SPF.
    var eximWithSPF: String { self["EXIM_SPF"] }
    /// A path.
    var deliverySocket: String { self["LMTP"] }
    /// The same over TCP.
    var delivery: String { self["DELIVERY"] }
    /// A program with its configuration, to be given `-bh` or `-bs`.
    var exim: String { self["EXIM"] }
    /// Such a certificate, and its key.
    var clientCertificate: String { folder + "/etc/client.pem" }
    var clientKey: String { folder + "/etc/client.key" }
    /// Where Postfix delivers what is for `relayed.test`: a port for a test's own server.
    var relayPort: UInt16 { UInt16(self["RELAY"]) ?? 0 }

    /// The authority that signed the certificates.
    var authority: String { self["CA"] }

    private subscript(name: String) -> String { endpoints[name] ?? "" }

    private init() throws {
        folder = RealServers.place
        guard RealServers.areInstalled else {
            throw SupportError("no mail servers in \(folder): \(RealServers.hint)")
        }
        let outcome = try RealServers.call("up")
        guard outcome.status == .exited(0) else {
            throw SupportError("the mail servers do not start: \(outcome.errorText)")
        }
        atexit { _ = try? RealServers.call("down") }
        var endpoints: [String: String] = [:]
        for line in FileText.read(folder + "/etc/endpoints").split(separator: "\n") {
            guard let end = line.firstIndex(of: "=") else { continue }
            endpoints[String(line[..<end])] = String(line[line.index(after: end)...])
        }
        self.endpoints = endpoints
    }

    private static func call(_ script: String) throws -> Outcome {
        try Child(["\(Scope.root)/Tests/Servers/\(script)", place, "\(getpid())"], input: [])
            .finish(within: .seconds(60))
    }

    /// Waits until a letter with these words lies in the user's mailbox; nil if none comes.
    func letter(of user: String, with words: String) -> String? {
        let mailbox = "\(folder)/var/mail/\(user)/new"
        let deadline = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < deadline {
            for name in FileText.names(in: mailbox) {
                let letter = FileText.read(mailbox + "/" + name)
                if letter.contains(words) { return letter }
            }
            poll(nil, 0, 20)
        }
        return nil
    }
}
