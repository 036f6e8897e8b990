import SMTPCore
import SMTPTrace
import Testing

@testable import SMTPScript

/// Servers that say anything at any time, from a seed. Bounded.
@Suite struct HostileServerTests {
    private static let lines = [
        "220 ready", "250 ok", "250-SIZE 10", "250 AUTH PLAIN LOGIN", "250-STARTTLS", "354 go on",
        "235 2.7.0 in", "334 UGFzc3dvcmQ6", "450 4.7.1 later", "421 4.4.2 bye", "550 5.1.1 no",
        "552 5.3.4 large", "999", "", "25", "-", "250", "250-", "a line without a code",
    ]

    private var random: ScriptRandom
    private var runner: ScriptRunner
    private var now = Duration.zero
    private var connection = 0

    private init(_ program: ScriptProgram, seed: UInt64) {
        random = ScriptRandom(seed: seed)
        var options = RunOptions()
        options.target = "mx.test"
        options.secrets = ["password": Array("wonderland".utf8)]
        options.provides.insert("lab")
        options.isInteractive = true
        options.timeout = .seconds(2)
        runner = ScriptRunner(program: program, options: options)
    }

    init() { self.init(Examples.load("01-hello.smtp").program, seed: 0) }

    @Test(arguments: Examples.names)
    func whateverAServerSaysARunCanBeEndedAndMasksItsSecrets(name: String) {
        for seed in 0..<40 {
            var test = Self(Examples.load(name).program, seed: UInt64(seed))

            test.play()

            #expect(test.runner.isDone)
            let told = RunReport.plainText(of: test.runner.result)
            #expect(!told.contains("wonderland"))
        }
    }

    private mutating func play() {
        take(runner.start(at: now))
        for _ in 0..<300 where !runner.isDone {
            now += .milliseconds(Int.random(in: 0...900, using: &random))
            if runner.waitsForUser {
                take(runner.resume() + runner.answer(Array("yes".utf8)))
            } else if Int.random(in: 0..<4, using: &random) == 0 {
                take(runner.tick(at: now))
            } else {
                take(
                    runner.receive(TraceEvent(at: now, connection: connection, fact: fact())))
            }
        }
        take(runner.cancel())
    }

    private mutating func take(_ intents: [ScriptIntent]) {
        for case .connect in intents { connection += 1 }
    }

    private mutating func fact() -> Fact {
        switch Int.random(in: 0..<14, using: &random) {
        case 0: .connected(local: "", peer: "192.0.2.25")
        case 1: .secured(LabBench.report(isGood: Bool.random(using: &random)))
        case 2: .tlsFailed(TLSFailure(kind: .notTLS, text: "no"), nil)
        case 3: .ended(Ending(how: .reset))
        case 4: .connectFailed(to: "x", ConnectFailure(kind: .refused, text: "refused"))
        case 5: .clockMoved(by: .seconds(Int.random(in: 0...600, using: &random)))
        case 6: received((0..<20).map { _ in UInt8.random(in: 0...255, using: &random) })
        default:
            received(Array((Self.lines.randomElement(using: &random) ?? "").utf8) + ASCII.crlf)
        }
    }

    private func received(_ octets: [UInt8]) -> Fact {
        .received(ReceivedOctets(octets: octets, isSecure: false, read: 1))
    }
}
