/// Why a `.lab` file was refused: every problem found, in the order of the file.
package struct LabError: Error, Hashable, CustomStringConvertible {
    package struct Problem: Hashable, Sendable, CustomStringConvertible {
        /// As given to `LabScenario.parse`.
        package var file: String
        /// From 1.
        package var line: Int
        /// In octets, from 1.
        package var column: Int
        /// What is wrong, without a full stop.
        package var message: String
        /// What to write instead, without a full stop; nil where we cannot guess.
        package var suggestion: String?

        package var description: String {
            "\(file):\(line):\(column): \(message)" + (suggestion.map { "; \($0)" } ?? "")
        }
    }

    /// Not empty.
    package var problems: [Problem]

    package var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
