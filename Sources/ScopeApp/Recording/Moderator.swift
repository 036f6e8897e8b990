import Dispatch
import Glibc
import SMTPTrace

/// Somebody at the terminal who says what clients get, one question after the other. Questions
/// may come from any thread.
final class Moderator: Sendable {
    private let questions = DispatchQueue(label: "questions")

    /// Waits for one line; an empty one, or the end of the input, means what is proposed. `answer`
    /// gets the line without control characters.
    func ask(
        _ connection: Int, _ command: String, _ usual: String,
        _ answer: @escaping @Sendable (String) -> Void
    ) {
        questions.async {
            let question =
                "connection \(connection): what does \(command) get? [\(usual)] "
            Files.writeAll(Array(question.utf8), to: 1)
            let line = readLine() ?? ""
            let text = String(line.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 })
            answer(text)
        }
    }
}
