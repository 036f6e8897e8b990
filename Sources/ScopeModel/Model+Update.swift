import SMTPTrace
import TerminalCore

extension Model {
    /// What happened in, what to do outside out. Never waits; its cost does not depend on the
    /// length of the transcript.
    package mutating func update(_ message: Message) -> [Effect] {
        switch message {
        case .input(.key(let key)): return lendScript(press(key))
        case .input(.paste(let octets, let dropped)): return paste(octets, dropped: dropped)
        case .input(.mouse(let mouse)): return handle(mouse)
        case .traces(let events):
            guard player == nil else { return [] }
            note(events)
            return unasked { $0.continueScript(events) }
        case .recordingOpened(let name):
            openRecording(name)
            return []
        case .recorded(let events, let percent):
            noteRecorded(events, percent: percent)
            return []
        case .recordedAll(let problem, let notes):
            return finishRecorded(problem: problem, notes)
        case .noted(let note, let events):
            finishNote(note, events)
            return []
        case .recalled(let events, let first):
            noteRecalled(events, from: first)
            return []
        case .elapsed(let time): return play(for: time)
        case .compared(let comparing):
            show(comparing)
            return []
        case .resized(let size):
            screen = size
            fitPage()
            bringIntoView()
            bringComparedIntoView()
            bringFailureIntoView()
            return []
        case .tick(let now):
            tick(now)
            return []
        case .scriptDue(let now): return unasked { $0.tickScript(now) }
        case .edited(let text):
            return finishEditing(text)
        case .log(let report, let progress):
            receive(report, progress)
            return []
        case .fileRead(let path, let octets):
            return finishReading(path, octets)
        case .scriptLoaded(let program, let outside):
            return begin(program, outside)
        case .blockLoaded(let program, let outside):
            return begin(block: program, outside)
        case .scriptRefused(let path, let pictures):
            refuseScript(path, pictures)
            return []
        case .done(let text):
            say(text)
            return []
        case .failed(let text):
            say(text, .error)
            return []
        case .themeSet(let name):
            theme = name
            say("theme \(name)")
            return []
        case .interrupted:
            return press(.control("c"))
        case .resumed:
            return [.redraw]
        }
    }

    private mutating func tick(_ now: Duration) {
        if player == nil { self.now = max(self.now, now) }
        if let left = notice?.ticksLeft {
            if left <= 1 { notice = nil } else { notice?.ticksLeft = left - 1 }
        }
        if !pendingKeys.isEmpty { pendingTicks += 1 }
        if search.isRunning { continueSearch() }
    }

    /// Whether the keys that may follow are to be shown: the second tick came, 250 ms or more.
    package var showsContinuations: Bool { !pendingKeys.isEmpty && pendingTicks > 1 }

    private mutating func handle(_ mouse: Mouse) -> [Effect] {
        guard comparing == nil || popup != nil else {
            guard mouse.action == .wheelUp || mouse.action == .wheelDown else { return [] }
            comparing?.move(mouse.action == .wheelUp ? -3 : 3)
            bringComparedIntoView()
            return []
        }
        switch mouse.action {
        case .wheelUp, .wheelDown:
            let steps = mouse.action == .wheelUp ? -3 : 3
            if case .page(var page) = popup {
                let rect = layout.page
                page.scroll = max(
                    0,
                    min(
                        page.scroll + steps,
                        page.lines(columns: rect.size.columns).count - rect.size.rows))
                popup = .page(page)
            } else if isShowingFailures {
                moveInFailures(by: steps)
            } else {
                scroll(by: steps)
            }
        case .press(.left):
            guard popup == nil else { return [] }
            click(mouse.position)
        case .press, .release, .drag: break
        }
        return []
    }

    private mutating func click(_ position: Position) {
        let layout = layout
        if isShowingFailures {
            clickFailure(position)
        } else if layout.transcript.contains(position) {
            let lines = visibleLines
            let index = position.row - layout.transcript.row
            guard lines.indices.contains(index) else { return }
            focus = .transcript
            select(lines[index].row)
        } else if position.row == layout.promptRow, player == nil {
            focus = .prompt
        } else if layout.diagnosis?.contains(position) == true {
            focus = .diagnosis
        } else if layout.kind == .wide, layout.session?.contains(position) == true {
            focus = .session
        }
    }
}
