import SMTPCore
import SMTPTrace
import TerminalCore

extension Model {
    mutating func performView(_ id: ActionID, _ argument: String) -> [Effect] {
        switch id {
        case .find:
            guard !argument.isEmpty else { return perform(.search, "") }
            if isShowingFailures {
                searchFailures(Array(argument.utf8), step: 1)
                return []
            }
            focus = .transcript
            startSearch(Array(argument.utf8), step: 1)
        case .next where isShowingFailures, .previous where isShowingFailures:
            guard let pattern = failures?.pattern, !pattern.isEmpty else {
                return perform(.search, "")
            }
            searchFailures(pattern, step: id == .next ? 1 : -1)
        case .next, .previous:
            guard !search.pattern.isEmpty else { return perform(.search, "") }
            startSearch(search.pattern, step: id == .next ? 1 : -1)
        case .fold, .unfold: fold(argument, isFolding: id == .fold)
        case .follow:
            let wanted = argument.isEmpty ? !viewport.isFollowing : argument == "on"
            if wanted { resumeFollowing() } else { pause() }
        case .annotations:
            return argument.isEmpty ? cycle(.annotations) : set(.annotations, to: argument)
        case .time: return argument.isEmpty ? cycle(.time) : set(.time, to: argument)
        case .wire: return argument.isEmpty ? cycle(.wire) : set(.wire, to: argument)
        case .layout: return argument.isEmpty ? cycle(.layout) : set(.layout, to: argument)
        case .zoom:
            isZoomed.toggle()
            bringIntoView()
        case .nextError, .previousError:
            return jump(id == .nextError ? 1 : -1, to: "error", nil) { model, row in
                model.diagnosis.cards[row] != nil
            }
        case .nextCommand, .previousCommand:
            return jump(id == .nextCommand ? 1 : -1, to: "command", .command) { model, row in
                let entry = model.transcript.rows[row]
                return entry.kind == .client && entry.behindHead == 0
            }
        case .nextReply, .previousReply:
            return jump(id == .nextReply ? 1 : -1, to: "reply", .reply) { model, row in
                let entry = model.transcript.rows[row]
                return entry.kind == .server && entry.behindHead == 0
            }
        case .nextSection, .previousSection:
            return jump(id == .nextSection ? 1 : -1, to: "section", .section) { model, row in
                model.startsSection(row)
            }
        case .nextNote, .previousNote:
            return jump(id == .nextNote ? 1 : -1, to: "note", .note) { model, row in
                model.hasNote(row)
            }
        default:
            guard let line = Int(argument), line > 0, line <= transcript.rows.count else {
                say("lines go from 1 to \(transcript.rows.count)", .error)
                return []
            }
            focus = .transcript
            select(line - 1)
        }
        return []
    }

    private mutating func fold(_ argument: String, isFolding: Bool) {
        guard !transcript.rows.isEmpty else { return }
        switch argument {
        case "all", "none":
            folds = Folds()
            folds.all = argument == "all"
        default:
            let head = transcript.head(of: viewport.selection)
            guard transcript.rows[head].groupCount > 1 else {
                say("this line has nothing to fold")
                return
            }
            folds.chosen[head] = isFolding
            if isFolding {
                if !viewport.isFollowing { viewport.selection = head }
            } else {
                keepInView(transcript.group(at: head))
            }
        }
        if viewport.isFollowing {
            viewport.selection = max(0, lastVisibleRow)
        } else {
            if isHidden(viewport.selection) {
                viewport.selection = transcript.head(of: viewport.selection)
            }
            bringIntoView()
        }
    }

    mutating func performMove(_ id: ActionID) -> [Effect] {
        if isShowingFailures { return performMoveInFailures(id) }
        switch id {
        case .up: moveSelection(by: -1)
        case .down: moveSelection(by: 1)
        case .pageUp: scroll(by: -max(height - 1, 1))
        case .pageDown: scroll(by: max(height - 1, 1))
        case .halfUp: scroll(by: -max(height / 2, 1))
        case .halfDown: scroll(by: max(height / 2, 1))
        case .top: select(0)
        case .bottom: resumeFollowing()
        case .input: focus = .prompt
        case .back: focus = player == nil ? .prompt : .transcript
        case .browse: focus = .transcript
        case .nextPane: movePane(1)
        default: movePane(-1)
        }
        return []
    }

    /// Panes that are on the screen; from the prompt the diagnosis comes first, whose border offers
    /// the key. In the stacked layout it also has more room while it has the focus.
    private mutating func movePane(_ step: Int) {
        var panes: [Focus] = player == nil ? [.prompt] : []
        let layout = layout
        if layout.kind == .wide || layout.kind == .stacked, layout.diagnosis != nil {
            panes.append(.diagnosis)
        }
        if layout.kind == .wide { panes.append(.session) }
        panes.append(.transcript)
        let index = panes.firstIndex(of: focus) ?? 0
        focus = panes[(index + step + panes.count) % panes.count]
        extraDrawerRows = focus == .diagnosis && layout.kind == .stacked ? 4 : 0
        bringIntoView()
    }
}
