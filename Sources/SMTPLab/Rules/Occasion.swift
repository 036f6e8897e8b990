import SMTPCore

/// Something a rule may be about, with all that conditions may ask.
package struct Occasion: Sendable {
    var event: LabRule.Event
    /// What globs and patterns look at: the argument of a command; `MECHANISM user` for AUTH.
    var argument: ArraySlice<UInt8> = []
    /// The address of MAIL or RCPT, without brackets; nil elsewhere.
    var address: ArraySlice<UInt8>?
    /// Octets: of the message at the dot, declared at MAIL, else of the argument.
    var size = 0
    var hasBareLF = false
    var hasLongLine = false
    var has8Bit = false
    var isEarly = false
    var lacksFrom = false
    var lacksDate = false

    package init(_ event: LabRule.Event) { self.event = event }

    package init(_ command: Command) {
        event = .verb(command.verb)
        argument = command.argument
        let path = command.path
        address = path?.address
        size =
            command.verb == .mail
            ? path?.value(of: "SIZE").flatMap { Int($0) } ?? 0
            : command.chunk?.octets ?? argument.count
        hasBareLF = command.octets.suffix(2).first != ASCII.cr
        hasLongLine = command.octets.count > 512
        has8Bit = argument.contains { $0 > 127 }
    }

    /// The end of an AUTH exchange; the user may be empty.
    package init(auth mechanism: String, user: [UInt8]) {
        event = .verb(.auth)
        argument = (Array(mechanism.utf8) + [ASCII.space] + user)[...]
        size = argument.count
    }

    /// The end of a message.
    package init(_ content: ContentReader) {
        event = .dot
        size = content.size
        hasBareLF = content.hasBareLF
        hasLongLine = content.hasLongLine
        has8Bit = content.has8Bit
        lacksFrom = !content.isTooBig && !content.hasField("From")
        lacksDate = !content.isTooBig && !content.hasField("Date")
    }
}
