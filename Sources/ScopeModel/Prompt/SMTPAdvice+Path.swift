import SMTPCore
import SMTPDiagnosis

extension SMTPAdvice {
    static func pathAdvice(
        on command: Command, in conversation: Conversation
    ) -> [SMTPAdvice] {
        let keyword = command.verb == .rcpt ? "TO:" : "FROM:"
        guard let path = command.path else { return keywordAdvice(on: command, keyword) }
        var advice: [SMTPAdvice] = []
        if path.slips.contains(.blankBehindColon) {
            advice.append(
                SMTPAdvice(
                    .blankAtColon, "no blank is allowed behind the colon", "RFC 5321 §3.3",
                    suggestion: path.slips == [.blankBehindColon]
                        ? repaired(command, keyword, path) : nil))
        }
        if path.slips.contains(.noBrackets) {
            advice.append(
                SMTPAdvice(
                    .brackets, "the address stands in angle brackets", "RFC 5321 §4.1.2",
                    suggestion: repaired(command, keyword, path)))
        }
        if path.slips.contains(.unclosed) {
            advice.append(
                SMTPAdvice(
                    .brackets, "the angle bracket is not closed", "RFC 5321 §4.1.2",
                    suggestion: Array(command.text) + [UInt8(ascii: ">")]))
        }
        return advice + addressAdvice(on: path, of: command.verb)
            + parameterAdvice(on: path, of: command.verb, in: conversation)
    }

    private static func keywordAdvice(on command: Command, _ keyword: String) -> [SMTPAdvice] {
        let argument = command.argument
        let name = keyword.dropLast()
        let rest = argument.dropFirst(name.utf8.count).drop { $0 == ASCII.space || $0 == 9 }
        if ASCII.equalIgnoringCase(argument.prefix(name.utf8.count), name.utf8),
            rest.first == UInt8(ascii: ":")
        {
            return [
                SMTPAdvice(
                    .blankAtColon, "no blank is allowed in front of the colon", "RFC 5321 §3.3",
                    suggestion: Array("\(command.verb.name) \(keyword)".utf8) + rest.dropFirst())
            ]
        }
        let isAddress = argument.first == UInt8(ascii: "<")
        return [
            SMTPAdvice(
                .pathKeyword, "\(command.verb.name) wants \(keyword) in front of the address",
                command.verb == .rcpt ? "RFC 5321 §4.1.1.3" : "RFC 5321 §4.1.1.2",
                suggestion: isAddress
                    ? Array("\(command.verb.name) \(keyword)".utf8) + argument : nil)
        ]
    }

    /// The line with brackets and without blanks at the colon.
    private static func repaired(
        _ command: Command, _ keyword: String, _ path: PathArgument
    ) -> [UInt8] {
        let parameters = path.parameters.map { parameter in
            " " + parameter.name + (parameter.value.map { "=" + $0 } ?? "")
        }
        return Array("\(command.verb.name) \(keyword)<".utf8) + path.address
            + Array(">\(parameters.joined())".utf8)
    }

    private static func addressAdvice(on path: PathArgument, of verb: Verb) -> [SMTPAdvice] {
        if path.address.isEmpty {
            return verb == .rcpt
                ? [SMTPAdvice(.address, "a recipient cannot be empty", "RFC 5321 §4.1.1.3")] : []
        }
        let isPostmaster =
            verb == .rcpt && ASCII.equalIgnoringCase(path.address, "postmaster".utf8)
        guard !isPostmaster, path.domain?.isEmpty ?? true || path.localPart.isEmpty else {
            return []
        }
        return [
            SMTPAdvice(
                .address, "the address wants a local part, @ and a domain", "RFC 5321 §4.1.2")
        ]
    }

    private static func parameterAdvice(
        on path: PathArgument, of verb: Verb, in conversation: Conversation
    ) -> [SMTPAdvice] {
        let capabilities = conversation.capabilities
        guard !path.parameters.isEmpty, conversation.hello != nil else { return [] }
        if conversation.hello == .helo {
            return [
                SMTPAdvice(
                    .parameter, "after HELO there are no parameters: say EHLO", "RFC 5321 §4.1.1.11"
                )
            ]
        }
        var advice: [SMTPAdvice] = []
        for parameter in path.parameters.prefix(32) {
            let other = verb == .rcpt ? Verb.mail : .rcpt
            let keyword = SMTPExtension.keyword(
                ofParameter: parameter.name, value: parameter.value)
            let name = String(parameter.name.prefix(32))
            if Reference.parameter(parameter.name, of: verb.name) == nil,
                let entry = Reference.parameter(parameter.name, of: other.name)
            {
                advice.append(
                    SMTPAdvice(.parameter, "\(name) belongs to \(other.name)", entry.firstSource))
            } else if !capabilities.contains(keyword) {
                let known = Reference.parameter(parameter.name, of: verb.name)
                let missing = keyword == parameter.name ? "" : ": it needs \(keyword)"
                advice.append(
                    SMTPAdvice(
                        .parameter, "\(name) is not offered\(missing)",
                        known?.firstSource ?? "RFC 5321 §4.1.1.11"))
            }
        }
        return advice + sizeAdvice(on: path, limit: capabilities.sizeLimit)
    }

    private static func sizeAdvice(on path: PathArgument, limit: Int?) -> [SMTPAdvice] {
        guard let text = path.value(of: "SIZE") else { return [] }
        guard let size = Int(text), size >= 0, text.utf8.allSatisfy(ASCII.isDigit) else {
            return [SMTPAdvice(.size, "SIZE wants a number of octets", "RFC 1870 §3")]
        }
        guard let limit, size > limit else { return [] }
        return [SMTPAdvice(.size, "SIZE is above the server's limit of \(limit)", "RFC 1870 §6.1")]
    }
}

extension ReferenceEntry {
    /// The first of its sources.
    fileprivate var firstSource: String {
        String(source.split(separator: ";").first ?? Substring(source))
    }
}
