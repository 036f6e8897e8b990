import Glibc

/// How a program ended and what it said.
package struct Outcome: Sendable {
    package enum Status: Hashable, Sendable {
        case exited(Int32)
        case signalled(Int32)
        /// It had to be killed by us.
        case overdue

        init(waited code: Int32) {
            let signal = code & 0x7F
            self = signal == 0 ? .exited((code >> 8) & 0xFF) : .signalled(signal)
        }
    }

    package var status: Status
    package var output: [UInt8]
    package var errors: [UInt8]
    /// In KiB.
    package var peakMemory: Int
    package var duration: Duration

    /// Standard output as text.
    package var text: String { String(decoding: output, as: UTF8.self) }
    /// Standard error as text.
    package var errorText: String { String(decoding: errors, as: UTF8.self) }

    /// Standard output without line endings.
    package var lines: [Substring] { text.split(separator: "\n") }
}

/// What a test needs and the machine does not give.
package struct SupportError: Error, CustomStringConvertible {
    package var description: String

    package init(_ description: String) { self.description = description }
}
