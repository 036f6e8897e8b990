import SMTPCore

/// Text in, a script and all that is wrong with it out. It never fails: a line that cannot be
/// read is left out and reported, and reading goes on below it.
package struct ScriptParser {
    /// What parsing gives.
    package struct Outcome: Sendable {
        package var script: Script
        /// In the order of the lines. Empty where the script can be used as it is.
        package var problems: [ScriptProblem]
        package var source: ScriptSource
        /// What the text waits for at its end; nil where it is complete.
        package var unfinished: Unfinished?
        /// The problems but for those that more lines below may solve.
        package var mistakes: [ScriptProblem] = []
    }

    /// What was begun and not ended, the innermost.
    package enum Unfinished: Hashable, Sendable {
        /// Up to its `@end`; the word behind the `@` that opened it.
        case block(String)
        /// The rows below `@each`.
        case table
        /// Up to a line that is this word alone.
        case hereText(word: String)
    }

    /// A script larger than this is refused: 16 MiB.
    package static let octetLimit = 16 << 20
    /// Blocks inside each other.
    static let depthLimit = 32

    let source: ScriptSource
    /// The index of the line to be read next.
    var next = 0
    var problems: [ScriptProblem] = []
    /// Those that more lines below may solve.
    var openProblems: [ScriptProblem] = []
    /// What the text waits for at its end.
    var unfinished: Unfinished?
    /// The number of the last line whose order was misspelt; what else is wrong with it is not told.
    var guessedLine: Int?

    private init(_ source: ScriptSource) {
        self.source = source
    }

    /// Reads a script; `file` is its name in places and pictures.
    package static func parse(_ octets: [UInt8], file: String) -> Outcome {
        if let problem = unreadable(octets, file) {
            return Outcome(
                script: Script(nodes: []), problems: [problem],
                source: ScriptSource(file: file, octets: []), mistakes: [problem])
        }
        var parser = ScriptParser(ScriptSource(file: file, octets: octets))
        parser.checkText()
        let ofText = parser.problems
        let nodes = parser.nodes(depth: 0)
        // Behind a text that is not ended everything belongs to it.
        var mistakes = parser.problems
        if case .hereText? = parser.unfinished { mistakes = ofText }
        return Outcome(
            script: Script(nodes: nodes),
            problems: (parser.problems + parser.openProblems).sorted {
                ($0.place.line, $0.place.column) < ($1.place.line, $1.place.column)
            },
            source: parser.source, unfinished: parser.unfinished, mistakes: mistakes)
    }

    /// What is wrong with a file that is no script at all; nil where it may be one.
    private static func unreadable(_ octets: [UInt8], _ file: String) -> ScriptProblem? {
        let place = ScriptPlace(file: file, line: 1)
        if octets.count > octetLimit {
            return ScriptProblem("the script is larger than 16 MiB", at: place)
        }
        if octets.starts(with: [0xFF, 0xFE]) || octets.starts(with: [0xFE, 0xFF]) {
            return ScriptProblem("this is UTF-16", at: place, help: "save the file as UTF-8")
        }
        guard let nul = octets.firstIndex(of: 0) else { return nil }
        return ScriptProblem(
            "this is no text: there are NUL octets in it", at: Self.place(of: nul, octets, file),
            help: #"save the file as UTF-8; in quotes, NUL is written \0"#)
    }

    private static func place(of index: Int, _ octets: [UInt8], _ file: String) -> ScriptPlace {
        let source = ScriptSource(file: file, octets: Array(octets[...index]))
        let number = source.lineCount
        let line = source.line(at: number - 1)
        return LineScanner(line, file: file, number: number)
            .place(from: line.endIndex - 1, to: line.endIndex)
    }

    /// What is typed at a prompt: a line, or those that belong together up to now.
    package static func parse(line: [UInt8]) -> Outcome {
        parse(line, file: "prompt")
    }

    private mutating func checkText() {
        for index in 0..<source.lineCount {
            let line = source.line(at: index)
            if let stray = UTF8Walk.firstStray(in: line) {
                problems.append(
                    ScriptProblem(
                        "this is no UTF-8", at: scanner(index).place(from: stray, to: stray + 1),
                        help: #"save the file as UTF-8, or write the octet as \xHH in quotes"#))
            } else if let lone = line.firstIndex(of: ASCII.cr) {
                problems.append(
                    ScriptProblem(
                        "a carriage return inside a line",
                        at: scanner(index).place(from: lone, to: lone + 1),
                        help: #"write it as \r in a quoted text"#))
            }
        }
    }

    func scanner(_ index: Int) -> LineScanner {
        LineScanner(source.line(at: index), file: source.file, number: index + 1)
    }

    mutating func note(_ error: LineError, in scanner: LineScanner) {
        guard scanner.number != guessedLine else { return }
        let start = error.range.lowerBound
        problems.append(
            ScriptProblem(
                error.message,
                at: scanner.place(from: start, to: max(error.range.upperBound, start + 1)),
                help: error.help))
    }

    /// Lines up to `@end`, `@elif` or `@else`, which are left to be read.
    mutating func nodes(depth: Int) -> [ScriptNode] {
        var nodes: [ScriptNode] = []
        // Most lines are at the top; an array that grows is copied again and again.
        if depth == 0 { nodes.reserveCapacity(source.lineCount) }
        var canExpect = false
        while next < source.lineCount {
            var scanner = scanner(next)
            scanner.skipBlanks()
            if scanner.peek == UInt8(ascii: "@"), depth > 0, Self.isTerminator(scanner) { break }
            next += 1
            guard let node = node(&scanner, depth: depth) else {
                // The line was meant to be something: do not blame what hangs below it.
                canExpect = true
                continue
            }
            switch node {
            case .blank, .comment, .say: break
            case .step: canExpect = true
            case .expect(let expectation):
                if !canExpect { reportStray(expectation) }
            case .order, .block: canExpect = false
            }
            nodes.append(node)
        }
        return nodes
    }

    static let terminators: Set<String> = ["end", "elif", "else"]

    private static func isTerminator(_ scanner: LineScanner) -> Bool {
        var ahead = scanner
        ahead.index += 1
        return terminators.contains(ahead.keyword().text)
    }

    private mutating func reportStray(_ expectation: Expectation) {
        guard source.lineCount > 1 else { return }
        problems.append(
            ScriptProblem(
                "nothing above this line could answer", at: expectation.place,
                help: "put it below the line that is answered"))
    }

    private mutating func node(_ scanner: inout LineScanner, depth: Int) -> ScriptNode? {
        do throws(LineError) {
            return try read(&scanner, depth: depth)
        } catch {
            note(error, in: scanner)
            return nil
        }
    }

    private mutating func read(
        _ scanner: inout LineScanner, depth: Int
    ) throws(LineError) -> ScriptNode? {
        let start = scanner.index
        switch scanner.peek {
        case nil: return .blank
        case UInt8(ascii: "#"): return comment(&scanner)
        case UInt8(ascii: "<"): return .expect(try expectation(&scanner))
        case UInt8(ascii: ">"):
            scanner.index += scanner.octets[(start + 1)...].first == ASCII.space ? 2 : 1
            let template = scanner.template(scanner.index..<scanner.octets.endIndex)
            return .step(Step(action: .exact(template), place: scanner.place(from: start)))
        case UInt8(ascii: "@"):
            return try order(&scanner, depth: depth)
        case UInt8(ascii: "|"):
            throw LineError(
                message: "a table row without a table", help: "tables stand below @each",
                range: start..<scanner.octets.endIndex)
        default:
            let text = scanner.rest()
            let range = text.startIndex..<text.endIndex
            return .step(
                Step(
                    action: .send(scanner.template(range)),
                    place: scanner.place(from: start, to: text.endIndex)))
        }
    }

    private func comment(_ scanner: inout LineScanner) -> ScriptNode {
        let start = scanner.index
        scanner.index += 1
        var ahead = scanner
        // A line of `#` alone is drawn, not said.
        let rest = ahead.rest()
        let isRule = rest.count > 1 && rest.allSatisfy { $0 == UInt8(ascii: "#") }
        guard scanner.peek == UInt8(ascii: "#"), !isRule else {
            return .comment(scanner.rest().text)
        }
        scanner.index += 1
        _ = scanner.take(" ")
        let from = scanner.index
        let text = scanner.rest()
        return .say(scanner.template(from..<text.endIndex), scanner.place(from: start))
    }

    private func expectation(_ scanner: inout LineScanner) throws(LineError) -> Expectation {
        let start = scanner.index
        scanner.index += 1
        let opensNext = scanner.take("+")
        let isWish = scanner.take("?")
        guard let peek = scanner.peek, LineScanner.isBlank(peek) else {
            throw LineError(
                message: "a blank is missing behind the mark", help: "such as < 250",
                range: start..<(start + 1))
        }
        let claim = try scanner.claim()
        let end = scanner.index
        let remark = try scanner.finish()
        return Expectation(
            opensNext: opensNext, isWish: isWish, claim: claim, remark: remark,
            place: scanner.place(
                from: start, to: LineScanner.trimmedEnd(scanner.octets[..<end]).endIndex))
    }
}
