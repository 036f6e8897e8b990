import TerminalCore

/// What a person would do at the screen and see there, as a file: one step a line, such as
/// `key F1` or `expect-text 250 Ok`. Empty lines and those that begin with `#` are skipped.
package struct UIScript: Hashable, Sendable {
    package struct Step: Hashable, Sendable {
        /// Counted from 1.
        package var line: Int
        /// As it stands in the file, without blanks around it.
        package var text: String
        package var order: Order
    }

    package enum Order: Hashable, Sendable {
        /// `key`, `type`, `line`, `paste`, `click`, `wheel`.
        case input([Input])
        case resize(Size)
        /// Until nothing more happens by itself.
        case waitIdle
        /// The screen with its roles; nil prints it.
        case saveFrame(path: String?)
        /// Waits until it holds.
        case expect(Expectation)
        /// How long the steps below may wait.
        case patience(Duration)
    }

    /// What the screen is to show. Texts stand in one row.
    package enum Expectation: Hashable, Sendable {
        case text(String)
        /// The text is nowhere.
        case gone(String)
        /// In the status row.
        case status(String)
        /// All of the text has this role.
        case role(Role, String)
        /// Nil: hidden.
        case cursor(Position?)
    }

    /// For messages.
    package var path: String
    package var steps: [Step] = []

    /// Reads a script. The first line that is no step is told with its place.
    package init(_ octets: [UInt8], path: String) throws(FileError) {
        self.path = path
        let lines = octets.split(separator: 10, omittingEmptySubsequences: false)
        for (index, octets) in lines.enumerated() {
            let text = Self.trimmed(String(decoding: octets, as: UTF8.self))
            guard !text.isEmpty, !text.hasPrefix("#") else { continue }
            switch Self.order(text) {
            case .success(let order):
                steps.append(Step(line: index + 1, text: text, order: order))
            case .failure(let problem):
                throw FileError("\(path):\(index + 1): \(problem.description)")
            }
        }
    }

    private static func trimmed(_ line: String) -> String {
        let front = line.drop { $0 == " " || $0 == "\t" }
        let end = front.lastIndex { !$0.isWhitespace }
        return end.map { String(front[...$0]) } ?? ""
    }
}
