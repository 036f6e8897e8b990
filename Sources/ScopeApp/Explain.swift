import Glibc
import SMTPCore
import SMTPDiagnosis

/// What a reply, a word, a log or a bounce means, without a screen.
package enum ExplainRun {
    package enum Form: String, Sendable, CaseIterable {
        case text, tsv, json
    }

    /// A reply or a word from the command line; gives the exit code.
    package static func explain(_ words: String, form: Form, isWhy: Bool) -> Int32 {
        if let text = form == .json ? Lookup.json(words) : Lookup.text(words) {
            return tell(text, about: words, form, isWhy)
        }
        if let remark = Reference.remark(onUnknownDocument: words) {
            complain(remark)
            return 1
        }
        let reply = withLineBreaks(words)
        var stream = ExplainStream()
        stream.append(reply[...])
        let report = stream.finish()
        if report.failures.isEmpty {
            if form == .text, let text = Lookup.text(ofLine: words) {
                return tell(text, about: words, form, isWhy)
            }
            if !reply.contains(UInt8(ascii: " ")) {
                complain("nothing is known about \"\(words)\"\(guess(words))")
                return 1
            }
        }
        write(report, form, false)
        if isWhy, form == .text { tellWhy(reply) }
        return report.failures.isEmpty ? 1 : 0
    }

    /// What was looked up, unless something was asked for that only replies have.
    private static func tell(
        _ text: [UInt8], about words: String, _ form: Form, _ isWhy: Bool
    ) -> Int32 {
        guard form != .tsv, !isWhy else {
            complain(
                "\(isWhy ? "--why" : "--format tsv") is for replies, and \"\(words)\" is none")
            return 1
        }
        Files.writeAll(text, to: 1)
        return 0
    }

    /// What a word without a meaning was perhaps meant to be, as an ending for a sentence.
    private static func guess(_ word: String) -> String {
        let isPath = word.utf8.contains(UInt8(ascii: "/")) || word.hasSuffix(".log")
        return isPath ? ", and there is no such file" : Lookup.suggestion(for: word)
    }

    /// A reply may be given as programs write it, with `\n` between its lines.
    private static func withLineBreaks(_ words: String) -> [UInt8] {
        let octets = Array(words.utf8)
        guard octets.first.map(ASCII.isDigit) == true else { return octets }
        var result: [UInt8] = []
        var index = 0
        while index < octets.count {
            let isBreak = octets[index...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
            result.append(isBreak ? ASCII.lf : octets[index])
            index += isBreak ? 2 : 1
        }
        return result
    }

    /// Whether a word from the command line is the name of a file, and no code or verb.
    package static func isFile(_ word: String) -> Bool {
        var status = stat()
        return stat(word, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR && isPath(word)
    }

    private static func isPath(_ word: String) -> Bool {
        word.contains { $0 == "." || $0 == "/" } || !Lookup.knows(word)
    }

    /// Why words from the command line cannot be explained: one is a folder. Nil where
    /// they can be.
    package static func refusal(of words: [String]) -> String? {
        guard words.allSatisfy({ isFolder($0) || isFile($0) }),
            let folder = words.first(where: isFolder)
        else { return nil }
        let path = folder.hasSuffix("/") ? folder : folder + "/"
        return "\(folder) is a folder: name the files in it, as in smtpscope explain \(path)*"
    }

    /// Whether a word from the command line is the name of a folder, and no code or verb.
    private static func isFolder(_ word: String) -> Bool {
        var status = stat()
        return stat(word, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR && isPath(word)
    }

    /// Files or standard input, one behind the other: replies, transcripts, logs or bounces; gives
    /// the exit code. With `.tsv`, lines of id, tab, reply are answered by id, tab, category.
    package static func explain(files: [String], form: Form, details: Bool) -> Int32 {
        var stream = ExplainStream()
        var table: ExplainTSV?
        var isFirst = true
        do throws(FileError) {
            for file in files {
                let leftOut = try Files.forEachUnpackedChunk(of: file) { chunk in
                    if isFirst, form == .tsv, isTable(chunk) { table = ExplainTSV() }
                    isFirst = false
                    if table == nil {
                        stream.append(chunk)
                    } else {
                        Files.writeAll(table?.append(chunk) ?? [], to: 1)
                    }
                    return true
                }
                if let leftOut { complain(leftOut) }
            }
        } catch {
            complain(error.description)
            return 1
        }
        if var table {
            Files.writeAll(table.finish(), to: 1)
        } else {
            write(stream.finish(), form, details)
        }
        return 0
    }

    private static func write(_ report: ExplainReport, _ form: Form, _ details: Bool) {
        switch form {
        case .tsv: Files.writeAll(report.tsv(), to: 1)
        case .json: Files.writeAll(report.json(), to: 1)
        case .text: Files.writeAll(report.text(columns: columns, details: details), to: 1)
        }
    }

    /// Whether the first line is an id without blanks, a tab, and something behind it.
    private static func isTable(_ chunk: ArraySlice<UInt8>) -> Bool {
        let line = chunk.prefix { $0 != ASCII.lf }
        guard let tab = line.firstIndex(of: 9) else { return false }
        return tab > line.startIndex && !line[..<tab].contains(ASCII.space)
    }

    /// The rules that matched, best first, and those that came close.
    private static func tellWhy(_ reply: [UInt8]) {
        var diagnosis = ReplyDiagnosis()
        let (matched, close) = diagnosis.why(reply[...])
        var text = "\nWhy: the rules that matched, the best first\n"
        text += matched.map(describe).joined()
        if !close.isEmpty { text += "Came close:\n" + close.map(describe).joined() }
        Files.writeAll(Array(text.utf8), to: 1)
    }

    private static func describe(_ rule: RuleReport) -> String {
        let pattern = rule.pattern.isEmpty ? "the code alone" : rule.pattern
        return "  \(rule.id)  \(pattern)  (\(rule.name), \(rule.source))\n"
    }

    private static var columns: Int {
        var size = winsize()
        return ioctl(1, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 20 ? Int(size.ws_col) : 80
    }
}
