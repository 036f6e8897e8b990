import CNCurses
import Glibc

/// Signals as something to poll. Also ignores PIPE. One at a time.
///
/// A second deadly signal that comes before the first was read ends the program at once, terminal
/// given back: a loop that hangs can be ended from outside.
package final class SignalDoorbell {
    /// To be polled; `read` reads it. -1 if the system has no pipe to give.
    package let descriptor: Int32

    package init() { descriptor = doorbell_install() }

    deinit { doorbell_remove() }

    /// The signals since the last call, oldest first; never waits.
    package func read() -> [Signal] {
        var octets = [UInt8](repeating: 0, count: 256)
        let got = Glibc.read(descriptor, &octets, octets.count)
        doorbell_answered()
        guard got > 0 else { return [] }
        return octets[..<got].compactMap { octet in
            Signal.allCases.first { $0.number == Int32(octet) }
        }
    }
}
