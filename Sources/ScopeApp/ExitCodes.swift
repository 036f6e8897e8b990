import SMTPTrace

/// The exit codes of runs without a screen, as `--help` prints them.
package enum ExitCodes {
    /// One line per code, in ascending order.
    package static var table: String {
        Verdict.Code.allCases.map { code in
            let number = String(code.rawValue)
            return "  " + String(repeating: " ", count: 2 - number.utf8.count) + number + "  "
                + code.meaning
        }.joined(separator: "\n")
    }
}
