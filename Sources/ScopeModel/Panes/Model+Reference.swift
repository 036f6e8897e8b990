import SMTPCore
import SMTPDiagnosis
import SMTPTrace

extension Model {
    /// What the reference says about a row: its command, or its codes.
    func explanation(ofRow row: Int) -> [Page.Item] {
        let entry = transcript.rows[row]
        var items: [Page.Item] = []
        switch entry.kind {
        case .client:
            let command = Command(transcript.octets(ofGroupAt: transcript.head(of: row)))
            if let verb = Reference.verb(command.verb.name) {
                items += [.blank] + Self.items(of: verb)
            }
            for parameter in command.path?.parameters ?? [] {
                if let known = Reference.parameter(parameter.name, of: command.verb.name) {
                    items += [.blank] + Self.items(of: known)
                }
            }
        case .server where !isWhole(replyAt: row):
            items += [
                .blank, .heading("\(entry.code): not over yet"),
                .text(
                    "A hyphen behind the code says that another line follows. The last one has a "
                        + "blank there, and has not come.", .uiText),
                .field("source", "RFC 5321 §4.2.1", .rfc),
            ]
        case .server:
            let asked = asked(ofReplyAt: row)
            if let known = Reference.reply(code: Int(entry.code), to: asked) {
                items += [.blank] + Self.items(of: known)
            }
            let reply = transcript.reply(at: row)
            if let enhanced = reply.enhanced,
                let known = Reference.enhanced(
                    class: enhanced.class, subject: enhanced.subject, detail: enhanced.detail)
            {
                items += [.blank] + Self.items(of: known, as: enhanced.description)
            }
        case .content, .event, .tls, .diagnostics, .note, .section, .problem: break
        }
        return items
    }

    static func items(of entry: ReferenceEntry, as name: String? = nil) -> [Page.Item] {
        var items: [Page.Item] = [
            .heading("\(name ?? entry.name): \(entry.brief)"), .text(entry.paragraph, .uiText),
        ]
        if let syntax = entry.syntax { items.append(.field("form", syntax, .uiText)) }
        if let example = entry.example { items.append(.field("example", example, .lineClient)) }
        if let when = entry.when { items.append(.field("when", when, .uiText)) }
        for value in entry.values {
            items.append(.field(value.name, value.meaning, .uiText))
        }
        items.append(.field("source", entry.source, .rfc))
        return items
    }
}
