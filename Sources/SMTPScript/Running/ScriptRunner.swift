import SMTPCore
import SMTPTrace

/// Plays a program: facts and times in, intents out. Screen, headless run and tests drive this
/// one. It owns no socket and no clock, and whatever a server does, each step ends within its
/// time-out.
package struct ScriptRunner: Sendable {
    enum State: Hashable, Sendable {
        case idle
        /// Instructions are carried out, or an event is waited for.
        case running
        /// `@wait`, or the time between tries.
        case sleeping(until: Duration)
        case asking(name: String, isSecret: Bool)
        /// `@pause`, `@break` or single steps.
        case paused
        case done
    }

    /// A block that was entered and not left.
    enum Frame: Sendable {
        case each(begin: Int, index: Int)
        case repeated(begin: Int, left: Int)
        /// `checks` counts those of the section when the try began.
        case retry(begin: Int, left: Int, checks: Int)
        case optional(begin: Int, checks: Int)
    }

    package let program: ScriptProgram
    let options: RunOptions
    package internal(set) var result: RunResult
    /// Lines of the script itself at which the run stops before their step, or before the first one
    /// they include.
    package var breakpoints: Set<Int> = []
    package var isStepping: Bool

    var state = State.idle
    var position = 0
    var frames: [Frame] = []
    var agenda: [Judgement] = []
    var links: [Link] = []
    var current: Int?
    /// The highest connection number of ours or of others before us.
    var lastNumber: Int
    var intents: [ScriptIntent] = []
    var values: Values
    var patterns = PatternCache()
    var redactor = Redactor()
    /// Whether the redactor knows a secret.
    var hidesSecrets: Bool
    /// A login has begun: what follows it is looked at with care.
    var watchesLogin = false
    var caseFile: CaseFile
    var timeout: Duration
    var allowsEarly = false
    /// Octets per second; nil is as fast as it goes.
    var rate: Int?
    var paced: Paced?
    /// The section is over; the next one is looked for.
    var isSkipping = false
    /// The step at hand was shown and may go.
    var isReleased = false
    /// A line of the `@pipeline` at hand failed.
    var hasBatchFailed = false
    var missingSecrets: [Secret] = []
    /// On the script's clock: the facts' one and what the lab skipped.
    var now = Duration.zero
    var skipped = Duration.zero
    /// The lab's clock was moved: what it led to is on its way, so nothing is given up before.
    var graceUntil = Duration.zero
    static let grace = Duration.milliseconds(500)
    /// How long an engine may take to say that half a line has come.
    static let glance = Duration.milliseconds(100)
    /// Until when the end of the script waits for what is owed; nil before.
    var lingersUntil: Duration?
    var startedAt = Duration.zero
    /// How many sections stand in front of each instruction; empty where there are none.
    let sectionsBefore: [Int]
    var sender: [UInt8] = Array("ann@example.org".utf8)
    var recipient: [UInt8] = Array("bob@example.net".utf8)

    package init(program: ScriptProgram, options: RunOptions) {
        self.program = program
        self.options = options
        isStepping = options.isStepping
        timeout = options.timeout
        lastNumber = options.connectionsBefore
        values = Values(options)
        hidesSecrets = !options.secrets.isEmpty
        caseFile = CaseFile(options.investigation, isAsked: program.asksForDiagnosis)
        result = RunResult(file: program.file, title: program.title)
        sectionsBefore = program.sections.isEmpty ? [] : Self.sectionsBefore(program.instructions)
        bindSecrets()
    }

    /// For each instruction and for the end.
    private static func sectionsBefore(_ instructions: [Instruction]) -> [Int] {
        var count = 0
        return instructions.map { instruction in
            defer { if case .order(.section) = instruction.operation { count += 1 } }
            return count
        } + [count]
    }

    package var isDone: Bool { state == .done }

    /// Whether the run waits for `resume` or `answer`.
    package var waitsForUser: Bool {
        switch state {
        case .asking, .paused: true
        case .idle, .running, .sleeping, .done: false
        }
    }

    /// The place of the next line to be carried out; nil at the end.
    package var place: ScriptPlace? {
        program.instructions.indices.contains(position)
            ? program.instructions[position].place : nil
    }

    /// The number of the connection in use; 0 before the first.
    package var connection: Int {
        current.flatMap { links[$0].number }
            ?? (lastNumber > options.connectionsBefore ? lastNumber : 0)
    }

    /// When `tick` has something to do, on the clock of the facts; nil while nothing is waited
    /// for but facts or the user.
    package var nextDeadline: Duration? {
        switch state {
        case .sleeping(let until): until - skipped
        case .running:
            (paced?.nextAt ?? headDeadline ?? lingersUntil.map { max($0, graceUntil) }).map {
                $0 - skipped
            }
        case .idle, .asking, .paused, .done: nil
        }
    }

    // MARK: Stimuli

    package mutating func start(at time: Duration) -> [ScriptIntent] {
        guard state == .idle else { return [] }
        pass(to: time)
        startedAt = now
        let secrets = options.secrets.map { (value: $0.value, name: $0.key) }
        for (value, name) in secrets + WrittenSecrets(program, given: options.variables).all {
            hide(value, as: name)
            intents.append(.know(secret: value, name: name))
        }
        result.title = mask(result.title)
        prepare()
        return advance()
    }

    package mutating func receive(_ event: TraceEvent) -> [ScriptIntent] {
        pass(to: event.at)
        if case .clockMoved(let step) = event.fact {
            skipped += step
            pass(to: event.at)
            graceUntil = now + Self.grace
        }
        if let index = link(of: event) {
            links[index].note(event.fact, at: now, number: caseFile.count)
            caseFile.add(event)
        }
        return advance()
    }

    package mutating func tick(at time: Duration) -> [ScriptIntent] {
        pass(to: time)
        return advance()
    }

    /// The answer to `ask`; nil if the user would rather stop.
    package mutating func answer(_ value: [UInt8]?) -> [ScriptIntent] {
        guard case .asking(let name, let isSecret) = state else { return [] }
        state = .running
        guard let value else {
            stop("nobody answered the question for `\(name)`")
            return advance()
        }
        if isSecret {
            missingSecrets.removeAll { $0.name == name }
            values.add(secret: value, name: name)
            hide(value, as: name)
            intents.append(.know(secret: value, name: name))
            prepare()
        } else {
            values.names.variables[name] = value
        }
        return advance()
    }

    /// Goes on behind `@pause`, `@break` or a single step.
    package mutating func resume(stepping: Bool = false) -> [ScriptIntent] {
        guard state == .paused else { return [] }
        for index in links.indices { links[index].isLent = false }
        isStepping = stepping
        state = .running
        return advance()
    }

    /// Somebody else speaks on the connections, until `resume`: what is answered to them is none
    /// of the script's. Only while it waits for that.
    package mutating func lend() {
        guard state == .paused else { return }
        for index in links.indices { links[index].isLent = true }
    }

    /// Whether somebody else speaks.
    package var isLent: Bool { links.contains(where: \.isLent) }

    /// Ends the run where it stands; `time` is now where no fact told it.
    package mutating func cancel(at time: Duration? = nil) -> [ScriptIntent] {
        guard state != .done else { return [] }
        if let time { pass(to: time) }
        stop("the run was stopped")
        return advance()
    }

    // MARK: The loop

    private mutating func pass(to time: Duration) {
        now = max(now, time + skipped)
    }

    /// Carries out what can be carried out; gives the intents.
    private mutating func advance() -> [ScriptIntent] {
        if case .sleeping(let until) = state, now >= until { state = .running }
        while state == .running {
            if paced != nil {
                guard sendPiece() else { break }
            } else if !agenda.isEmpty {
                guard proceed() else { break }
            } else if position < program.instructions.count {
                execute(program.instructions[position])
            } else if hasHeardAll() {
                settleAll()
                finish()
            } else {
                break
            }
        }
        defer { intents = [] }
        return intents
    }

    /// The link a fact belongs to. A number never seen belongs to the connection asked for last.
    private mutating func link(of event: TraceEvent) -> Int? {
        if let index = links.firstIndex(where: { $0.number == event.connection }) { return index }
        guard event.connection > lastNumber,
            let index = links.lastIndex(where: { $0.number == nil })
        else { return nil }
        lastNumber = event.connection
        links[index].number = event.connection
        return index
    }

    mutating func finish() {
        guard state != .done else { return }
        closeSection()
        result.took = now - startedAt
        state = .done
        agenda = []
        intents.append(.done)
    }

    /// Ends the run; what was reached is broken.
    private mutating func stop(_ reason: String) {
        if result.sections.isEmpty {
            result.refusal = reason
        } else {
            note(
                .init(
                    outcome: .broken, place: place ?? ScriptPlace(file: program.file, line: 1),
                    wanted: "", found: reason, picture: "error: \(reason)", at: now - startedAt))
        }
        finish()
    }
}
