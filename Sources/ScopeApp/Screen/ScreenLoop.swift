import CursesTerminal
import Dispatch
import Glibc
import SMTPDiagnosis
import SMTPScript
import SMTPTrace
import ScopeModel
import ScopeView
import TerminalCore

/// The one loop of the screen: waits for keys, facts and signals, updates the model, carries out
/// its effects and paints. Nothing in it waits for the network.
final class ScreenLoop {
    /// A burst of facts is painted at most this often; keys are painted at once.
    private static let frameInterval = Duration.milliseconds(16)
    /// After so long without another octet a lone ESC is the Esc key.
    private static let escapeDelay = Duration.milliseconds(25)
    private static let tickInterval = Duration.milliseconds(250)

    let terminal: any Display
    private let signals: SignalDoorbell
    let host: SessionHost
    let themes: ThemeShelf
    var theme: ResolvedTheme
    private(set) var model: Model
    private var lastFrame: ContinuousClock.Instant
    private var lastTick: ContinuousClock.Instant
    private(set) var needsPaint = true
    var exitCode: Int32?
    private var isFileReadable = false
    private let clock = ContinuousClock()
    /// A recording or a log that is still being read; nil once it has been.
    var file: OpenedFile?
    /// The recording that is shown; nil for a session.
    var recording: OpenedRecording?
    /// What was worked out on other threads, and how much of that is still to come.
    let answers = Mailbox<Message>()
    var answersDue = 0
    /// When the model was told last how much time passed; nil while nothing plays.
    private var played: ContinuousClock.Instant?
    /// The script that is played in place of a person; nil at a terminal.
    var rehearsal: UIRehearsal?
    /// A script to begin with.
    var script: (program: ScriptProgram, options: RunOptions)?
    /// What became of the script played last; nil without one.
    var scriptResult: RunResult? { model.scriptResult }
    var recordingPath: String? { host.recording }

    init(
        terminal: any Display, signals: SignalDoorbell, host: SessionHost, themes: ThemeShelf,
        theme: ResolvedTheme, model: Model
    ) {
        self.terminal = terminal
        self.signals = signals
        self.host = host
        self.themes = themes
        self.theme = theme
        self.model = model
        lastFrame = clock.now - .seconds(1)
        lastTick = lastFrame
    }

    /// Runs until the user leaves or a signal ends it; gives the exit code.
    func run() -> Int32 {
        readStart()
        paint()
        DispatchQueue.global(qos: .utility).async { Diagnostician.prepare() }
        if let target = model.options.target { perform(.submit(.connect(target))) }
        if let script { update(.scriptLoaded(script.program, script.options)) }
        while exitCode == nil {
            wait()
            readSignals()
            readKeys()
            readFacts()
            readAnswers()
            readFile()
            play()
            tick()
            driveScript()
            if needsPaint, isFrameDue { paint() }
            rehearse(at: clock.now)
        }
        terminal.restore()
        host.stop()
        return verdict(exitCode ?? 0)
    }

    // MARK: Waiting

    private func wait() {
        // While it is open whether an ESC is a key, a file would be readable all the time.
        let reading = terminal.isEscapePending ? -1 : file?.descriptor ?? -1
        var descriptors = [
            pollfd(fd: terminal.inputDescriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: host.facts.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: reading, events: Int16(POLLIN), revents: 0),
            pollfd(fd: answers.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        let count = poll(&descriptors, nfds_t(descriptors.count), timeout)
        isFileReadable = descriptors[3].revents != 0
        if count == 0, terminal.isEscapePending {
            for input in terminal.flushEscape() { update(.input(input)) }
        }
    }

    /// Milliseconds until something is due; -1 if nothing is.
    private var timeout: Int32 {
        var left: Duration?
        func atMost(_ duration: Duration) { left = min(left ?? duration, duration) }
        if terminal.isEscapePending { atMost(Self.escapeDelay) }
        if needsPaint { atMost(max(.zero, Self.frameInterval - (clock.now - lastFrame))) }
        if model.wantsTicks { atMost(max(.zero, Self.tickInterval - (clock.now - lastTick))) }
        if let delay = model.playDelay {
            atMost(max(.zero, delay - (clock.now - (played ?? clock.now))))
        }
        if let rehearsal { atMost(max(.zero, (rehearsal.due ?? clock.now) - clock.now)) }
        if let due = model.scriptDeadline { atMost(max(.zero, due - host.now)) }
        if file?.isUntold == true { atMost(OpenedLog.interval) }
        guard let left else { return -1 }
        return Int32((left.microseconds + 999) / 1_000)
    }

    // MARK: Stimuli

    private func readKeys() {
        for input in terminal.readInputs() {
            update(.input(input))
            // A key is answered at once, whatever else is going on.
            lastFrame = clock.now - Self.frameInterval
        }
        if terminal.isHungUp { exitCode = exitCode ?? Signal.hangUp.exitCode }
    }

    private func readFacts() {
        let events = host.facts.take()
        if !events.isEmpty { update(.traces(events)) }
    }

    private func readFile() {
        guard let file, isFileReadable || file.isUntold else { return }
        for message in isFileReadable ? file.next() : file.tell() { update(message) }
        if model.player != nil { recording = file.recording ?? recording }
        if file.isOver { self.file = nil }
    }

    /// So that the first frame shows what kind of file it is, if that costs no waiting.
    private func readStart() {
        guard let file else { return }
        var descriptor = pollfd(fd: file.descriptor, events: Int16(POLLIN), revents: 0)
        isFileReadable = poll(&descriptor, 1, 0) > 0
        readFile()
    }

    private func play() {
        guard let delay = model.playDelay else {
            played = nil
            return
        }
        let now = clock.now
        let since = played ?? now
        if played == nil { played = now }
        guard now - since >= delay else { return }
        played = now
        update(.elapsed(now - since))
    }

    private func tick() {
        guard model.wantsTicks, clock.now - lastTick >= Self.tickInterval else { return }
        lastTick = clock.now
        update(.tick(now: host.now))
    }

    private func driveScript() {
        guard let due = model.scriptDeadline, host.now >= due else { return }
        update(.scriptDue(now: host.now))
    }

    private func readSignals() {
        for signal in signals.read() {
            switch signal {
            case .resized: update(.resized(terminal.resize()))
            case .continued:
                terminal.resume()
                update(.resized(terminal.size))
                update(.resumed)
            case .stop: suspend()
            case .interrupt: update(.interrupted)
            case .terminate, .hangUp, .quit: exitCode = signal.exitCode
            }
        }
    }

    func update(_ message: Message) {
        needsPaint = true
        for effect in model.update(message) { perform(effect) }
    }

    // MARK: Painting

    private var isFrameDue: Bool {
        rehearsal != nil || clock.now - lastFrame >= Self.frameInterval
    }

    private func paint() {
        needsPaint = false
        lastFrame = clock.now
        terminal.present(render(model), with: theme)
    }
}
