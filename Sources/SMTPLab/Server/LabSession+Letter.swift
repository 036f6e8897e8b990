import SMTPCore

extension LabSession {
    mutating func mail(_ command: Command, _ scenario: LabScenario, _ isForced: Bool) -> Answer {
        if let refusal = refusalOfMail(command, scenario), !isForced { return refusal }
        forgetLetter()
        envelope = Envelope(
            sender: Array(command.path?.address ?? []),
            allowsUTF8: command.path?.parameters.contains { $0.name == "SMTPUTF8" } ?? false)
        return Answer(250, "2.1.0", "Ok, a letter begins")
    }

    private func refusalOfMail(_ command: Command, _ scenario: LabScenario) -> Answer? {
        if helloName == nil { return Self.helloFirst(scenario) }
        if envelope != nil {
            return Answer(503, "5.5.1", "The sender is named already; RSET begins anew")
        }
        guard let path = command.path else {
            return Answer(501, "5.5.4", "Syntax: MAIL FROM:<address>")
        }
        if let refusal = MailParameters.refusal(ofMail: path, scenario) { return refusal }
        guard !path.address.isEmpty else {
            return path.slips.contains(.noBrackets)
                ? Answer(501, "5.5.4", "Syntax: MAIL FROM:<address>") : nil
        }
        let allowsUTF8 = path.parameters.contains { $0.name == "SMTPUTF8" }
        switch AddressCheck.fault(of: path, allowsUTF8: allowsUTF8) {
        case .needsUTF8: return Answer(553, "5.6.7", Self.textForUTF8(scenario))
        case .syntax(let text): return Answer(501, "5.1.7", text)
        case nil: return nil
        }
    }

    mutating func recipient(
        _ command: Command, _ scenario: LabScenario, _ isForced: Bool
    ) -> Answer {
        if let refusal = refusalOfRecipient(command, scenario), !isForced { return refusal }
        guard envelope != nil, let path = command.path,
            envelope?.recipients.count ?? 0 < Self.recipientLimit
        else { return Answer(503, "5.5.1", "Name the sender first: MAIL FROM:<address>") }
        envelope?.recipients.append(Array(path.address))
        let isOurs = Self.isOurs(path)
        return Answer(250, "2.1.5", isOurs ? "Ok, that mailbox is here" : "Ok, will be passed on")
    }

    private func refusalOfRecipient(_ command: Command, _ scenario: LabScenario) -> Answer? {
        guard let envelope else {
            return helloName == nil
                ? Self.helloFirst(scenario)
                : Answer(503, "5.5.1", "Name the sender first: MAIL FROM:<address>")
        }
        if chunks != nil || chunksFailed {
            return Answer(503, "5.5.1", "The letter has begun; no more recipients")
        }
        guard let path = command.path, !path.address.isEmpty else {
            return Answer(501, "5.5.4", "Syntax: RCPT TO:<address>")
        }
        if let refusal = MailParameters.refusal(ofRecipient: path, scenario) { return refusal }
        switch AddressCheck.fault(of: path, allowsUTF8: envelope.allowsUTF8) {
        case .needsUTF8: return Answer(553, "5.6.7", Self.textForUTF8(scenario))
        case .syntax(let text): return Answer(501, "5.1.3", text)
        case nil: break
        }
        if envelope.recipients.count >= Self.recipientLimit {
            return Answer(452, "4.5.3", "Too many recipients; send the rest with another letter")
        }
        guard Self.isOurs(path) else {
            if user != nil || scenario.flaws.contains(.openRelay) { return nil }
            return Answer(554, "5.7.1", "Relay access denied: not our domain; log in first")
        }
        guard scenario.mailbox(of: path.localPart) == nil else { return nil }
        return Answer(550, "5.1.1", "No such mailbox at lab.test")
    }

    mutating func data(_ command: Command, _ scenario: LabScenario) -> Answer {
        if let refusal = Self.refusalOfArgument(command) { return refusal }
        if helloName == nil { return Self.helloFirst(scenario) }
        guard let envelope else {
            return Answer(503, "5.5.1", "Name the sender first: MAIL FROM:<address>")
        }
        if chunks != nil || chunksFailed {
            return Answer(503, "5.5.1", "This letter came with BDAT; go on with it, or RSET")
        }
        if envelope.recipients.isEmpty {
            return Answer(554, "5.5.1", "No valid recipients: RCPT TO:<bob@lab.test>")
        }
        phase = .content(
            ContentReader(
                limit: scenario.sizeLimit, isSmuggling: scenario.flaws.contains(.smuggling)))
        return Answer(354, nil, "Send the letter; end it with a line that holds one dot")
    }

    /// `lab.test`, or `postmaster` without any domain (RFC 5321 §4.5.1).
    private static func isOurs(_ path: PathArgument) -> Bool {
        guard let domain = path.domain else { return true }
        return ASCII.equalIgnoringCase(domain, "lab.test".utf8)
    }

    private static func textForUTF8(_ scenario: LabScenario) -> String {
        scenario.knows("SMTPUTF8")
            ? "Address is not ASCII: say SMTPUTF8 at MAIL"
            : "Address is not ASCII, and this server takes only ASCII"
    }
}
