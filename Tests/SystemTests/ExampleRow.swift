/// What becomes of one of the examples on one real server.
struct ExampleRow: Sendable, CustomStringConvertible {
    enum Server: String, Sendable, CaseIterable {
        case postfix, exim, openSMTPD, dovecot
    }

    enum Outcome: Sendable {
        case passes
        /// The script finds a difference, and finds it at this line.
        case finds(line: Int, String)
        /// Why there is nothing to run.
        case isLeftOut(String)
    }

    /// The number the file's name begins with.
    let example: String
    let server: Server
    let outcome: Outcome
    /// Which of Postfix's ports.
    var port = Port.plain
    /// The section in front of which to stop; nil for the whole script.
    var until: String?

    enum Port: Sendable { case plain, strict, submission }

    init(
        _ example: String, _ server: Server, _ outcome: Outcome, port: Port = .plain,
        until: String? = nil
    ) {
        self.example = example
        self.server = server
        self.outcome = outcome
        self.port = port
        self.until = until
    }

    var description: String { "\(example) on \(server.rawValue)" }

    var isRun: Bool {
        if case .isLeftOut = outcome { false } else { true }
    }
}
