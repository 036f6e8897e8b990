import SMTPCore
import TerminalCore

extension Model {
    mutating func press(_ key: Key) -> [Effect] {
        defer { wasEscape = key == .escape }
        if notice?.isRead == true { notice = nil }
        if key == .control("c") { return interrupt() }
        if key == .control("l") { return [.redraw] }
        if key == .control("z") { return [.suspend] }
        if popup != nil { return pressInPopup(key) }
        if overlay != nil { return pressInOverlay(key) }
        if comparing != nil { return pressWhileComparing(key) }
        return focus == .prompt ? pressInPrompt(key) : pressInPane(key)
    }

    private mutating func pressInPane(_ key: Key) -> [Effect] {
        let keys = pendingKeys + [key]
        pendingKeys = []
        pendingTicks = 0
        switch keymap.target(of: keys, in: focus) {
        case .action(let id, let argument): return perform(id, argument)
        case .line(let line): return run(line)
        case .prefix:
            pendingKeys = keys
            return []
        case nil:
            if keys.count > 1, key != .escape {
                say("\(Action.Shortcut.text(of: keys)) does nothing here; ? lists the keys")
            }
            return []
        }
    }

    mutating func pressInPrompt(_ key: Key) -> [Effect] {
        if challenge != nil, key == .tab {
            challenge?.toggleEncoding()
            syncMask()
            return []
        }
        if typed != nil, key == .escape, prompt.search == nil, prompt.cycle == nil,
            !prompt.editor.isQuoting
        {
            clearPrompt()
            dropTyped()
            return []
        }
        if let prefix = key.text, prompt.editor.isEmpty, prompt.search == nil, takesCommands,
            !prompt.editor.isQuoting
        {
            switch prefix {
            case ":": return perform(.command, "")
            case "/": return perform(.search, "")
            case "?": return perform(.help, "")
            default: break
            }
        }
        let isBusy = prompt.search != nil || prompt.cycle != nil || prompt.editor.isQuoting
        if !isBusy || !pendingKeys.isEmpty {
            let keys = pendingKeys + [key]
            pendingKeys = []
            pendingTicks = 0
            switch keymap.target(of: keys, in: .prompt) {
            case .action(let id, let argument): return perform(id, argument)
            case .line(let line): return run(line)
            case .prefix:
                pendingKeys = keys
                return []
            case nil: break
            }
        }
        switch prompt.press(key, in: completionContext) {
        case .edited: return []
        case .ignored: return key == .escape ? perform(.browse, "") : []
        case .submit(let line, let pipelined): return submit(line, isForced: pipelined)
        }
    }

    /// Whether the first character of a line may be a command to this program: not inside a
    /// message or an AUTH exchange, where any character can begin a line.
    package var takesCommands: Bool {
        guard typed?.isText != true else { return false }
        guard isSessionOpen else { return true }
        switch conversation.phase {
        case .content, .chunk, .authenticating: return false
        case .awaitingGreeting, .greeted, .refusedAtGreeting, .ready, .transaction, .handshaking,
            .closing, .ended:
            return true
        }
    }

    /// Whether a line may be one of the script language: where commands may stand, and in front of
    /// a message, where scripts have `< 354` and `@message`.
    package var takesOrders: Bool {
        guard typed?.isText != true else { return false }
        return takesCommands || isSessionOpen && conversation.isContentFresh
    }

    /// C-c: what is going on first, what is typed next, then the question whether to leave.
    mutating func interrupt() -> [Effect] {
        pendingKeys = []
        if popup == .quit { return isSessionOpen ? [] : [.quit] }
        if wasEscape {
            popup = .quit
            return []
        }
        if popup != nil || overlay != nil {
            popup = nil
            overlay = nil
            return []
        }
        if search.isRunning {
            search.cursor = nil
            return []
        }
        if focus == .prompt, prompt.search != nil || !prompt.editor.isEmpty {
            clearPrompt()
            return []
        }
        guard player == nil else {
            popup = .quit
            return []
        }
        if typed != nil {
            dropTyped()
            return []
        }
        if script?.isTyped == true, script?.isOver == false { return performScript("stop") }
        if queue != nil {
            queue = nil
            say("the lines that were left are gone")
            return []
        }
        switch transcript.link?.state {
        case .resolving, .connecting:
            say("cancelled")
            return [.submit(.cancelConnect)]
        case .open where transcript.link?.waiting != nil, .handshaking:
            popup = .waiting
        case .open, .ended, .failed, nil:
            popup = .quit
        }
        return []
    }

    mutating func clearPrompt() {
        prompt.begin(challenge?.isMasked == true ? Self.mask : .plain)
    }

    static let mask = LineEditor.Display.masked("*")

    private mutating func pressInPopup(_ key: Key) -> [Effect] {
        switch popup {
        case .page(let page): return press(key, in: page)
        case .paste(let buffer): return press(key, in: buffer)
        case .quit:
            switch key {
            case .character("y"), .character("Y"): return [.quit]
            default:
                popup = nil
                return []
            }
        case .waiting:
            popup = nil
            switch key {
            case .character("w"): return perform(.keepWaiting, "")
            case .character("d"): return perform(.disconnect, "")
            case .character("a"): return perform(.disconnect, "abort")
            case .character("q"):
                popup = .quit
                return []
            default: return []
            }
        case nil: return []
        }
    }

    private mutating func press(_ key: Key, in buffer: PasteBuffer) -> [Effect] {
        switch key {
        case .character("l"), .enter:
            popup = nil
            var buffer = buffer
            if let first = buffer.popLine() { prompt.fill(first) }
            queue = buffer.remaining > 0 ? buffer : nil
            focus = .prompt
        case .character("o"), .escape:
            popup = nil
            focus = .prompt
            prompt.paste(buffer.octets)
        case .character("d"):
            popup = nil
        default: break
        }
        return []
    }

    mutating func paste(_ octets: [UInt8], dropped: Int) -> [Effect] {
        if case .page? = popup, player == nil { popup = nil }
        if popup != nil { return [] }
        if comparing != nil, overlay == nil { return [] }
        if let overlay {
            self.overlay = overlay.inserting(PasteBuffer(octets).singleLine)
            return []
        }
        if let refusal = refusalWhilePlaying(.send) {
            say(refusal)
            return []
        }
        focus = .prompt
        let buffer = PasteBuffer(octets, dropped: dropped)
        if buffer.isMultiline {
            popup = .paste(buffer)
        } else {
            let lost = prompt.paste(buffer.singleLine)
            if lost + buffer.dropped > 0 {
                say("\(lost + buffer.dropped) octets of the paste did not fit", .warning)
            }
        }
        return []
    }
}
