import SMTPCore
import SMTPScript
import SMTPTrace
import TerminalCore

/// Everything on screen as state. `update` is the only thing that changes it.
package struct Model: Sendable {
    package internal(set) var screen: Size
    package internal(set) var options: ModelOptions
    package internal(set) var settings: Settings
    package internal(set) var theme: String
    package internal(set) var keymap: Keymap

    package internal(set) var transcript = Transcript()
    /// What is known about rows beyond the transcript, by row.
    package internal(set) var remarks = Remarks()
    /// Findings about failures, newest last.
    package internal(set) var diagnosis = DiagnosisState()
    /// The session's time as far as it is known.
    package internal(set) var now = Duration.zero

    package internal(set) var focus = Focus.prompt {
        didSet { if focus != .prompt { isShowingFailures = focus == .failures } }
    }
    package internal(set) var prompt: Prompt
    /// What the input line is for while it is not for SMTP.
    package internal(set) var overlay: Overlay?
    package internal(set) var popup: Popup?
    /// Pasted lines that wait for one Enter each.
    package internal(set) var queue: PasteBuffer?
    /// Lines that were begun at the prompt and are not complete.
    package internal(set) var typed: TypedLines?
    /// What the diagnosis put into the input and is not whole yet.
    var unfinishedStep: [UInt8]?
    /// A line that was held back once: the same line again is sent.
    var heldLine: [UInt8]?
    /// What AUTH asks for, when it is answered by hand.
    package internal(set) var challenge: Challenge?

    package internal(set) var viewport = Viewport()
    package internal(set) var folds = Folds()
    package internal(set) var search = Search()
    package internal(set) var isZoomed = false
    /// Rows the diagnosis has got beyond its usual ones, by F6.
    package internal(set) var extraDrawerRows = 0

    /// The recording that is shown in place of a session; nil for a session.
    package internal(set) var player: Player?

    /// Two recordings in place of the panes; nil while they are not compared.
    package internal(set) var comparing: Comparing?

    /// The script on the screen; stays when it is over, until the next one.
    package internal(set) var script: ScriptState?
    /// Secrets that were given, so that no typed line with one is kept.
    var secrets = KnownSecrets()
    /// Those at the prompt and of scripts, by name.
    var connections = PromptConnections()
    /// What names stand for at the prompt while no script has its own.
    var ownNames = ScriptNames()

    /// The failures of the log that was opened last.
    package internal(set) var failures: FailureList?
    /// Whether they stand in place of the transcript.
    package internal(set) var isShowingFailures = false

    package internal(set) var notice: Notice?
    /// Notices shown so far, oldest first, at most 200.
    package internal(set) var log: [String] = []

    /// Keys of a binding that has not ended yet.
    package internal(set) var pendingKeys: [Key] = []
    var pendingTicks = 0
    var wasEscape = false
    var lastRequest: ConnectRequest?
    /// A message from the editor that was not sent yet.
    var keptMessage: [UInt8]?
    var commandHistory = History()
    /// Addresses used lately, newest first.
    var senders: [String] = []
    var recipients: [String] = []

    package init(screen: Size, options: ModelOptions = ModelOptions()) {
        self.screen = screen
        self.options = options
        settings = options.settings
        theme = options.theme
        keymap = Keymap(user: options.bindings)
        prompt = Prompt(history: options.history)
        lastRequest = options.target
        if options.startsUnfolded { folds.all = false }
        for problem in options.problems { say(problem, .warning) }
    }

    /// Whether `Message.tick` is needed: something is waited for, or a notice must go away.
    package var wantsTicks: Bool {
        player == nil && transcript.link?.waiting != nil || notice?.ticksLeft != nil
            || !pendingKeys.isEmpty
            || search.isRunning || script?.isOver == false
    }

    /// Whether nothing happens before somebody does something: no answer is waited for, no search
    /// goes on, and a script waits for its user. Notices that go away do not count.
    package var isIdle: Bool {
        if let player { return player.reading == nil && !player.isPlaying && !search.isRunning }
        let isScriptBusy = script.map { !$0.isOver && !$0.runner.waitsForUser } ?? false
        guard let link = transcript.link else { return !isScriptBusy && !search.isRunning }
        let isShaking = link.isLive && link.conversation.phase == .handshaking
        return link.waiting == nil && !isShaking && !isScriptBusy && !search.isRunning
    }

    /// Whether leaving now would end a live connection.
    package var isSessionOpen: Bool {
        player == nil && transcript.link?.isLive == true
    }

    /// The talk on the connection in use. Where none is open yet the target says what it will be.
    package var conversation: Conversation {
        switch transcript.link?.state {
        case .open, .handshaking, .ended: break
        case .resolving, .connecting, .failed, nil:
            guard player == nil, lastRequest?.speaksLMTP == true else { break }
            return Conversation(dialect: .lmtp)
        }
        return transcript.link?.conversation ?? Conversation()
    }

    package var layout: Layout {
        Layout(size: screen, choice: isZoomed ? .compact : settings.layout, drawer: drawerRows)
    }

    /// What completion draws from.
    package var completionContext: CompletionContext {
        CompletionContext(
            conversation: conversation, senders: senders, recipients: recipients,
            ownName: completedName, isOffline: !isSessionOpen,
            isText: typed?.isText == true,
            names: prompt.editor.octets.contains(UInt8(ascii: "$")) ? names.listed : [],
            holdsSecret: secrets.knows(prompt.editor.octets))
    }

    private var drawerRows: Int {
        if isZoomed { return 0 }
        let isCompact = screen.columns < 80 || screen.rows < 20
        if isShowingFailures { return failureDrawerRows }
        if isCompact { return diagnosis.active == nil ? 0 : 2 + extraDrawerRows }
        let isWide = screen.columns >= 110 && screen.rows >= 28
        return (isWide && diagnosis.active != nil ? 5 : 4) + extraDrawerRows
    }
}
