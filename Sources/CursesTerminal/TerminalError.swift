/// Why the screen could not be opened.
package struct TerminalError: Error, Hashable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        case notATerminal, unknownTerminal, unusable
    }

    package var code: Code
    /// One sentence to show: what happened and what to do.
    package var description: String
}
