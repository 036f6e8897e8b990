/// Why a theme cannot be used at all.
package struct ThemeError: Error, Hashable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        case unknown, unreadable, syntax, circular
    }

    package var code: Code
    /// One sentence, with the file and line where there is one.
    package var description: String
}
