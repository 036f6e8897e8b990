import SMTPCore

/// What a step puts on the wire.
extension ScriptRunner {
    mutating func wire(_ step: Step) throws(RunFault) -> [UInt8] {
        switch step.action {
        case .send(let template), .exact(let template):
            return try values.expand(template) + ASCII.crlf
        case .raw(.string(let template)): return try values.expand(template)
        case .raw(.hexadecimal(let octets)): return octets
        case .raw(.here(let text)): return try content(text, ending: ASCII.crlf)
        case .message(let options, let body):
            return try messageText(options).wire(try content(body))
        case .chunk(let isLast, let options, let body):
            let text = try messageText(options).converted(try content(body))
            return Array("BDAT \(text.count)\(isLast ? " LAST" : "")\r\n".utf8) + text
        case .connect, .startTLS, .tls, .authenticate, .wait, .close, .abort, .halfClose: return []
        }
    }

    mutating func messageText(_ options: [Option]) throws(RunFault) -> MessageText {
        var text = MessageText()
        for option in options {
            let value = try values.expand(option.value).text
            switch option.name {
            case "stuff": text.stuffs = value != "no"
            case "end": text.ends = value != "no"
            case "eol": text.endings = MessageText.Endings(rawValue: value) ?? .crlf
            default: break
            }
        }
        return text
    }

    mutating func content(_ text: HereText, ending: [UInt8]) throws(RunFault) -> [UInt8] {
        var octets: [UInt8] = []
        for line in text.lines { octets += try values.expand(line) + ending }
        return octets
    }

    mutating func content(_ body: Body) throws(RunFault) -> [UInt8] {
        switch body {
        case .here(let text): return try content(text, ending: [ASCII.lf])
        case .string(let template): return try values.expand(template)
        case .file(let path, let place):
            guard let content = program.files[program.path(path, namedIn: place.file)] else {
                throw RunFault("cannot read \"\(path)\"")
            }
            return content
        case .auto(let options): return try automatic(options)
        }
    }

    mutating func automatic(_ options: [Option]) throws(RunFault) -> [UInt8] {
        var subject = Array("A test message".utf8)
        var size: Int?
        for option in options {
            let value = try values.expand(option.value)
            if option.name == "subject" { subject = value }
            guard option.name == "size" else { continue }
            do throws(LineError) {
                size = try LineScanner.messageSize(value)
            } catch {
                throw RunFault("size= cannot be `\(VisibleText.of(value))`", help: error.help)
            }
        }
        let id = try values.value(of: "uuid").text
        return MessageText.automatic(
            from: sender, to: recipient, subject: subject, date: values.date, id: id, size: size)
    }
}
