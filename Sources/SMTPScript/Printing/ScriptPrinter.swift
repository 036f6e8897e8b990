import SMTPCore

/// A script as text in its one form: two blanks per block, one blank line at most, tables in
/// columns. Printing what was parsed from printed text changes nothing.
package struct ScriptPrinter {
    private var octets: [UInt8] = []
    private var depth = 0
    private var isBehindBlank = true

    private init() {}

    /// The whole text, LF behind every line. Blank lines at both ends are left out.
    package static func print(_ script: Script) -> [UInt8] {
        var printer = ScriptPrinter()
        printer.print(script.nodes)
        while printer.octets.suffix(2).elementsEqual([ASCII.lf, ASCII.lf]) {
            printer.octets.removeLast()
        }
        return printer.octets == [ASCII.lf] ? [] : printer.octets
    }

    private mutating func print(_ nodes: [ScriptNode]) {
        for node in nodes { print(node) }
    }

    private mutating func print(_ node: ScriptNode) {
        switch node {
        case .blank:
            if !isBehindBlank { octets.append(ASCII.lf) }
            isBehindBlank = true
        case .comment(let text): line("#" + text)
        case .say(let template, _):
            let text = ScriptText.bare(template)
            line(Array(text.isEmpty ? "##".utf8 : "## ".utf8) + text)
        case .step(let step): print(step)
        case .expect(let expectation):
            line(ScriptText.expectation(expectation), remark: expectation.remark)
        case .order(let order):
            line(ScriptText.order(order.action), remark: order.remark)
        case .block(let block): print(block)
        }
    }

    private mutating func line(_ text: [UInt8]) {
        octets += [UInt8](repeating: ASCII.space, count: text.isEmpty ? 0 : depth * 2)
        octets += text
        octets.append(ASCII.lf)
        isBehindBlank = false
    }

    private mutating func line(_ text: String, remark: String? = nil) {
        line(Array((text + (remark.map { "  #" + $0 } ?? "")).utf8))
    }

    private mutating func print(_ step: Step) {
        switch step.action {
        case .send(let template): line(ScriptText.bare(template))
        case .exact(let template):
            let text = ScriptText.bare(template)
            line([UInt8(ascii: ">")] + (text.isEmpty ? [] : [ASCII.space]) + text)
        case .message(let options, let body):
            print("@message\(ScriptText.options(options))", body, remark: step.remark)
        case .chunk(let isLast, let options, let body):
            let head = "@bdat\(isLast ? " last" : "")\(ScriptText.options(options))"
            print(head, body, remark: step.remark)
        case .raw(.here(let text)): print("@raw", .here(text), remark: nil)
        default: line(ScriptText.step(step.action), remark: step.remark)
        }
    }

    private mutating func print(_ head: String, _ body: Body, remark: String?) {
        switch body {
        case .string(let template):
            line("\(head) \(ScriptText.quoted(template))", remark: remark)
        case .file(let path, _): line("\(head) file \(ScriptText.quoted(path))", remark: remark)
        case .auto(let options):
            line("\(head) auto\(ScriptText.options(options))", remark: remark)
        case .here(let text):
            line("\(head) <<\(text.isLiteral ? "'\(text.word)'" : text.word)")
            for template in text.lines {
                line(text.isLiteral ? template.literal ?? [] : ScriptText.bare(template))
            }
            line(text.word)
        }
    }

    private mutating func print(_ block: Block) {
        line(ScriptText.opening(block.kind), remark: block.remark)
        depth += 1
        if case .eachRow(let table) = block.kind {
            depth -= 1
            print(table)
            depth += 1
        }
        print(block.body)
        depth -= 1
        if case .condition(_, let arms) = block.kind {
            for arm in arms {
                let head = arm.condition.map { "@elif " + ScriptText.condition($0) } ?? "@else"
                line(head, remark: arm.remark)
                depth += 1
                print(arm.body)
                depth -= 1
            }
        }
        line("@end", remark: block.endRemark)
    }

    private mutating func print(_ table: Table) {
        let rows = [table.names] + table.rows.map { $0.map(ScriptText.cell) }
        let widths = table.names.indices.map { column in
            rows.map { $0[column].unicodeScalars.count }.max() ?? 0
        }
        for row in rows {
            let cells = zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.unicodeScalars.count)
            }
            line("| " + cells.joined(separator: " | ") + " |")
        }
    }
}
