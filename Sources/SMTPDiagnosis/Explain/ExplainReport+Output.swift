import SMTPCore
import SMTPTrace

extension ExplainReport {
    /// For a person. One failure is explained in full; of several each gets a line, and with
    /// `details` its explanation and where it was found below. UTF-8, lines end in LF.
    package func text(columns: Int = 80, details: Bool = false) -> [UInt8] {
        var prose = Prose(columns: columns)
        if failures.count == 1, let only = failures.first {
            // In a recording the failure itself is all there is to say.
            if only.lastLine > 0 { prose.add(line: VisibleText.line(only.sample, limit: 500)) }
            if only.count > 1 || !only.recipients.isEmpty {
                prose.add(paragraph: only.occurrences)
            }
            prose.add()
            only.writeExplanation(to: &prose)
        } else {
            for failure in failures {
                failure.write(to: &prose, columns: columns)
                if details {
                    prose.add()
                    failure.writeExplanation(to: &prose)
                    prose.add()
                    for place in failure.evidenceLines { prose.add(paragraph: place, mark: "  ") }
                    prose.add()
                }
            }
        }
        if !remarks.isEmpty, !failures.isEmpty { prose.add() }
        for remark in remarks { prose.add(paragraph: remark) }
        return Array(prose.text.utf8)
    }

    /// A header, then one line per failure: count, messages, delivered later, category, id,
    /// lasting, first, last, reply.
    package func tsv() -> [UInt8] {
        var text = "count\tmessages\tdelivered-later\tcategory\tid\tlasting\tfirst\tlast\treply\n"
        for failure in failures {
            let finding = failure.finding
            let cells = [
                "\(failure.count)", "\(failure.messages)", "\(failure.deliveredLater)",
                finding.category.rawValue, finding.id, finding.lasting.rawValue,
                VisibleText.line(failure.first), VisibleText.line(failure.last),
                VisibleText.line(failure.sample),
            ]
            text += cells.joined(separator: "\t") + "\n"
        }
        return Array(text.utf8)
    }

    /// One JSON document: `{"failures":[…],"lines":…}` and a line ending.
    package func json() -> [UInt8] {
        var octets = Array("{\"failures\":[".utf8)
        for (number, failure) in failures.enumerated() {
            if number > 0 { octets.append(UInt8(ascii: ",")) }
            octets += failure.json
        }
        var rest = JSONLine()
        rest.add("lines", lines)
        rest.add("logLines", logLines)
        rest.add("deliveries", deliveries)
        rest.add("remarks", remarks)
        octets += Array("],".utf8) + rest.finished().dropFirst() + [ASCII.lf]
        return octets
    }
}

extension ExplainedFailure {
    /// "412 times from Nov 24 10:08:36 to Nov 24 11:00:02, 3 messages, 2 delivered later"
    package var occurrences: String {
        var parts = [count == 1 ? "once" : "\(count) times"]
        if !first.isEmpty {
            let first = VisibleText.line(first)
            let last = VisibleText.line(last)
            parts[0] += first == last ? " at \(first)" : " from \(first) to \(last)"
        }
        if !recipients.isEmpty {
            parts[0] += " for " + recipients.map { VisibleText.line($0) }.joined(separator: ", ")
        }
        if messages > 0 { parts.append(ExplainReport.count(messages, "message")) }
        if deliveredLater > 0 { parts.append("\(deliveredLater) delivered later") }
        return parts.joined(separator: ", ")
    }

    /// The places it was found at and what stood there, one sentence each; the last one too.
    package var evidenceLines: [String] {
        var lines = evidence.map { "line \($0.line): \(VisibleText.line($0.text))" }
        if let last = evidence.last, lastLine > last.line {
            lines.append("and last in line \(lastLine)")
        }
        return lines
    }

    fileprivate func write(to prose: inout Prose, columns: Int) {
        let number = String(count)
        let pad = String(repeating: " ", count: max(0, 7 - number.count))
        prose.add(line: "\(pad)\(number)  \(title)  [\(finding.id)]")
        let mark = String(repeating: " ", count: 9)
        prose.add(paragraph: occurrences, mark: mark)
        prose.add(line: mark + VisibleText.line(sample, limit: max(40, columns) - 12))
    }

    /// The finding, behind who is who in it.
    fileprivate func writeExplanation(to prose: inout Prose) {
        if let remark = party.remark {
            prose.add(paragraph: remark)
            prose.add()
        }
        finding.write(to: &prose)
    }

    fileprivate var json: [UInt8] {
        var line = finding.json
        if party != .sender { line.add("party", party.rawValue) }
        line.add("count", count)
        line.add("messages", messages)
        line.add("deliveredLater", deliveredLater)
        if !recipients.isEmpty { line.add("recipients", recipients.map { VisibleText.line($0) }) }
        if !first.isEmpty {
            line.add(text: "first", base64: "firstBase64", first)
            line.add(text: "last", base64: "lastBase64", last)
        }
        if let place = evidence.first {
            line.add("firstLine", place.line)
            line.add("lastLine", lastLine)
        }
        line.add(text: "reply", base64: "replyBase64", sample)
        return line.finished()
    }
}
