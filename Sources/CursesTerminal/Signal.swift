import Glibc

/// A signal the loop takes care of.
package enum Signal: Hashable, Sendable, CaseIterable {
    /// The terminal's size changed.
    case resized
    /// Stopped, and running again.
    case continued
    /// Asked to stop, from outside.
    case stop
    /// Asked to end.
    case terminate, hangUp, interrupt, quit

    /// The system's number.
    package var number: Int32 {
        switch self {
        case .resized: SIGWINCH
        case .continued: SIGCONT
        case .stop: SIGTSTP
        case .terminate: SIGTERM
        case .hangUp: SIGHUP
        case .interrupt: SIGINT
        case .quit: SIGQUIT
        }
    }

    /// What the shell shows when a program ends by this signal.
    package var exitCode: Int32 { 128 + number }
}
