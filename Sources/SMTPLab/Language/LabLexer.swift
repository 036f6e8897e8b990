import SMTPCore

/// Cuts one statement into tokens: a line, and the lines behind it that begin with a blank.
struct LabLexer {
    private let octets: [UInt8]
    private var index = 0
    private var line = 1
    private var lineStart = 0

    init(_ octets: [UInt8]) { self.octets = octets }

    var isAtEnd: Bool { index >= octets.count }
    var place: LabToken.Place { .init(line: line, column: index - lineStart + 1) }

    /// The next token. At the end of the file, `.end` again and again.
    mutating func next() throws(LabFault) -> LabToken {
        skipBlanks()
        let place = place
        guard index < octets.count else { return LabToken(kind: .end, place: place) }
        switch octets[index] {
        case ASCII.lf:
            newLine()
            if startsWithBlank { return try next() }
            return LabToken(kind: .end, place: place)
        case UInt8(ascii: ":"): return single(.colon, place)
        case UInt8(ascii: ";"): return single(.semicolon, place)
        case UInt8(ascii: ","): return single(.comma, place)
        case UInt8(ascii: "\""): return LabToken(kind: .string(try string()), place: place)
        case UInt8(ascii: "/"): return LabToken(kind: .pattern(try pattern()), place: place)
        default: return LabToken(kind: .word(word()), place: place)
        }
    }

    /// Goes to the start of the next statement, wherever we are.
    mutating func skipStatement() {
        repeat {
            while index < octets.count, octets[index] != ASCII.lf { index += 1 }
            newLine()
        } while index < octets.count && startsWithBlank
    }

    /// The rest of this line without blanks around it and its ending, and moves behind it.
    mutating func rawLine() -> (text: [UInt8], place: LabToken.Place) {
        skipBlanks()
        let place = place
        let start = index
        while index < octets.count, octets[index] != ASCII.lf { index += 1 }
        var end = index
        while end > start, octets[end - 1] <= ASCII.space { end -= 1 }
        newLine()
        return (Array(octets[start..<end]), place)
    }

    private mutating func newLine() {
        if index < octets.count { index += 1 }
        line += 1
        lineStart = index
    }

    /// Blanks, and a comment up to the line's end.
    private mutating func skipBlanks() {
        while index < octets.count, isBlank(octets[index]) { index += 1 }
        guard index < octets.count, octets[index] == UInt8(ascii: "#") else { return }
        while index < octets.count, octets[index] != ASCII.lf { index += 1 }
    }

    /// Whether the line goes on with the statement before it: a blank, then something.
    private var startsWithBlank: Bool {
        guard index < octets.count, isBlank(octets[index]) else { return false }
        let first = octets[index...].first { !isBlank($0) }
        return first != nil && first != ASCII.lf
    }

    private func isBlank(_ octet: UInt8) -> Bool {
        octet == ASCII.space || octet == 9 || octet == ASCII.cr
    }

    private mutating func single(_ kind: LabToken.Kind, _ place: LabToken.Place) -> LabToken {
        index += 1
        return LabToken(kind: kind, place: place)
    }

    private mutating func word() -> String {
        let start = index
        let stops = Array(":;,\"\n".utf8)
        while index < octets.count, !isBlank(octets[index]), !stops.contains(octets[index]) {
            index += 1
        }
        return octets[start..<index].text
    }

    private mutating func string() throws(LabFault) -> [UInt8] {
        let start = place
        var text: [UInt8] = []
        index += 1
        while index < octets.count, octets[index] != ASCII.lf {
            let octet = octets[index]
            index += 1
            if octet == UInt8(ascii: "\"") { return text }
            text.append(octet == UInt8(ascii: "\\") ? try escape() : octet)
        }
        throw LabFault(start, "this quote is never closed", "put \" at the end of the text")
    }

    /// What a backslash and the octets behind it stand for.
    private mutating func escape() throws(LabFault) -> UInt8 {
        let place = LabToken.Place(line: line, column: index - lineStart)
        guard index < octets.count else { throw LabFault(place, "nothing behind the backslash") }
        let letter = octets[index]
        index += 1
        switch letter {
        case UInt8(ascii: "r"): return ASCII.cr
        case UInt8(ascii: "n"): return ASCII.lf
        case UInt8(ascii: "t"): return 9
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): return letter
        case UInt8(ascii: "x"):
            let digits = octets[index...].prefix(2)
            guard digits.count == 2, let value = UInt8(digits.text, radix: 16) else { break }
            index += 2
            return value
        default: break
        }
        throw LabFault(
            place, "this escape is not known",
            "those known are \\r \\n \\t \\\" \\\\ and \\x with two hexadecimal digits")
    }

    private mutating func pattern() throws(LabFault) -> LabPattern {
        let start = place
        index += 1
        let from = index
        while index < octets.count, octets[index] != ASCII.lf, octets[index] != UInt8(ascii: "/") {
            index += octets[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard index < octets.count, octets[index] == UInt8(ascii: "/") else {
            index = min(index, octets.count)
            throw LabFault(start, "this pattern is never closed", "put / at its end")
        }
        let source = Array(octets[from..<index])
        index += 1
        let ignoresCase = index < octets.count && octets[index] == UInt8(ascii: "i")
        if ignoresCase { index += 1 }
        do {
            return try LabPattern(source, ignoresCase: ignoresCase)
        } catch {
            let place = LabToken.Place(line: start.line, column: start.column + 1 + error.offset)
            throw LabFault(place, "bad pattern: \(error.reason)")
        }
    }
}
