/// Why a text names no endpoint.
package struct EndpointError: Error, Hashable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        case empty, badHost, badPort, badAddress, unknownScheme, badPath, unexpectedText
    }

    package var code: Code
    /// One sentence: what is wrong, and what to write instead.
    package var description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
