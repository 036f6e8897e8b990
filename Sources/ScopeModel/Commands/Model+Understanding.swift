import SMTPCore
import SMTPDiagnosis
import SMTPTrace
import TerminalCore

extension Model {
    mutating func performUnderstanding(_ id: ActionID, _ argument: String) -> [Effect] {
        switch id {
        case .explain: explain(argument)
        case .diagnose:
            focus = layout.kind == .wide || layout.kind == .stacked ? .diagnosis : .transcript
            if layout.kind == .compact || layout.kind == .tiny { showDiagnosis() }
        case .capabilities: showCapabilities()
        case .cert: showCertificates()
        case .open: open()
        case .fixA: return fix(0)
        default: return fix(1)
        }
        return []
    }

    /// The card of what is selected, or else the trouble that is not over.
    package var card: Card? {
        if focus != .prompt || !viewport.isFollowing, !transcript.rows.isEmpty {
            let row = min(viewport.selection, transcript.rows.count - 1)
            let head = transcript.head(of: row)
            if let card = diagnosis.cards[head] ?? diagnosis.cards[row] { return card }
            let partner = Int(transcript.rows[head].partner)
            if partner >= 0, let card = diagnosis.cards[partner] { return card }
            if !viewport.isFollowing { return nil }
        }
        return diagnosis.active.flatMap { diagnosis.cards[$0] }
    }

    private mutating func fix(_ index: Int) -> [Effect] {
        guard let card, card.typeable.indices.contains(index) else {
            say(index == 0 ? "there is nothing to type for this line" : "there is no second fix")
            return []
        }
        let lines = card.typeable[index].lines
        let first = lines[0]
        focus = .prompt
        if first.first == UInt8(ascii: ":") {
            return openCommand(String(decoding: first.dropFirst(), as: UTF8.self))
        }
        fillStep(first)
        if lines.count > 1 {
            queue = PasteBuffer(
                Array(lines.dropFirst().joined(separator: [ASCII.lf])), isAdvice: true)
        }
        return []
    }

    private mutating func open() {
        if isShowingFailures { return showFailure() }
        guard !transcript.rows.isEmpty else {
            focus = .prompt
            return
        }
        if focus == .diagnosis { return showDiagnosis() }
        if focus == .session { return showCapabilities() }
        let row = viewport.selection
        let head = transcript.head(of: row)
        if transcript.rows[head].groupCount > 1, isFolded(head: head) {
            _ = perform(.unfold, "")
            return
        }
        if case .tls? = transcript.details[row] { return showCertificates() }
        // Without a pane for it, this is what shows the trouble that is told of.
        if layout.kind == .compact || layout.kind == .tiny, viewport.isFollowing,
            let card, card.row != head
        {
            return showDiagnosis()
        }
        showRow(row)
    }

    /// Everything about one row.
    private mutating func showRow(_ row: Int) {
        let head = transcript.head(of: row)
        var items: [Page.Item] = []
        let group = transcript.group(at: head)
        for row in group.prefix(60) {
            let text = transcript.text(of: row)
            items.append(.verbatim(Visible.text(of: text.prefix(16_384)), .lineServer))
        }
        if group.count > 60 { items.append(.text("and \(group.count - 60) lines more", .hint)) }
        items.append(.blank)
        let octets = group.reduce(0) { $0 + Int(transcript.rows[$1].place.count) }
        items.append(.field("size", octets == 1 ? "1 octet" : "\(octets) octets", .uiText))
        items.append(
            .field("line", "\(row + 1) of \(transcript.rows.count)", .uiText))
        if transcript.rows[row].isFromWire {
            let isSecure = transcript.rows[row].isSecure
            items.append(.field("TLS", isSecure ? "inside TLS" : "in the clear", .uiText))
        }
        if let latency = transcript.latency(ofReplyAt: head) {
            items.append(.field("after", latency.brief, .uiText))
        }
        for remark in remarks[head] {
            let source = remark.source.map { " (\($0))" } ?? ""
            items.append(
                .text(remark.text + source, remark.isWarning ? .warning : .annotation))
        }
        if case .reply(let reply, _)? = transcript.details[head] {
            for oddity in reply.oddities {
                items.append(
                    .text(
                        "odd: \(oddity.sentence) \(oddity.source.map { "(\($0))" } ?? "")",
                        .warning))
            }
        }
        if let card = diagnosis.cards[head] {
            items += [.blank, .heading(card.title)] + self.items(of: card)
        }
        items += explanation(ofRow: head)
        show("Line \(row + 1)", items)
    }

    private mutating func explain(_ argument: String) {
        guard !argument.isEmpty else {
            if isShowingFailures { return showFailure() }
            guard !transcript.rows.isEmpty else {
                say("type a word behind it, such as :explain 550 or :explain STARTTLS")
                return
            }
            showRow(min(viewport.selection, transcript.rows.count - 1))
            return
        }
        if Lookup.isScript(argument) { return showHelp(HelpTopic.scripts.rawValue) }
        let entries = Reference.lookup(argument)
        let findings = Lookup.findings(named: argument)
        guard !entries.isEmpty || !findings.isEmpty else {
            let about = Lookup.findings(about: argument)
            guard about.isEmpty else {
                return show(argument.uppercased(), about.map(Self.entry(of:)))
            }
            if let remark = Reference.remark(onUnknownDocument: argument) {
                return say(remark, .error)
            }
            let guess = Lookup.suggestion(for: argument)
            say(
                "nothing is known about \"\(argument)\""
                    + (guess.isEmpty ? "; try a code, a keyword, a command or a finding" : guess),
                .error)
            return
        }
        let pages =
            entries.prefix(12).map { Self.items(of: $0) } + findings.map { Self.items(of: $0) }
        show(argument.uppercased(), Array(pages.joined(separator: [.blank])))
    }

    /// A finding by name and title; Enter explains it.
    private static func entry(of finding: Finding) -> Page.Item {
        let command = "explain \(finding.id)"
        return .entry(keys: "", name: command, help: finding.title, command: command)
    }

    private mutating func showCapabilities() {
        let offers = conversation.capabilities
        let hello = conversation.helloVerb.name
        guard !offers.keywords.isEmpty else {
            show(
                "What the server offers",
                [
                    .text(
                        "Nothing is known yet. The server lists what it can do in its answer to "
                            + "\(hello): type \(hello) and this machine's name.", .uiText)
                ])
            return
        }
        var items: [Page.Item] = []
        if !offers.domain.isEmpty { items.append(.field("server", offers.domain, .uiText)) }
        for keyword in offers.keywords {
            items.append(.blank)
            items.append(.heading(keyword.text))
            if let entry = Reference.keyword(keyword.name) {
                items.append(.text("\(entry.brief). \(entry.paragraph)", .uiText))
                items.append(.field("source", entry.source, .rfc))
            } else {
                items.append(.text("This keyword is not known here.", .uiText))
            }
        }
        show("What the server offers", items)
    }

    private mutating func showCertificates() {
        guard let report = transcript.link?.tls else {
            say("no TLS on this connection yet: type STARTTLS, or connect with --tls=implicit")
            return
        }
        show("TLS and certificates", report.items)
    }

    private mutating func showDiagnosis() {
        guard let card else {
            say("nothing is wrong that is known of")
            return
        }
        show("Diagnosis: \(card.title)", items(of: card))
    }

    /// A card as a page.
    package func items(of card: Card) -> [Page.Item] {
        var items: [Page.Item] = []
        let head =
            card.code.isEmpty ? card.severity.rawValue : "\(card.code)  \(card.severity.rawValue)"
        items.append(.heading(head))
        items.append(.text(card.summary, .uiText))
        if let sequel = diagnosis.sequels[card.row] {
            items.append(.text(sequel.sentence, .success))
        }
        if !card.causes.isEmpty {
            items += [.blank, .heading("Likely cause")]
            for (index, cause) in card.causes.enumerated() {
                let lines = cause.evidence.map { String($0 + 1) }.joined(separator: ", ")
                let evidence =
                    lines.isEmpty ? "" : " (line\(cause.evidence.count == 1 ? "" : "s") \(lines))"
                items.append(.text("\(index + 1) \(cause.text)\(evidence)", .diagCause))
            }
        }
        if !card.fixes.isEmpty {
            items += [.blank, .heading("Try")]
            for (index, fix) in card.fixes.enumerated() {
                items.append(.text(card.label(ofFix: index) + fix.text, .diagFix))
                for line in fix.lines {
                    items.append(.verbatim("    " + Visible.text(of: line), .lineClient))
                }
            }
        }
        if !card.sources.isEmpty { items += [.blank, .field("source", card.sources, .rfc)] }
        return items + explanation(ofRow: card.row)
    }
}
