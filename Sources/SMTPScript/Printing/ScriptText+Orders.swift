import SMTPCore

extension ScriptText {
    /// A step that takes one line, without its remark.
    static func step(_ action: Step.Action) -> String {
        switch action {
        case .send(let template): return bare(template).text
        case .exact(let template): return "> " + bare(template).text
        case .connect(let target, let name, let options):
            let host = target.map { " " + bare($0).text } ?? ""
            return "@connect\(host)\(name.map { " as " + $0 } ?? "")\(self.options(options))"
        case .startTLS(let options): return "@starttls\(self.options(options))"
        case .tls(let options): return "@tls\(self.options(options))"
        case .authenticate(let mechanism, let options):
            return "@auth \(mechanism)\(self.options(options))"
        case .message(let options, let body):
            return "@message\(self.options(options)) \(self.body(body))"
        case .chunk(let isLast, let options, let body):
            return "@bdat\(isLast ? " last" : "")\(self.options(options)) \(self.body(body))"
        case .raw(.string(let template)): return "@raw \(quoted(template))"
        case .raw(.hexadecimal(let octets)):
            return "@raw hex " + octets.map(VisibleText.hexadecimal).joined()
        case .raw(.here(let text)): return "@raw \(body(.here(text)))"
        case .wait(let duration): return "@wait \(duration)"
        case .close: return "@close"
        case .abort: return "@abort"
        case .halfClose: return "@half-close"
        }
    }

    private static func body(_ body: Body) -> String {
        switch body {
        case .here(let text): "<<\(text.word) (\(text.lines.count) lines)"
        case .string(let template): quoted(template)
        case .file(let path, _): "file \(quoted(path))"
        case .auto(let options): "auto\(self.options(options))"
        }
    }

    static func order(_ action: Order.Action) -> String {
        switch action {
        case .format(let number): return "@format \(number)"
        case .title(let text): return "@title \(quoted(text))"
        case .tag(let words): return (["@tag"] + words).joined(separator: " ")
        case .requires(let words): return (["@requires"] + words).joined(separator: " ")
        case .server(let host): return "@server \(bare(host).text)"
        case .lab(let name, let options): return "@lab \(name)\(self.options(options))"
        case .variable(let name, let value): return "@var \(name) = \(expression(value))"
        case .set(let name, let value): return "@set \(name) = \(expression(value))"
        case .secret(let secret): return self.secret(secret)
        case .timeout(let duration): return "@timeout \(duration)"
        case .pace(let rate): return rate.map { "@pace \($0) bytes/s" } ?? "@pace off"
        case .use(let name): return "@use \(name)"
        case .early(let isAllowed): return isAllowed ? "@early ok" : "@early fail"
        case .section(let text): return "@section \(quoted(text))"
        case .note(let text): return "@note \(quoted(text))"
        case .mark(let text): return "@mark \(quoted(text))"
        case .pause(let text): return text.map { "@pause \(quoted($0))" } ?? "@pause"
        case .ask(let name, let text): return "@ask \(name) \(quoted(text))"
        case .breakpoint: return "@break"
        case .include(let path): return "@include \(quoted(path))"
        case .stop: return "@stop"
        case .skip(let text): return "@skip \(quoted(text))"
        case .fail(let text): return "@fail \(quoted(text))"
        }
    }

    private static func secret(_ secret: Secret) -> String {
        let sources = secret.sources.map { source in
            switch source {
            case .environment(let name): "env \(name)"
            case .file(let path): "file \(quoted(path))"
            case .keychain(let item): "keychain \(quoted(item))"
            case .prompt: "prompt"
            }
        }
        let from = sources.isEmpty ? "" : " from " + sources.joined(separator: ", ")
        return "@secret \(secret.name)\(from)\(secret.host.map { " for " + $0 } ?? "")"
    }

    /// The line that opens a block.
    static func opening(_ kind: Block.Kind) -> String {
        switch kind {
        case .pipeline: return "@pipeline"
        case .condition(let condition, _): return "@if \(self.condition(condition))"
        case .eachRow: return "@each"
        case .eachIn(let name, let values):
            return "@each \(name) in \(values.map { expression($0) }.joined(separator: ", "))"
        case .repeat(let count): return "@repeat \(count)"
        case .retry(let count, let every):
            return "@retry \(count)\(every.map { " every \($0)" } ?? "")"
        case .optional(let title): return title.map { "@optional \(quoted($0))" } ?? "@optional"
        }
    }

    /// A table's cell; in quotes where it would read back as something else.
    static func cell(_ template: Template) -> String {
        let text = bare(template)
        let isPlain =
            !text.isEmpty && text[0] != UInt8(ascii: "\"") && text[0] != ASCII.space
            && text[0] != 9 && text.last != ASCII.space && text.last != 9
            && UTF8Walk.firstStray(in: text[...]) == nil
            && text.text.unicodeScalars.allSatisfy(VisibleText.isPrintable)
            && LineScanner(text).template(0..<text.count) == template
            && !(text.contains(UInt8(ascii: "\\")) && text.contains(UInt8(ascii: "|")))
        guard isPlain, text.last != UInt8(ascii: "\\") else { return quoted(template) }
        return text.text.split(separator: "|", omittingEmptySubsequences: false)
            .joined(separator: #"\|"#)
    }
}
