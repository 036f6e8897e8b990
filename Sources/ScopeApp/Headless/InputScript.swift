import SMTPCore
import SMTPLab
import ScopeModel

/// One line of standard input in a run without a screen.
enum InputStep: Hashable, Sendable {
    /// A line for the wire, with CR LF.
    case line([UInt8])
    case startTLS
    case authenticate(mechanism: String, user: String)
    /// A message to send behind 354: that of a file, or a small one made up.
    case message(path: String)
    case automaticMessage
    /// So long, which in a lab moves its clock; nil moves that to the next thing it holds back.
    case wait(Duration?)
    case close

    /// Reads a line without its ending. Lines that start with a colon are commands of ours; one
    /// that is none is told in one sentence.
    static func read(_ line: ArraySlice<UInt8>) -> Result<InputStep, FileError> {
        guard line.first == UInt8(ascii: ":") else {
            return .success(.line(Array(line) + ASCII.crlf))
        }
        let words = line.dropFirst().split(separator: ASCII.space).map(\.text)
        switch (words.first ?? "", words.count) {
        case ("starttls", 1): return .success(.startTLS)
        case ("auth", 3): return login(by: words[1], as: words[2])
        case ("message", 2) where words[1] == "auto": return .success(.automaticMessage)
        case ("message", 2): return .success(.message(path: words[1]))
        case ("close", 1): return .success(.close)
        case ("wait", 1): return .success(.wait(nil))
        case ("wait", 2):
            guard let time = time(words[1]) else { break }
            return .success(.wait(time))
        default: break
        }
        return .failure(
            FileError(
                "\(line.text.debugDescription) is no command here: use :starttls, "
                    + ":auth MECHANISM USER, :message FILE, :message auto, :wait SECONDS or :close."
            ))
    }

    private static func login(
        by name: String, as user: String
    ) -> Result<InputStep, FileError> {
        let mechanism = SASLMechanism(name)
        guard !mechanism.takesPassword else {
            return .success(.authenticate(mechanism: name, user: user))
        }
        let isKnown: Bool
        if case .other = mechanism { isKnown = false } else { isKnown = true }
        let known = SASLMechanism.passwordNames.joined(separator: ", ")
        return .failure(
            FileError(
                "\(mechanism.name) is not \(isKnown ? "done" : "known") here: :auth does \(known).")
        )
    }

    /// A number of seconds, or as the lab writes times: `90s`, `2m`; a day at most.
    private static func time(_ text: String) -> Duration? {
        let limit = Duration.seconds(86_400)
        guard let seconds = Double(text) else {
            return LabDuration.parse(text).flatMap { $0 <= limit ? $0 : nil }
        }
        guard seconds >= 0, seconds <= 86_400 else { return nil }
        return .milliseconds(Int64(seconds * 1_000))
    }
}

/// Lines of standard input, as far as they came.
struct InputLines {
    /// More than this waits in the pipe, not here.
    static let limit = 1 << 20

    private var pending: [UInt8] = []
    private var lines = Queue<[UInt8]>()
    private(set) var isAtEnd = false

    var isEmpty: Bool { lines.isEmpty }
    var isFull: Bool { pending.count + lines.count * 64 > Self.limit }

    mutating func receive(_ octets: ArraySlice<UInt8>) {
        pending += octets
        var start = 0
        while let end = pending[start...].firstIndex(of: ASCII.lf) {
            var line = pending[start..<end]
            if line.last == ASCII.cr { line = line.dropLast() }
            lines.append(Array(line))
            start = end + 1
        }
        pending.removeFirst(start)
    }

    /// The input is over; what stands behind the last line ending is a line too.
    mutating func finish() {
        if !pending.isEmpty { lines.append(pending) }
        pending = []
        isAtEnd = true
    }

    var first: [UInt8]? { lines.first }

    mutating func next() -> [UInt8]? { lines.popFirst() }

    /// Takes the rest of a message off that begins with this line, its dot included; gives how
    /// many lines it has in all. Nil, and nothing is taken, where the line is a command or no
    /// message follows.
    mutating func dropMessage(startingWith line: [UInt8]) -> Int? {
        guard case .other = Command(line).verb else { return nil }
        for (index, next) in lines.all.enumerated() {
            if next == [ASCII.dot] {
                for _ in 0...index { _ = lines.popFirst() }
                return index + 2
            }
            if Command(next).verb == .data { return nil }
        }
        return nil
    }
}
