import Dispatch
import Glibc
import SMTPCore
import SMTPTrace
import TestSupport
import Testing

@testable import ScopeApp

/// Recorded sessions sent again through the real engine, to the lab in memory.
@Suite(.serialized) struct ResendTests {
    private let place: Folder
    private var folder: String { place.path }

    init() throws { place = try Folder() }

    private static let login = """
        @secret password
        EHLO me.example
        @starttls
        EHLO me.example
        @auth plain user=ann password=${password}
        MAIL FROM:<ann@lab.test>
        RCPT TO:<bob@lab.test>
        DATA
        @message auto
        QUIT
        < 221
        <+ closed

        """

    /// Waits on a thread that is not of the tests' pool.
    private func onThread(_ body: @escaping @Sendable () -> Int32) async -> Int32 {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "resend").async { continuation.resume(returning: body()) }
        }
    }

    private func recorded(
        _ script: String, on target: String = "lab:healthy"
    ) async throws -> String {
        try Files.write(Array(script.utf8), to: folder + "/a.smtp")
        var run = ScriptRun(paths: [folder + "/a.smtp"], plan: .none)
        run.target = target
        run.recordings = folder
        if script.contains("@secret password") {
            run.variables["password"] = Array("wonderland".utf8)
        }
        let code = await onThread { [run] in run.run() }
        #expect(code == 0)
        return folder + "/" + RecordingNames.names(of: run.paths)[0]
    }

    private func again(
        _ path: String, to target: String, _ change: (inout Resend) -> Void = { _ in }
    ) async -> Int32 {
        var plan = ConnectionPlan.none
        plan.record = folder + "/again.smtprec"
        plan.replacesRecording = true
        plan.timeout = 5
        var resend = Resend(path: path, target: target, plan: plan)
        let holdsLogin = (try? LoadedRecording(path: path).events)?.contains { event in
            if case .sent(let sent) = event.fact { sent.part == .authentication } else { false }
        }
        if holdsLogin == true { resend.variables["password"] = Array("wonderland".utf8) }
        change(&resend)
        return await onThread { [resend] in resend.run() }
    }

    @Test(arguments: [false, true])
    func theSameServerDoesNotDiffer(delivers: Bool) async throws {
        let path = try await recorded(Self.login)

        #expect(await again(path, to: "lab:healthy") { $0.delivers = delivers } == 0)

        let events = try LoadedRecording(path: folder + "/again.smtprec").events
        let turns = Transcript.folded(events).turns
        #expect(turns.contains { $0.tls != nil })
        #expect(turns.contains { $0.command?.verb == .auth && $0.answers.last?.reply.code == 235 })
        #expect(turns.contains { $0.kind == .message } == delivers)
    }

    @Test(arguments: ["shutdown", "disk-full", "starttls-stripped", "cert-expired", "old-tls"])
    func aFaultThatIsNewIsFound(lab: String) async throws {
        let path = try await recorded(Self.login)

        #expect(await again(path, to: "lab:" + lab) == 4)
    }

    /// What a password was shown to then must be trusted now.
    @Test func aBadCertificateGetsNoPassword() async throws {
        let path = try await recorded(Self.login)

        _ = await again(path, to: "lab:cert-self-signed")

        let events = try LoadedRecording(path: folder + "/again.smtprec").events
        #expect(!Transcript.folded(events).turns.contains { $0.command?.verb == .auth })
    }

    private func turnsAgain() throws -> [Turn] {
        Transcript.folded(try LoadedRecording(path: folder + "/again.smtprec").events).turns
    }

    /// Unless who sends it again says that any certificate will do.
    @Test func aBadCertificateGetsThePasswordIfAskedTo() async throws {
        let path = try await recorded(Self.login)

        _ = await again(path, to: "lab:cert-self-signed") { $0.plan.verify = "off" }

        #expect(try turnsAgain().contains { $0.command?.verb == .auth })
    }

    /// And no password is needed for a certificate to be demanded.
    @Test(arguments: [(nil, 4), ("full", 1)])
    func aGoodCertificateIsDemandedIfAskedFor(demand: String?, commands: Int) async throws {
        let path = try await recorded(
            "EHLO a.example\n@starttls\nEHLO a.example\nNOOP\nQUIT\n< 221\n<+ closed\n")

        #expect(await again(path, to: "lab:cert-expired") { $0.plan.verify = demand } == 4)

        let sent = try turnsAgain().count { $0.command != nil && $0.command?.verb != .starttls }
        #expect(sent == commands)
    }

    /// What was said behind STARTTLS is said inside TLS from the first octet, and the other way
    /// round, and none of that counts as a change.
    @Test(arguments: [
        ("healthy", "implicit", "implicit-tls"), ("implicit-tls", "starttls", "healthy"),
    ])
    func theSessionIsSaidInTheOtherKindOfTLS(lab: String, tls: String, other: String) async throws {
        let isUpgraded = tls == "starttls"
        let login = isUpgraded ? Self.login.withoutUpgrade : Self.login
        let path = try await recorded(login, on: "lab:" + lab)

        #expect(await again(path, to: "lab:" + other) { $0.plan.tls = tls } == 0)

        let turns = try turnsAgain()
        #expect(turns.contains { $0.command?.verb == .starttls } == isUpgraded)
        #expect(turns.contains { $0.command?.verb == .auth && $0.answers.last?.reply.code == 235 })
    }

    @Test func clearTextBecomesTLSAndTLSClearText() async throws {
        let plain = try await recorded("EHLO a.example\nNOOP\nQUIT\n< 221\n<+ closed\n")
        #expect(await again(plain, to: "lab:healthy") { $0.plan.tls = "starttls" } == 0)
        let secured = try turnsAgain()
        #expect(secured.first { $0.command?.verb == .noop }?.isSecure == true)

        #expect(await again(plain, to: "lab:starttls-stripped") { $0.plan.tls = "starttls" } == 4)
        #expect(try !turnsAgain().contains { $0.command?.verb == .noop })

        let both = try await recorded(
            "EHLO a.example\n@starttls\nEHLO a.example\nNOOP\nQUIT\n< 221\n<+ closed\n")
        #expect(await again(both, to: "lab:healthy") { $0.plan.tls = "none" } == 0)
        let clear = try turnsAgain()
        #expect(clear.first { $0.command?.verb == .noop }?.isSecure == false)
        #expect(!clear.contains { $0.command?.verb == .starttls })
    }

    @Test func theNameInEHLOIsTheOneAskedFor() async throws {
        let path = try await recorded("EHLO a.example\nQUIT\n< 221\n<+ closed\n")

        #expect(await again(path, to: "lab:healthy") { $0.plan.hostName = "b.example" } == 0)

        let hello = try turnsAgain().first { $0.command?.verb == .ehlo }
        #expect(hello?.command?.argument.text == "b.example")
    }

    @Test func whatCannotBeDoneIsSaidAtOnce() async throws {
        let path = try await recorded(Self.login)

        #expect(await again(path, to: "lab:healthy") { $0.variables = [:] } == 1)
        #expect(await again(path, to: "127.0.0.1:1") == 2)
        #expect(await again(path, to: "lab:healthy") { $0.variables["token"] = [] } == 1)
        #expect(await again(folder + "/none", to: "lab:healthy") == 1)
        #expect(await again(folder + "/a.smtp", to: "lab:healthy") == 1)
    }

    /// What was LMTP is LMTP again, unless the target says otherwise.
    @Test(arguments: [
        ("mx.example:24", "lmtp://mx.example:24"), ("unix:/run/lmtp", "lmtp:///run/lmtp"),
        ("lmtp://mx.example", "lmtp://mx.example:24"), ("lab:lmtp", "lab:lmtp"),
        ("submissions://mx.example", "submissions://mx.example"), ("no host", "no host"),
    ])
    func whatWasLMTPIsSpokenAgain(target: String, meant: String) {
        let resend = Resend(path: "a.smtprec", target: target, plan: .none)
        func opened(_ dialect: Conversation.Dialect) -> [TraceEvent] {
            [
                TraceEvent(
                    at: .zero, connection: 1, fact: .connected(local: "", peer: "", speaks: dialect)
                )
            ]
        }

        let spoken = resend.target(speakingAs: opened(.lmtp))
        #expect(
            (try? Endpoint(parsing: spoken)) == (try? Endpoint(parsing: meant)))
        #expect(resend.target(speakingAs: opened(.smtp)) == target)
    }

    @Test func halfOfAConnectionIsClosedAgain() async throws {
        let path = try await recorded("EHLO a.example\n@half-close\n< closed\n")

        #expect(await again(path, to: "lab:healthy") == 0)

        let facts = try LoadedRecording(path: folder + "/again.smtprec").events.map(\.fact)
        #expect(facts.count { $0 == .halfClosed } == 1)
    }
}

extension String {
    /// A script that talks inside TLS from the start.
    fileprivate var withoutUpgrade: String {
        replacing("EHLO me.example\n@starttls\n", with: "@connect tls=implicit\n")
    }
}

extension Transcript {
    fileprivate static func folded(_ events: [TraceEvent]) -> Transcript {
        var transcript = Transcript()
        for event in events { transcript.note(event) }
        return transcript
    }
}
