import COpenSSL

/// Why the engine refused to do something, as one sentence: what, and what to do.
package struct EngineError: Error, Hashable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        case badFile, badOption, cannotListen, noSuchLab, system
    }

    package var code: Code
    package var description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}

/// OpenSSL's words for the oldest error in its queue, which is emptied.
func takeOpenSSLReason() -> String {
    let code = ERR_get_error()
    ERR_clear_error()
    guard code != 0, let reason = ERR_reason_error_string(code) else { return "no reason given" }
    return String(cString: reason)
}
