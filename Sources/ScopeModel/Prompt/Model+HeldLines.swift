import SMTPCore
import SMTPScript
import SMTPTrace

/// Lines that Enter does not send at once: what the diagnosis left to fill in, and a message where
/// commands are waited for. The same line again is sent.
extension Model {
    /// A step of the diagnosis, into the prompt. The caret stands where something is missing.
    mutating func fillStep(_ step: [UInt8]) {
        let line = named(step)
        let gap = Self.gap(in: line)
        prompt.fill(line, caret: gap)
        unfinishedStep = gap == nil ? nil : line
        if isGreetingLeftOpen { say(Self.nameReason) }
    }

    /// A greeting without a name with ours, unless that is the one that was said last. One with a
    /// blank behind it wants a full host name: no address will do.
    private func named(_ step: [UInt8]) -> [UInt8] {
        guard Self.isBareHello(step) else { return step }
        let greeting = Array(step.filter { $0 != ASCII.space }) + [ASCII.space]
        let name = step.last == ASCII.space ? options.hostName : ownName
        guard let name, !lastHello.elementsEqual(name.utf8) else { return greeting }
        return greeting + Array(name.utf8)
    }

    /// Whether the prompt holds a greeting that a step left open: a name of ours was refused.
    var isGreetingLeftOpen: Bool {
        let line = prompt.editor.octets
        return line == unfinishedStep && Self.isBareHello(line)
    }

    /// What stood behind the last EHLO, HELO or LHLO; empty without one.
    private var lastHello: ArraySlice<UInt8> {
        for row in (0..<transcript.rows.count).reversed()
        where transcript.rows[row].kind == .client {
            let command = Command(Array(transcript.text(of: row)))
            if command.verb.isHello { return command.argument[...] }
        }
        return []
    }

    /// Whether the line waits in the prompt once more, with why in one sentence.
    mutating func holds(_ line: [UInt8]) -> Bool {
        let isInsisted = heldLine == line
        let isUnfinished = unfinishedStep == line
        heldLine = nil
        unfinishedStep = nil
        guard !isInsisted, let reason = isUnfinished ? Self.gapReason : messageReason(line)
        else { return false }
        prompt.fill(line, caret: isUnfinished ? Self.gap(in: line) : nil)
        if isUnfinished, Self.isBareHello(line) {
            // Nobody takes a greeting without a name.
            unfinishedStep = line
            say(Self.nameReason + "; Alt-Enter sends it as it stands", .warning)
        } else {
            heldLine = line
            say(reason, .warning)
        }
        return true
    }

    private static let gapReason = "something is to be filled in; Enter again sends it as it stands"
    private static let nameReason = "type your full host name here, such as mail.example.org"

    /// Why a message does not go out; nil for what is none, or is wanted.
    private func messageReason(_ line: [UInt8]) -> String? {
        guard isMessageOrder(line), isSessionOpen, takesCommands, typed == nil else { return nil }
        let outcome = ScriptParser.parse(line: line)
        guard outcome.mistakes.isEmpty else { return nil }
        if case .step(let step)? = outcome.script.nodes.first,
            case .message(_, .file) = step.action
        {
            return nil
        }
        return "no message is wanted before DATA and 354: Enter again sends it anyway"
    }

    /// Where something is missing: between empty brackets, behind a greeting. Nil in a whole line.
    private static func gap(in line: [UInt8]) -> Int? {
        for index in line.indices.dropLast()
        where line[index] == UInt8(ascii: "<") && line[index + 1] == UInt8(ascii: ">") {
            return index + 1
        }
        return isBareHello(line) ? line.count : nil
    }

    private static func isBareHello(_ line: [UInt8]) -> Bool {
        let command = Command(line)
        return command.verb.isHello && command.argument.isEmpty
    }
}
