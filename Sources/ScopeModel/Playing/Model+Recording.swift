import SMTPCore
import SMTPTrace

extension Model {
    /// Shows a recording in place of a session that is over or never began.
    mutating func openRecording(_ name: String) {
        guard !isSessionOpen, transcript.link?.waiting == nil || player != nil else {
            say("\(name) is a recording: smtpscope open shows it in another terminal", .error)
            return
        }
        clearSession()
        player = Player(name: name)
        keymap = Keymap(user: options.bindings, plays: true)
        focus = .transcript
    }

    private mutating func clearSession() {
        restore(Keyframe(event: 0))
        player = nil
        comparing = nil
        script = nil
        viewport = Viewport()
        folds = Folds()
        search = Search()
    }

    /// Folds what was read next of a recording; `percent` is how much of the file that was.
    mutating func noteRecorded(_ events: [TraceEvent], percent: Int) {
        guard player?.reading != nil else { return }
        let before = transcript.rows.count
        for event in events {
            let row = transcript.rows.count
            fold(event)
            let signs = signs(from: row)
            player?.index.append(at: event.at, row: row, signs)
            keepDueKeyframe()
        }
        let count = player?.count ?? 0
        player?.position = count
        player?.rows = transcript.rows.count
        player?.reading = percent
        follow(added: transcript.rows.count - before)
    }

    private mutating func keepDueKeyframe() {
        guard let count = player?.count, player?.keyframes.isDue(at: count) == true else { return }
        let frame = keyframe(at: count)
        player?.keyframes.keep(frame)
    }

    /// The whole file was read.
    mutating func finishRecorded(problem: String?, _ notes: [PlayerNote]) -> [Effect] {
        guard let count = player?.count else { return [] }
        let frame = keyframe(at: count)
        player?.reading = nil
        player?.target = count
        player?.clock = frame.now
        player?.keyframes.end = frame
        for note in notes { attach(note) }
        if let problem { say(problem, .warning) }
        if let path = options.comparison {
            options.comparison = nil
            return [.compare(path: path)]
        }
        guard let asked = player?.asked else { return [] }
        player?.asked = nil
        return performPlay(asked.id, asked.argument)
    }

    private func signs(from row: Int) -> EventIndex.Signs {
        var signs: EventIndex.Signs = []
        for row in row..<max(row, transcript.rows.count) {
            let entry = transcript.rows[row]
            if entry.kind == .client, entry.behindHead == 0 { signs.insert(.command) }
            if entry.kind == .server, entry.behindHead == 0 { signs.insert(.reply) }
            if startsSection(row) { signs.insert(.section) }
            if hasNote(row) { signs.insert(.note) }
        }
        return signs
    }

    /// Whether a part of the talk begins with a row: a script's section, a connection, TLS, a
    /// transaction.
    func startsSection(_ row: Int) -> Bool {
        let entry = transcript.rows[row]
        guard row > 0, entry.kind != .section else { return true }
        let before = transcript.rows[row - 1]
        if before.connection != entry.connection { return true }
        if entry.kind == .tls { return before.kind != .tls }
        guard entry.kind == .client else { return false }
        return ASCII.equalIgnoringCase(
            transcript.text(of: row).prefix(5), Array("MAIL ".utf8))
    }

    /// Goes back to a program without a recording, for a connection.
    mutating func leaveRecording() -> [Effect] {
        guard player != nil else { return [] }
        clearSession()
        keymap = Keymap(user: options.bindings)
        return [.closeRecording]
    }

    /// Why something cannot be done with a recording, as one sentence; nil if it can.
    func refusalWhilePlaying(_ id: ActionID) -> String? {
        guard player != nil else { return nil }
        switch id {
        case .disconnect, .cancel, .keepWaiting, .wait, .starttls, .auth, .send, .ehlo, .helo,
            .mail, .rcpt, .data, .rset, .noop, .vrfy, .quitSMTP, .message, .resend, .reuse,
            .script, .fixA, .fixB, .input, .clear:
            return "this is a recording, nothing can be sent; :connect HOST leaves it for a "
                + "connection"
        default: return nil
        }
    }
}
