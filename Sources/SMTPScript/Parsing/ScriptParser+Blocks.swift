import SMTPCore

extension ScriptParser {
    /// A block with its body; nil where the word opens none.
    mutating func block(
        _ word: String, _ scanner: inout LineScanner, start: Int, depth: Int
    ) throws(LineError) -> Block? {
        var opening: (kind: Block.Kind, remark: String?)
        do throws(LineError) {
            guard let read = try self.opening(word, &scanner, start: start) else { return nil }
            opening = read
        } catch {
            // Its lines belong to it all the same, so that one mistake is told once.
            note(error, in: scanner)
            opening = (
                word == "if" ? .condition(Condition(groups: []), arms: []) : .optional(nil), nil
            )
        }
        guard depth < Self.depthLimit else {
            throw LineError(
                message: "too many blocks inside each other",
                help: "at most \(Self.depthLimit)", range: start..<(start + 1))
        }
        let place = scanner.place(from: start, to: start + 1 + word.utf8.count)
        var kind = opening.kind
        if case .eachRow = kind { kind = .eachRow(table(place)) }
        let body = nodes(depth: depth + 1)
        var block = Block(kind: kind, body: body, remark: opening.remark, place: place)
        if case .condition(let condition, _) = kind {
            block.kind = .condition(condition, arms: arms(depth: depth))
        }
        block.endRemark = end(of: word, at: place)
        return block
    }

    private func opening(
        _ word: String, _ scanner: inout LineScanner, start: Int
    ) throws(LineError) -> (kind: Block.Kind, remark: String?)? {
        let kind: Block.Kind
        switch word {
        case "pipeline": kind = .pipeline
        case "if": kind = .condition(try scanner.condition(), arms: [])
        case "each": kind = try each(&scanner)
        case "repeat": kind = .repeat(try count(&scanner))
        case "retry":
            let count = try count(&scanner)
            kind = .retry(count, every: try pause(&scanner))
        case "optional":
            scanner.skipBlanks()
            kind = .optional(scanner.isAtEnd ? nil : try scanner.string())
        default: return nil
        }
        return (kind, try scanner.finish())
    }

    private func pause(_ scanner: inout LineScanner) throws(LineError) -> ScriptDuration? {
        guard scanner.takeWord("every") else { return nil }
        return try scanner.duration(
            orRefuse: "no time between tries is none",
            help: "such as every 5s; without `every` the tries follow each other at once")
    }

    private func count(_ scanner: inout LineScanner) throws(LineError) -> Int {
        scanner.skipBlanks()
        let start = scanner.index
        let count = try scanner.number()
        guard (1...1_000_000).contains(count) else {
            throw scanner.error("1 to 1000000 times", from: start)
        }
        return count
    }

    private func each(_ scanner: inout LineScanner) throws(LineError) -> Block.Kind {
        scanner.skipBlanks()
        guard !scanner.isAtEnd else {
            return .eachRow(Table(names: [], rows: [], place: scanner.place(from: scanner.index)))
        }
        let name = try plainName(&scanner)
        guard scanner.takeWord("in") else {
            throw scanner.error(
                "`in` is missing here", from: scanner.index, help: "such as @each name in 1, 2, 3")
        }
        var values = [try scanner.expression()]
        scanner.skipBlanks()
        while scanner.take(",") {
            values.append(try scanner.expression())
            scanner.skipBlanks()
        }
        return .eachIn(name, values)
    }

    /// The rows below `@each`, comments and blank lines between them left out of it.
    private mutating func table(_ place: ScriptPlace) -> Table {
        var table = Table(names: [], rows: [], place: place)
        var hasHeader = false
        while next < source.lineCount {
            var scanner = scanner(next)
            scanner.skipBlanks()
            guard scanner.peek == UInt8(ascii: "|") else { break }
            next += 1
            do throws(LineError) {
                let start = scanner.index
                let cells = try row(&scanner)
                if hasHeader {
                    guard table.names.isEmpty || cells.count == table.names.count else {
                        throw LineError(
                            message: "\(cells.count) cells, but \(table.names.count) columns",
                            help: nil, range: start..<scanner.octets.endIndex)
                    }
                    table.rows.append(cells)
                } else {
                    hasHeader = true
                    table.names = try names(cells, scanner, start)
                }
            } catch {
                note(error, in: scanner)
            }
        }
        if !hasHeader || table.rows.isEmpty, problems.last?.place.line != next {
            let problem = ScriptProblem(
                "@each needs a table", at: place,
                help: "rows of | a | b | below it: names first, then values")
            if next < source.lineCount {
                problems.append(problem)
            } else {
                unfinished = unfinished ?? .table
                openProblems.append(problem)
            }
        }
        return table
    }

    private func names(
        _ cells: [Template], _ scanner: LineScanner, _ start: Int
    ) throws(LineError) -> [String] {
        var names: [String] = []
        for cell in cells {
            guard let name = cell.literal, LineScanner.isName(name[...]), !name.contains(ASCII.dot),
                !names.contains(name.text)
            else {
                throw LineError(
                    message: "the first row holds names, each once",
                    help: "letters, digits and _", range: start..<scanner.octets.endIndex)
            }
            names.append(name.text)
        }
        return names
    }

    private func row(_ scanner: inout LineScanner) throws(LineError) -> [Template] {
        var cells: [Template] = []
        scanner.index += 1
        while true {
            scanner.skipBlanks()
            if scanner.peek == nil, !cells.isEmpty { return cells }
            guard cells.count < 256 else {
                throw scanner.error("too many cells", from: scanner.octets.startIndex)
            }
            if scanner.peek == UInt8(ascii: "\"") {
                cells.append(try scanner.string())
                scanner.skipBlanks()
            } else {
                cells.append(plainCell(&scanner))
            }
            let end = scanner.index
            guard scanner.take("|") else {
                throw LineError(
                    message: "the bar at the end of the cell is missing",
                    help: #"a bar inside is \|"#,
                    range: end..<(end + 1))
            }
        }
    }

    /// Up to a bar that is not escaped.
    private func plainCell(_ scanner: inout LineScanner) -> Template {
        let start = scanner.index
        var text: [UInt8] = []
        while let octet = scanner.peek, octet != UInt8(ascii: "|") {
            let isBar = scanner.octets[scanner.index...].starts(with: #"\|"#.utf8)
            text.append(isBar ? UInt8(ascii: "|") : octet)
            scanner.index += isBar ? 2 : 1
        }
        let trimmed = LineScanner.trimmedEnd(text[...])
        let cell = LineScanner(trimmed, file: scanner.file, number: scanner.number)
        return cell.template(
            trimmed.startIndex..<trimmed.endIndex,
            placedAt: scanner.place(from: start, to: scanner.index))
    }

    private mutating func arms(depth: Int) -> [Block.Arm] {
        var arms: [Block.Arm] = []
        while next < source.lineCount {
            var scanner = scanner(next)
            scanner.skipBlanks()
            let start = scanner.index
            scanner.index += 1
            let word = scanner.keyword().text
            guard word == "elif" || word == "else" else { break }
            next += 1
            var arm = Block.Arm(
                condition: nil, body: [], place: scanner.place(from: start, to: scanner.index))
            do throws(LineError) {
                if word == "elif" { arm.condition = try scanner.condition() }
                if arms.last.map({ $0.condition == nil }) == true {
                    throw LineError(
                        message: "@\(word) behind @else", help: "@else comes last",
                        range: start..<(start + 1))
                }
                arm.remark = try scanner.finish()
            } catch {
                note(error, in: scanner)
            }
            arm.body = nodes(depth: depth + 1)
            arms.append(arm)
        }
        return arms
    }

    /// Takes `@end` and gives its remark.
    private mutating func end(of block: String, at place: ScriptPlace) -> String? {
        guard next < source.lineCount else {
            unfinished = unfinished ?? .block(block)
            openProblems.append(
                ScriptProblem(
                    "@\(block) is never ended", at: place, help: "end it with @end"))
            return nil
        }
        var scanner = scanner(next)
        next += 1
        scanner.skipBlanks()
        let start = scanner.index
        scanner.index += 1
        let word = scanner.keyword().text
        do throws(LineError) {
            guard word == "end" else {
                throw LineError(
                    message: "@\(word) without @if", help: "the open block is @\(block)",
                    range: start..<(start + 1))
            }
            return try scanner.finish()
        } catch {
            note(error, in: scanner)
            return nil
        }
    }
}
