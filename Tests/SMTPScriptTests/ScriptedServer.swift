import SMTPCore
import SMTPTrace
import Testing

@testable import SMTPScript

/// A runner and a server played by hand: facts in, intents out.
struct ScriptedServer {
    private(set) var runner: ScriptRunner
    private(set) var now = Duration.zero
    private(set) var intents: [ScriptIntent] = []
    private var connection = 0
    /// Whether it is told that a clock ran out when the script wants that, as an engine does.
    var answersOverdue = true
    /// What has come of a line that the engine shows only when it is asked.
    var halfLine: [UInt8] = []

    init(
        _ script: String, options: RunOptions = RunOptions(),
        files: [String: String] = [:], target: String? = "mail.example.org:25",
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let (program, problems) = ScriptProgram.load(
            Array(script.utf8), file: "x.smtp", variables: Set(options.variables.keys)
        ) { files[$0].map { Array($0.utf8) } }
        let errors = problems.filter { $0.severity == .error }
        #expect(errors.isEmpty, "\(errors)", sourceLocation: sourceLocation)
        var options = options
        options.target = options.target ?? target
        runner = ScriptRunner(program: program, options: options)
        take(runner.start(at: .zero))
    }

    var result: RunResult { runner.result }

    /// Everything sent so far, as text with visible line endings, one entry for each write.
    var sent: [String] {
        intents.compactMap { intent in
            if case .send(let octets) = intent { VisibleText.of(octets) } else { nil }
        }
    }

    mutating func take(_ new: [ScriptIntent]) {
        intents += new
        if new.contains(where: { if case .connect = $0 { true } else { false } }) {
            connection += 1
        }
        for case .overdue(let wait, let time) in new where answersOverdue {
            fact(.overdue(wait, after: time))
        }
        for case .tellUnfinished in new {
            let half = halfLine
            halfLine = []
            if half.isEmpty { wait(.milliseconds(100)) } else { octets(half) }
        }
    }

    mutating func fact(_ fact: Fact, on number: Int? = nil) {
        take(runner.receive(TraceEvent(at: now, connection: number ?? connection, fact: fact)))
    }

    /// The connection stands and the server greets.
    mutating func greet(_ greeting: String = "220 ready") {
        fact(.connected(local: "", peer: "192.0.2.25"))
        say(greeting)
    }

    /// Lines of the server, `|` between them, CR LF added.
    mutating func say(_ lines: String, on number: Int? = nil) {
        for line in lines.split(separator: "|", omittingEmptySubsequences: false) {
            octets(Array("\(line)\r\n".utf8), on: number)
        }
    }

    mutating func octets(_ octets: [UInt8], on number: Int? = nil) {
        fact(.received(ReceivedOctets(octets: octets, isSecure: false, read: 1)), on: number)
    }

    mutating func close(_ how: Ending.How = .closedByServer) { fact(.ended(Ending(how: how))) }

    mutating func send(_ line: String, part: SentOctets.Part = .command) {
        let octets = Array("\(line)\r\n".utf8)
        fact(.sent(SentOctets(octets: octets, part: part, isSecure: false, write: 1)))
    }

    mutating func secure(good: Bool = true) { fact(.secured(LabBench.report(isGood: good))) }

    mutating func wait(_ time: Duration) {
        now += time
        take(runner.tick(at: now))
    }

    mutating func answer(_ text: String?) { take(runner.answer(text.map { Array($0.utf8) })) }

    /// Somebody else speaks, until the script is resumed.
    mutating func lend() { runner.lend() }

    mutating func resume(stepping: Bool = false) { take(runner.resume(stepping: stepping)) }

    /// Whether every check held; the pictures of those that did not.
    var complaints: [String] { result.failures.map(\.picture) }
}
