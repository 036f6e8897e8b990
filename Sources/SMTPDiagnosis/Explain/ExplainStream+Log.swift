import SMTPCore

/// Lines of logs, as they stand, in JSON or in a journal's export.
extension ExplainStream {
    mutating func read(
        _ entry: LogEntry, _ line: ArraySlice<UInt8>, stamp: ArraySlice<UInt8>
    ) {
        var occurrence = here(line)
        occurrence.stamp = stamp
        switch entry {
        case .attempt(let text, let message):
            occurrence.message = message
            explain(text, occurrence)
            attempt = Self.hash(message, text)
        case .failure(let text, let prefix, let message):
            defer { attempt = nil }
            if let attempt, attempt == Self.hash(message, text) {
                return
            }
            occurrence.message = message
            explain(text, prefix: prefix, occurrence)
        case .refusal(let text, let prefix, let message):
            occurrence.message = message
            occurrence.party = .stranger
            explain(text, prefix: prefix, occurrence)
        case .event(let id, let text, let message, let party):
            occurrence.message = message
            occurrence.party = party
            record(id, text, occurrence)
        case .severe(let text): read(severe: text, line, occurrence)
        case .qmail(let told): read(told, occurrence)
        case .delivered(let message):
            report.deliveries += 1
            table.delivered(message)
        case .ordinary:
            break
        }
    }

    /// Postfix's programs end so when something is missing; others are not known here.
    private mutating func read(
        severe text: ArraySlice<UInt8>, _ line: ArraySlice<UInt8>, _ occurrence: Occurrence
    ) {
        guard line.find("postfix") != nil else {
            if !text.starts(with: "error: ") { report.severeLines += 1 }
            return
        }
        var occurrence = occurrence
        occurrence.party = .mailSystem
        record(Category.serverTrouble.rawValue, text, occurrence)
    }

    private mutating func read(_ told: QmailLine, _ occurrence: Occurrence) {
        switch told {
        case .starting(let delivery, let message, let recipient):
            deliveries.start(delivery, message: message, recipient: recipient)
        case .ended(let delivery, let outcome, let words):
            let (message, recipient) = deliveries.end(delivery)
            if outcome == .success {
                report.deliveries += 1
                return table.delivered(message[...])
            }
            var occurrence = occurrence
            occurrence.message = message[...]
            occurrence.recipient = recipient[...]
            let code = outcome == .deferral ? "450" : "550"
            explain(words[...], prefix: Array(code.utf8), occurrence)
        }
    }

    /// Of a message and what was answered, whatever a log writes around it.
    private static func hash(_ message: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> UInt64 {
        FailureTable.hash(message) ^ FailureTable.hash(ReplyText(text).reply)
    }

    /// An object may tell the same in several fields.
    mutating func read(_ object: JSONStrings, _ line: ArraySlice<UInt8>) {
        report.logLines += 1
        foundAnything = true
        var occurrence = here(line)
        occurrence.stamp = object.stamp
        occurrence.message = object.message
        var last: [UInt8] = []
        for (text, isReason) in object.texts {
            let stamp = object.stamp
            if let log = LogLine(text) {
                read(LogEntry(log), line, stamp: stamp.isEmpty ? log.stamp : stamp)
            } else if let tool = ToolLine(text) {
                read(tool.entry, line, stamp: stamp.isEmpty ? tool.stamp : stamp)
            } else {
                let reply = ReplyText(text).reply
                guard isReason || reply.startIndex > text.startIndex || ReplyHead.isHead(text),
                    !reply.elementsEqual(last)
                else { continue }
                last = Array(reply)
                explain(text, occurrence, orNothing: true)
            }
        }
    }

    mutating func flushJournal() {
        guard let entry = journal.take() else { return }
        report.logLines += 1
        foundAnything = true
        let log = LogLine(stamp: entry.stamp[...], message: entry.message[...])
        read(LogEntry(log), entry.message[...], stamp: log.stamp)
    }
}
