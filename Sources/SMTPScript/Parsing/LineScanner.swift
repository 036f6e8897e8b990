import SMTPCore

/// A cursor over one line. It never moves back over what was read.
struct LineScanner {
    /// The line alone; its indices are those of the text it stands in.
    let octets: ArraySlice<UInt8>
    let file: String
    let number: Int
    var index: Int

    init(_ octets: ArraySlice<UInt8>, file: String, number: Int) {
        self.octets = octets
        self.file = file
        self.number = number
        index = octets.startIndex
    }

    /// For a line that stands in no file.
    init(_ octets: [UInt8]) {
        self.init(octets[...], file: "", number: 1)
    }

    /// Octets in front of the cursor.
    var column: Int { index - octets.startIndex }

    /// The octet at the cursor; nil at the end of the line.
    var peek: UInt8? { index < octets.endIndex ? octets[index] : nil }

    /// Whether nothing but a remark follows.
    var isAtEnd: Bool { index == octets.endIndex || beginsRemark(index) }

    private func beginsRemark(_ index: Int) -> Bool {
        octets[index] == UInt8(ascii: "#")
            && (index == octets.startIndex || Self.isBlank(octets[index - 1]))
    }

    mutating func skipBlanks() {
        while let peek, Self.isBlank(peek) { index += 1 }
    }

    /// Takes these octets if they stand at the cursor.
    mutating func take(_ text: String) -> Bool {
        guard octets[index...].starts(with: text.utf8) else { return false }
        index += text.utf8.count
        return true
    }

    /// What stands up to the next blank; empty at the end. Blanks in front are passed over.
    mutating func word() -> ArraySlice<UInt8> {
        skipBlanks()
        guard !isAtEnd else { return [] }
        let start = index
        while let peek, !Self.isBlank(peek) { index += 1 }
        return octets[start..<index]
    }

    /// The word `word` would give, without taking it.
    var nextWord: ArraySlice<UInt8> {
        guard let start = octets[index...].firstIndex(where: { !Self.isBlank($0) }),
            !beginsRemark(start)
        else { return [] }
        return octets[start..<(octets[start...].firstIndex(where: Self.isBlank) ?? octets.endIndex)]
    }

    /// Whether the next word is this one, in any case; takes it if so.
    mutating func takeWord(_ text: String) -> Bool {
        guard Self.isWord(nextWord, text) else { return false }
        _ = word()
        return true
    }

    /// Letters, digits, `_` and `-`; empty where there are none.
    mutating func keyword() -> ArraySlice<UInt8> {
        skipBlanks()
        let start = index
        while let peek, Self.isNameOctet(peek) || peek == ASCII.hyphen { index += 1 }
        return octets[start..<index]
    }

    /// A variable's name: letters, digits and `_`, no digit first; dots between its parts.
    mutating func name() throws(LineError) -> String {
        skipBlanks()
        let start = index
        while let peek, Self.isNameOctet(peek) || peek == ASCII.dot { index += 1 }
        let name = octets[start..<index]
        guard Self.isName(name) else {
            throw error("a name is missing here", from: start, help: "names are letters and digits")
        }
        return name.text
    }

    /// The rest without blanks at its end.
    mutating func rest() -> ArraySlice<UInt8> {
        defer { index = octets.endIndex }
        return Self.trimmedEnd(octets[index...])
    }

    /// What follows `#`, without blanks at its end; nil where nothing follows.
    mutating func remark() -> String? {
        skipBlanks()
        guard peek == UInt8(ascii: "#") else { return nil }
        index += 1
        return rest().text
    }

    /// Reads the remark and insists on the end of the line.
    mutating func finish() throws(LineError) -> String? {
        skipBlanks()
        guard isAtEnd else {
            let start = index
            let extra = word()
            throw error("`\(VisibleText.of(extra))` does not belong here", from: start)
        }
        return remark()
    }

    func place(from start: Int, to end: Int? = nil) -> ScriptPlace {
        let start = min(start, octets.endIndex)
        let end = min(max(end ?? octets.endIndex, start), octets.endIndex)
        return ScriptPlace(
            file: file, line: number, column: 1 + Self.points(octets[..<start]),
            length: max(1, Self.points(octets[start..<end])))
    }

    /// An error from `start` to the cursor, without the blanks in front of what stands there.
    func error(_ message: String, from start: Int, help: String? = nil) -> LineError {
        let end = max(start, min(index, octets.endIndex))
        let first = octets[start..<end].firstIndex { !Self.isBlank($0) } ?? start
        return LineError(message: message, help: help, range: first..<end)
    }

    private static func points(_ octets: ArraySlice<UInt8>) -> Int {
        octets.count { $0 & 0xC0 != 0x80 }
    }

    static func isBlank(_ octet: UInt8) -> Bool { octet == ASCII.space || octet == 9 }

    /// Whether the octets are this word, in any case. Each line asks for many words, so it compares
    /// what is there and makes nothing.
    static func isWord(_ octets: ArraySlice<UInt8>, _ word: String) -> Bool {
        guard octets.count == word.utf8.count else { return false }
        var index = octets.startIndex
        for octet in word.utf8 {
            guard ASCII.upper(octets[index]) == ASCII.upper(octet) else { return false }
            index += 1
        }
        return true
    }

    static func isNameOctet(_ octet: UInt8) -> Bool {
        ASCII.isLetter(octet) || ASCII.isDigit(octet) || octet == UInt8(ascii: "_")
    }

    /// Whether these octets are a variable's name, perhaps with dots.
    static func isName(_ octets: ArraySlice<UInt8>) -> Bool {
        guard let first = octets.first, !ASCII.isDigit(first), octets.count <= 128 else {
            return false
        }
        let parts = octets.split(separator: ASCII.dot, omittingEmptySubsequences: false)
        return parts.allSatisfy { part in
            !part.isEmpty
                && part.allSatisfy { isNameOctet($0) || $0 == ASCII.hyphen && parts.count > 1 }
        }
    }

    static func trimmedEnd(_ octets: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var end = octets.endIndex
        while end > octets.startIndex, isBlank(octets[end - 1]) { end -= 1 }
        return octets[octets.startIndex..<end]
    }
}
