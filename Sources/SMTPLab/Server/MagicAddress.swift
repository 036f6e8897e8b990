import SMTPCore

/// What an address at `lab.test` asks for behind its last plus, without any scenario:
/// `bob+452`, `bob+data550`, `bob+delay5s`, `bob+close`, `bob+abort`, `bob+hang`.
enum MagicAddress {
    /// The rule such an address stands for, at its own command or, with `data` in front, at the
    /// dot; nil where it asks for nothing.
    static func rule(of address: some Collection<UInt8>, atDot: Bool) -> LabRule? {
        let address = Array(address)
        guard let at = address.lastIndex(of: UInt8(ascii: "@")),
            ASCII.equalIgnoringCase(address[(at + 1)...], "lab.test".utf8),
            let plus = address[..<at].lastIndex(of: UInt8(ascii: "+"))
        else { return nil }
        var word = String(decoding: address[(plus + 1)..<at], as: UTF8.self).lowercased()
        if word.hasPrefix("data") {
            guard atDot else { return nil }
            word.removeFirst(4)
        } else if atDot {
            return nil
        }
        return action(word).map {
            LabRule(event: .any, conditions: [], actions: [$0], line: 0)
        }
    }

    private static func action(_ word: String) -> LabRule.Action? {
        switch word {
        case "close": return .close
        case "abort": return .abort
        case "hang": return .hang
        default: break
        }
        if word.hasPrefix("delay"), let time = LabDuration.parse(word.dropFirst(5)) {
            return .delay(time)
        }
        guard word.utf8.count == 3, let code = Int(word), (400...599).contains(code) else {
            return nil
        }
        return .reply(
            code: code, enhanced: EnhancedStatus(class: code / 100, subject: 0, detail: 0),
            lines: [Array("This address asked for a \(code), and here it is".utf8)])
    }
}

extension LabSession {
    /// The rule the addresses at hand stand for; nil where they are ordinary.
    func magicRule(for occasion: Occasion, _ scenario: LabScenario) -> LabRule? {
        switch occasion.event {
        case .verb(.mail):
            return occasion.address.flatMap { MagicAddress.rule(of: $0, atDot: false) }
        case .verb(.rcpt):
            guard envelope != nil else { return nil }
            return occasion.address.flatMap { MagicAddress.rule(of: $0, atDot: false) }
        case .dot:
            guard let envelope else { return nil }
            for address in [envelope.sender] + envelope.recipients {
                if let rule = MagicAddress.rule(of: address, atDot: true) { return rule }
            }
            return nil
        case .connect, .tls, .idle, .any, .verb: return nil
        }
    }
}
