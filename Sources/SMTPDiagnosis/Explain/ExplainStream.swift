import SMTPCore
import SMTPTrace

/// Reads whatever a person has at hand, a reply, a transcript, a log, a journal's export, a
/// bounce message, and collects the distinct failures in it. Its memory does not grow with the
/// input.
package struct ExplainStream: Sendable {
    private var lines = LineCutter()
    var report = ExplainReport()
    var table = FailureTable()
    private var matcher = ReplyMatcher(Knowledge.rules)
    private(set) var transcript = TranscriptLines()
    /// The line that is being read, counted from 1.
    var line = 0
    var journal = JournalRecord()
    var deliveries = QmailDeliveries()
    /// The message and the words of the attempt that the log told of last.
    var attempt: UInt64?
    /// The first octets, as long as they are too few to tell how they are encoded; then nil.
    private var start: [UInt8]? = []
    /// Set once the input turned out to be UTF-16.
    private var wide: UTF16Text?
    /// The beginning of the input, for text in which nothing else is found.
    private(set) var opening: [UInt8] = []
    var foundAnything = false
    var bounce = BounceText()
    /// Set once the input turned out to be a recording.
    private var session: RecordedSession?

    package init() {}

    /// The next stretch of the input, cut anywhere.
    package mutating func append(_ octets: ArraySlice<UInt8>) {
        guard var start else { return decode(octets) }
        self.start = nil
        if start.isEmpty, octets.count >= UTF16Text.signLength { return begin(octets) }
        start += octets
        if start.count >= UTF16Text.signLength { return begin(start[...]) }
        self.start = start
    }

    private mutating func begin(_ octets: ArraySlice<UInt8>) {
        wide = UTF16Text(startingLike: octets)
        let hasMark = octets.starts(with: [0xEF, 0xBB, 0xBF])
        decode(hasMark ? octets.dropFirst(3) : octets)
    }

    private mutating func decode(_ octets: ArraySlice<UInt8>) {
        if let octets = wide?.utf8(octets) { decide(octets[...]) } else { decide(octets) }
    }

    /// Finds out what the input is from its first octets.
    private mutating func decide(_ octets: ArraySlice<UInt8>) {
        let isDecided = opening.count >= RecordedSession.signLength
        let head = octets.prefix(4_096 - opening.count)
        opening += head
        let rest = octets[head.endIndex...]
        if session != nil {
            session?.append(octets)
        } else if isDecided {
            readLines(octets)
        } else if opening.count >= RecordedSession.signLength {
            session = RecordedSession(startingLike: opening)
            if session == nil { readLines(opening[...] + rest) }
            session?.append(opening[...] + rest)
        }
    }

    private mutating func readLines(_ octets: ArraySlice<UInt8>) {
        var lines = lines
        self.lines = LineCutter()
        lines.append(octets) { read($0) }
        self.lines = lines
    }

    /// What was found so far; the end may still add to it.
    package var soFar: ExplainReport {
        var report = report
        report.lines = lines.count + (session?.events ?? 0)
        report.cutLines = lines.cut
        report.failures = table.failures.sorted(by: ExplainedFailure.isWorse)
        report.overflow = table.overflow
        return report
    }

    /// The input has ended.
    package mutating func finish() -> ExplainReport {
        if let start {
            self.start = nil
            begin(start[...])
        }
        if opening.count < RecordedSession.signLength { readLines(opening[...]) }
        if let session {
            foundAnything = true
            for failure in session.failures { table.add(failure) }
        }
        var lines = lines
        self.lines = LineCutter()
        lines.finish { read($0) }
        self.lines = lines
        if let rest = transcript.finish() { take(reply: rest) }
        endMessage()
        flushJournal()
        if !foundAnything { readAsOne() }
        return soFar
    }

    /// Something found in the line that is being read.
    func here(_ text: ArraySlice<UInt8>) -> Occurrence {
        Occurrence(line: line, text: text)
    }

    private mutating func read(_ line: ArraySlice<UInt8>) {
        self.line += 1
        if line.contains(0) {
            report.binaryLines += 1
            return
        }
        // Whether the line divides depends on what was told above it.
        if CopyMark.mayStand(in: line), !bounce.takesReason(line) { endParagraph() }
        let part = bounce.parts.receive(line)
        if part != .notice { bounce.sendmail = SendmailNotice() }
        switch part {
        case .notice: readText(line)
        case .report: read(report: line)
        case .header, .returned:
            endParagraph()
            endRecipient()
            if bounce.parts.beginsMessage { endMessage() }
        }
    }

    private mutating func readText(_ line: ArraySlice<UInt8>) {
        if let log = LogLine(line) {
            report.logLines += 1
            foundAnything = true
            read(LogEntry(log), line, stamp: log.stamp)
        } else if !bounce.parts.isMessage, let tool = ToolLine(line) {
            report.logLines += 1
            foundAnything = true
            read(tool.entry, line, stamp: tool.stamp)
        } else if read(sendmail: line) {
            return
        } else if let reply = transcript.receive(line) {
            endParagraph()
            // Sendmail shows it behind a mark, and then again as it came.
            let isRepeat =
                transcript.isRepeat
                || transcript.isBare && self.line == bounce.markedReplyLine + 1
            if !transcript.isBare { bounce.markedReplyLine = self.line }
            if !isRepeat || reply != bounce.lastReply { take(reply: reply) }
        } else if transcript.isMidReply || TranscriptLines.isAnnotation(line) {
            endParagraph()
        } else if journal.receive(line) {
            if journal.isWhole { flushJournal() }
        } else if !bounce.parts.isMessage, let object = JSONStrings(line) {
            endParagraph()
            read(object, line)
        } else {
            read(prose: line)
        }
    }

    /// Finds out what a text means and counts it; false if nothing in it tells of a failure.
    @discardableResult
    mutating func explain(
        _ text: ArraySlice<UInt8>, prefix: [UInt8] = [], _ occurrence: Occurrence,
        orNothing: Bool = false
    ) -> Bool {
        let quoted = ReplyText(text)
        var reply = quoted.reply
        if !prefix.isEmpty, reply.startIndex == text.startIndex,
            ReplyHead.code(at: reply.startIndex, in: reply) == nil
        {
            reply = (prefix + [32] + reply)[...]
        }
        let match = matcher.match(reply)
        if let code = match.code, code < 400 { return false }
        guard let number = match.rule else { return false }
        if orNothing, match.code == nil, match.enhanced == nil,
            Knowledge.rules.rules[number].rank < 50
        {
            return false
        }
        let key =
            matcher.fingerprint ^ UInt64(match.code ?? 0) ^ UInt64(number) &* 0x9E37_79B9_7F4A_7C15
        bounce.parts.hasReason = true
        if table.count(key, occurrence) { return true }
        let finding = ReplyDiagnosis.finding(
            match, quoted, in: Situation(), evidence: [], isOpening: !transcript.sawReply)
        guard let finding else { return false }
        let codes = [match.code.map { String($0) }, match.enhanced?.description]
        table.add(
            finding, key: key, codes: codes.compactMap { $0 }.joined(separator: " "),
            sample: quoted.reply, occurrence)
        return true
    }

    /// Counts a failure that the log's own words name.
    mutating func record(
        _ id: String, _ text: ArraySlice<UInt8>, _ occurrence: Occurrence
    ) {
        var key = FailureTable.hash(Array(id.utf8)[...])
        // What troubles a server is told by the words only.
        if occurrence.party == .mailSystem {
            let words = text.prefix(ExplainedFailure.textLimit).filter { Octet.isLetter($0) }
            key ^= FailureTable.hash(words[...])
        }
        if table.count(key, occurrence) { return }
        var finding = Knowledge.findings.finding(id, certainty: .observed, rule: "log:\(id)")
        // The advice is for who sends: to wait.
        if occurrence.party == .mailSystem { finding.steps = [] }
        table.add(finding, key: key, codes: "", sample: text, occurrence)
    }
}
