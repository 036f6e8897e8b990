import SMTPCore
import Testing

/// A dialogue as RFCs print it, played on the client's machine line by line.
///
/// `S:` the server sends this line, `C:` the client submits it, `C+` the machine itself must
/// send it, `!` something else must be so: `! phase`, `! TLS`, `! secured`, `! closed`, or
/// `! answers VERB, VERB` for what the server's last lines answered (`-` for nothing).
struct ConversationDialogue {
    private(set) var conversation: Conversation
    private var written: [[UInt8]] = []
    private var parts: [ClientAction.Part] = []
    private var answered: [String] = []
    private var reports: [Reply] = []
    private var isHandshakeWanted = false

    init(_ conversation: Conversation = Conversation()) {
        self.conversation = conversation
    }

    /// The replies so far, in order.
    var replies: [Reply] { reports }
    /// What the octets written so far were, one for each write.
    var writtenParts: [ClientAction.Part] { parts }

    mutating func play(
        _ text: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for line in text.utf8.split(separator: 10).map({ String(decoding: $0, as: UTF8.self) }) {
            let words = line.drop { $0 == " " }
            let rest = Array(words.utf8.dropFirst(2).drop { $0 == 32 })
            switch words.utf8.first {
            case UInt8(ascii: "S"): note(conversation.receive((rest + [13, 10])[...]))
            case UInt8(ascii: "C") where words.hasPrefix("C+"):
                let next = written.isEmpty ? [] : written.removeFirst()
                #expect(next.text == rest.text + "\r\n", sourceLocation: sourceLocation)
            case UInt8(ascii: "C"):
                let line = rest + [13, 10]
                note(conversation.submit(line))
                let sent = written.isEmpty ? [] : written.removeLast()
                #expect(sent == line, "what is submitted is sent", sourceLocation: sourceLocation)
            default: check(Array(words.utf8.dropFirst(2)).text, line, sourceLocation)
            }
        }
        #expect(written.isEmpty, "unexpected lines of the machine", sourceLocation: sourceLocation)
    }

    mutating func authenticate(_ client: SASLClient, withInitialResponse: Bool) {
        note(conversation.authenticate(client, withInitialResponse: withInitialResponse))
    }

    mutating func end() { note(conversation.ended()) }

    private mutating func check(
        _ claim: String, _ line: String, _ sourceLocation: SourceLocation
    ) {
        let words = claim.split(separator: " ", maxSplits: 1)
        switch words.first {
        case "TLS":
            #expect(isHandshakeWanted, sourceLocation: sourceLocation)
            isHandshakeWanted = false
        case "secured": conversation.secured()
        case "answers":
            #expect(
                answered.joined(separator: ", ") == (words.last ?? ""),
                sourceLocation: sourceLocation)
            answered = []
        default:
            #expect("\(conversation.phase)" == claim, sourceLocation: sourceLocation)
        }
    }

    private mutating func note(_ actions: [ClientAction]) {
        for action in actions {
            switch action {
            case .write(let octets, let part):
                written.append(octets)
                parts.append(part)
            case .report(let reply, let exchange):
                reports.append(reply)
                answered.append(exchange?.name ?? "-")
            case .startHandshake: isHandshakeWanted = true
            }
        }
    }
}
