import SMTPCore

/// What a delivery report says of one recipient (RFC 3464 §2.3).
struct ReportedRecipient: Sendable {
    private enum Field { case recipient, action, status, diagnosis, other }

    /// Without the address's type. Empty where none is named.
    private(set) var address: [UInt8] = []
    /// `5.1.1`; empty without one.
    private(set) var status: [UInt8] = []
    /// What the server said, its lines divided by LF, without the type in front. Empty where
    /// the report does not tell.
    private(set) var diagnosis: [UInt8] = []
    private var action: [UInt8] = []
    private var field = Field.other
    private static let limit = 8_192

    /// Whether it tells of a failure, and not of a message that arrived.
    var hasFailed: Bool {
        guard !diagnosis.isEmpty || !status.isEmpty && !address.isEmpty else { return false }
        return status.first != UInt8(ascii: "2") && !Self.arrived.contains(action)
    }

    private static let arrived = ["delivered", "relayed", "expanded"].map { Array($0.utf8) }

    /// Takes a field or the folded rest of one.
    mutating func receive(_ line: ArraySlice<UInt8>) {
        if line.first == ASCII.space || line.first == 9 {
            if field == .diagnosis, diagnosis.count + line.count < Self.limit {
                let text = line.trimmed
                let isLine = ReplyHead.code(at: text.startIndex, in: text) != nil
                diagnosis += [isLine ? ASCII.lf : ASCII.space] + text
            }
            return
        }
        field = .other
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
        let value = line[(colon + 1)...].trimmed
        switch line[..<colon] {
        case let name where name.startsIgnoringCase("final-recipient"):
            field = .recipient
            address = Array(Self.withoutType(value).prefix(320))
        case let name where name.startsIgnoringCase("diagnostic-code"):
            field = .diagnosis
            diagnosis = Array(Self.withoutType(value).prefix(Self.limit))
        case let name where name.startsIgnoringCase("status"):
            field = .status
            status = Array(value.prefix { $0 > 32 }.prefix(12))
        case let name where name.startsIgnoringCase("action"):
            field = .action
            action = value.prefix(12).map { $0 | 0x20 }
        default: break
        }
    }

    /// `smtp; 550 …` without `smtp; `.
    private static func withoutType(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let type = value.prefix { $0 > 32 && $0 != UInt8(ascii: ";") }
        guard type.count <= 20, type.endIndex < value.endIndex,
            value[type.endIndex...].drop(while: { $0 <= 32 }).first == UInt8(ascii: ";")
        else { return value }
        return value[type.endIndex...].drop { $0 <= 32 }.dropFirst().drop { $0 <= 32 }
    }
}
