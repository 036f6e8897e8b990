import SMTPCore

/// Which part of a bounce message a line belongs to: a report comes as a notice for people, the
/// report itself, and the message that came back (RFC 6522 §3). Text that is no mail message is
/// all notice.
struct BounceParts: Sendable {
    enum Part: Sendable {
        case notice
        /// Header fields of the message or of a part of it.
        case header
        /// Fields for each recipient (RFC 3464 §2).
        case report
        /// The message that came back: nothing in it is a failure.
        case returned
    }

    private(set) var part = Part.notice
    /// Whether the text is a mail message, as far as it was read.
    private(set) var isMessage = false
    /// Whether this line begins a further message, as in an mbox.
    private(set) var beginsMessage = false
    /// Whether the notice has told of a failure: only then words that also stand above a letter
    /// that is passed on mean what came back.
    var hasReason = false
    /// Whether the message says that it is a report: only then what follows came back.
    private var isReport = false
    private var hasBegun = false
    private var isAfterBlank = true
    /// What follows the header that is being read.
    private var next = Part.notice
    /// The line before, if it may divide parts (RFC 2046 §5.1.1); else empty.
    private var divider: [UInt8] = []
    /// The line that ends the message that came back; empty where its end is the input's.
    private var end: [UInt8] = []
    private static let dividerLimit = 72

    /// The part a line belongs to; lines come in order, without their endings.
    mutating func receive(_ line: ArraySlice<UInt8>) -> Part {
        beginsMessage = false
        defer { isAfterBlank = line.isEmpty }
        if !hasBegun, !line.isEmpty { begin(line) }
        if isAfterBlank, isMessage, Self.isMailboxLine(line) {
            beginsMessage = true
            isReport = false
            hasReason = false
            enterHeader(leadingTo: .notice)
        }
        if part == .returned {
            if !end.isEmpty, line.starts(with: end), line.count <= end.count + 2 {
                part = .notice
                divider = end
            }
            return .returned
        }
        if !divider.isEmpty, part != .header, line.startsIgnoringCase("content-") {
            enterHeader(leadingTo: .notice)
            isMessage = true
        } else if part != .header {
            divider = mayDivide(line) ? Array(line) : []
        }
        return read(line)
    }

    private mutating func begin(_ line: ArraySlice<UInt8>) {
        hasBegun = true
        guard Self.isMailboxLine(line) || Self.fields.contains(where: line.startsIgnoringCase)
        else { return }
        isMessage = true
        enterHeader(leadingTo: .notice)
    }

    /// What a mail message begins with.
    private static let fields: [StaticString] = [
        "from:", "to:", "subject:", "return-path:", "received:", "delivered-to:", "x-original-to:",
        "date:",
        "message-id:", "mime-version:", "x-failed-recipients:", "auto-submitted:",
    ]

    /// `From ann@example.org Tue Nov 24 10:08:36 2026`: what stands in front of each message of an
    /// mbox (RFC 4155).
    private static func isMailboxLine(_ line: ArraySlice<UInt8>) -> Bool {
        line.starts(with: "From ") && line.suffix(4).allSatisfy(Octet.isDigit)
    }

    private mutating func enterHeader(leadingTo part: Part) {
        self.part = .header
        next = part
    }

    private mutating func read(_ line: ArraySlice<UInt8>) -> Part {
        switch part {
        case .header:
            if line.isEmpty { leaveHeader() } else { note(field: line) }
            return .header
        case .notice:
            if Self.reportFields.contains(where: line.startsIgnoringCase) {
                part = .report
            } else if isMessage || hasReason, CopyMark.stands(in: line, isSure: !hasReason) {
                part = .returned
                end = []
            }
        case .report:
            // Where the fields were pasted alone, an empty line ends them.
            if line.isEmpty, next != .report {
                part = .notice
                return .report
            }
        case .returned: break
        }
        return part
    }

    private mutating func leaveHeader() {
        part = next
        if part == .returned { end = divider }
        // A message that somebody passes on has a header of its own.
        if part == .header { next = .notice }
    }

    private mutating func note(field line: ArraySlice<UInt8>) {
        guard line.startsIgnoringCase("content-type:") else { return }
        let type = line.dropFirst(13).drop { $0 <= 32 }
        if type.startsIgnoringCase("message/delivery-status")
            || type.startsIgnoringCase("message/global-delivery-status")
        {
            next = .report
            isReport = true
        } else if type.startsIgnoringCase("multipart/report") {
            next = .notice
            isReport = true
        } else if !isReport, type.startsIgnoringCase("message/rfc822") {
            next = .header
        } else if type.startsIgnoringCase("message/") || type.startsIgnoringCase("text/rfc822") {
            next = divider.isEmpty ? .notice : .returned
        } else {
            next = .notice
        }
    }

    /// What a report begins with where it was pasted without its header.
    private static let reportFields: [StaticString] = [
        "final-recipient:", "original-recipient:", "reporting-mta:", "diagnostic-code:",
    ]

    private func mayDivide(_ line: ArraySlice<UInt8>) -> Bool {
        line.count <= Self.dividerLimit && line.starts(with: "--")
    }

}
