/// Everything a key or a command can do. The raw value is the command's name behind `:`.
package enum ActionID: String, Hashable, Sendable, CaseIterable {
    // The connection.
    case connect, lab, reconnect, disconnect, cancel
    case keepWaiting = "keep-waiting"
    case wait, starttls, auth

    // SMTP.
    case send, ehlo, helo, mail, rcpt, data, rset, noop, vrfy
    case quitSMTP = "quit-smtp"
    case message
    case resend
    case reuse

    // Scripts.
    case script

    // Understanding.
    case explain, diagnose, capabilities, cert, open, failures
    case fixA = "fix-a"
    case fixB = "fix-b"

    // The view.
    case find, next, previous, fold, unfold, follow, annotations, time, wire, layout, zoom
    case nextError = "next-error"
    case previousError = "previous-error"
    case nextCommand = "next-command"
    case previousCommand = "previous-command"
    case nextReply = "next-reply"
    case previousReply = "previous-reply"
    case nextSection = "next-section"
    case previousSection = "previous-section"
    case nextNote = "next-note"
    case previousNote = "previous-note"
    case goto, sort

    // A recording.
    case play, step, seek, speed, idle, compare

    // Moving.
    case up, down
    case pageUp = "page-up"
    case pageDown = "page-down"
    case halfUp = "half-up"
    case halfDown = "half-down"
    case top, bottom
    case input, browse, back
    case nextPane = "next-pane"
    case previousPane = "previous-pane"

    // Data.
    case copy, save, note, clear

    // The program.
    case command, palette, search, theme, set, options, keys, help, health, log, version
    case mouse, redraw, suspend, interrupt, quit
}

/// The groups of the help page, in its order.
package enum ActionCategory: String, Hashable, Sendable, CaseIterable {
    case session = "Session"
    case smtp = "SMTP"
    case understand = "Understanding"
    case view = "View"
    case playing = "Recording"
    case move = "Moving"
    case data = "Data"
    case program = "Program"
}
