import SMTPCore

/// What qmail-send says of one delivery.
enum QmailLine {
    enum Outcome { case success, failure, deferral }

    /// `starting delivery 1: msg 123 to remote bob@example.net`
    case starting(
        delivery: ArraySlice<UInt8>, message: ArraySlice<UInt8>, recipient: ArraySlice<UInt8>)
    /// `delivery 1: failure: Remote_host_said:_550_5.1.1_User_unknown/`; the words as they were
    /// before the log wrote them, lines divided by LF.
    case ended(delivery: ArraySlice<UInt8>, Outcome, words: [UInt8])

    /// Nil for any other message. The seconds that splogger puts in front may stand there.
    init?(_ message: ArraySlice<UInt8>) {
        guard let first = message.first,
            first == UInt8(ascii: "d") || first == UInt8(ascii: "s") || Octet.isDigit(first)
        else { return nil }
        let clock = message.prefix { Octet.isDigit($0) || $0 == ASCII.dot }
        let text = clock.isEmpty ? message : message[clock.endIndex...].dropFirst()
        let isStart = text.starts(with: "starting delivery ")
        guard isStart || text.starts(with: "delivery ") else { return nil }
        let name = text.dropFirst(isStart ? 18 : 9).prefix(while: Octet.isDigit)
        let rest = text[name.endIndex...]
        guard !name.isEmpty, rest.starts(with: ": "),
            let told = isStart
                ? Self.start(of: name, rest.dropFirst(2)) : Self.end(of: name, rest.dropFirst(2))
        else { return nil }
        self = told
    }

    private static func start(of name: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> QmailLine? {
        guard text.starts(with: "msg "),
            let recipient = text.after(" to remote ") ?? text.after(" to local ")
        else { return nil }
        let message = text.dropFirst(4).prefix(while: Octet.isDigit)
        return .starting(delivery: name, message: message, recipient: recipient.prefix(320))
    }

    private static func end(of name: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> QmailLine? {
        let outcome: Outcome
        switch text.before(": ") {
        case let word where word.elementsEqual("success".utf8): outcome = .success
        case let word where word.elementsEqual("failure".utf8): outcome = .failure
        case let word where word.elementsEqual("deferral".utf8): outcome = .deferral
        default: return nil
        }
        return .ended(delivery: name, outcome, words: plain(text.after(": ") ?? []))
    }

    /// The log has `_` for a blank and `/` for the end of a line; in an address of the web a slash
    /// stays one.
    private static func plain(_ words: ArraySlice<UInt8>) -> [UInt8] {
        var isAddress = false
        var last: UInt8 = 0
        return words.map { octet in
            defer { last = octet }
            switch octet {
            case UInt8(ascii: "_"):
                isAddress = false
                return ASCII.space
            case UInt8(ascii: "/"):
                isAddress = isAddress || last == UInt8(ascii: ":")
                return isAddress ? octet : ASCII.lf
            default: return octet
            }
        }
    }
}

/// The deliveries of qmail that have begun and not ended. Bounded: what no longer fits has no
/// recipient.
struct QmailDeliveries: Sendable {
    private static let limit = 10_000
    private var open: [UInt64: (message: [UInt8], recipient: [UInt8])] = [:]

    mutating func start(
        _ delivery: ArraySlice<UInt8>, message: ArraySlice<UInt8>, recipient: ArraySlice<UInt8>
    ) {
        let key = FailureTable.hash(delivery)
        guard open.count < Self.limit || open[key] != nil else { return }
        open[key] = (Array(message), Array(recipient))
    }

    /// What was begun, now that it has ended; empty where the log does not tell.
    mutating func end(_ delivery: ArraySlice<UInt8>) -> (message: [UInt8], recipient: [UInt8]) {
        open.removeValue(forKey: FailureTable.hash(delivery)) ?? ([], [])
    }
}
