/// Reads a reply's text into `Wording`, word by word.
struct WordingReader {
    private(set) var wording = Wording()

    mutating func begin() { wording.removeAll() }

    mutating func finish() { wording.finish() }

    /// Adds one line's text, without code and line ending.
    mutating func read(_ text: ArraySlice<UInt8>) {
        wording.appendBlank()
        var index = text.startIndex
        while index < text.endIndex, !wording.isFull {
            let octet = text[index]
            if Self.breaks(octet) {
                wording.appendBlank()
                index += 1
                continue
            }
            var end = index + 1
            var simpleEnd = Octet.isWord(octet) ? end : index
            while end < text.endIndex, end - index < 512, !Self.breaks(text[end]) {
                if simpleEnd == end, Octet.isWord(text[end]) { simpleEnd += 1 }
                end += 1
            }
            if simpleEnd == end || (simpleEnd == end - 1 && Self.endsClause(text[end - 1])) {
                wording.append(simple: text[index..<simpleEnd])
                if simpleEnd < end { wording.appendBlank() }
            } else {
                read(word: text[index..<end])
            }
            index = end
        }
        wording.appendBlank()
    }

    /// Adds text whose marks count, such as a part of a link.
    mutating func readVerbatim(_ text: ArraySlice<UInt8>) { readLink(text) }

    private mutating func read(word: ArraySlice<UInt8>) {
        switch WordShape(of: word) {
        case .url: readLink(word)
        case .address: readAddress(word)
        case .ip: wording.append(word: "#ip")
        case .plain: readPlain(word)
        }
    }

    /// An address; what follows it behind a colon, as in `user@example.org:blocked`, is words.
    private mutating func readAddress(_ word: ArraySlice<UInt8>) {
        wording.append(word: "#addr")
        let at = word.lastIndex(of: UInt8(ascii: "@")) ?? word.startIndex
        guard let colon = word[at...].firstIndex(of: UInt8(ascii: ":")) else { return }
        readPlain(word[(colon + 1)...])
    }

    /// A link stays one word, so that `rejected.html` in it is no word of the sentence.
    private mutating func readLink(_ word: ArraySlice<UInt8>) {
        wording.appendBlank()
        for octet in word where octet < 128 {
            let symbol = Wording.symbol(of: octet)
            if symbol != Wording.blank { wording.append(symbol: symbol) }
        }
        wording.appendBlank()
    }

    private mutating func readPlain(_ word: ArraySlice<UInt8>) {
        var index = word.startIndex
        while index < word.endIndex {
            let octet = word[index]
            if octet > 127 {
                index = readHigh(word, at: index)
                continue
            }
            if octet == UInt8(ascii: ".") {
                readDot(in: word, at: index)
            } else if Octet.isLetter(octet) || Octet.isDigit(octet)
                || startsMark(word, at: index)
            {
                wording.append(symbol: Wording.symbol(of: octet))
            } else if octet != UInt8(ascii: "'"), octet != UInt8(ascii: "`") {
                wording.appendBlank()
            }
            index += 1
        }
    }

    /// Whether `#addr` or `#ip` starts here, as the tables write them.
    private func startsMark(_ word: ArraySlice<UInt8>, at index: Int) -> Bool {
        word[index] == UInt8(ascii: "#") && index + 1 < word.endIndex
            && Octet.isLetter(word[index + 1])
    }

    /// A dot between letters or digits belongs to a name such as `zen.example.org`, unless
    /// a capital behind a small letter shows that a sentence ended without a blank.
    private mutating func readDot(in word: ArraySlice<UInt8>, at index: Int) {
        guard index > word.startIndex, index + 1 < word.endIndex else {
            return wording.appendBlank()
        }
        let before = word[index - 1]
        let behind = word[index + 1]
        let joins =
            (Octet.isLetter(before) || Octet.isDigit(before))
            && (Octet.isLetter(behind) || Octet.isDigit(behind))
        let sentenceEnds = before > 96 && before < 123 && behind > 64 && behind < 91
        if joins && !sentenceEnds {
            wording.append(symbol: Wording.symbol(of: UInt8(ascii: ".")))
        } else {
            wording.appendBlank()
        }
    }

    /// Reads the character that starts here, above ASCII, and gives the index behind it.
    private mutating func readHigh(_ word: ArraySlice<UInt8>, at index: Int) -> Int {
        let first = word[index]
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1
        let end = index + length
        let isUTF8 =
            length > 1 && first < 0xF5 && end <= word.endIndex
            && word[(index + 1)..<end].allSatisfy { $0 & 0xC0 == 0x80 }
        guard isUTF8 else {
            // Not UTF-8: most likely ISO 8859-1, whose letters lie at the same numbers.
            readScalar(UInt32(first), of: nil)
            return index + 1
        }
        var scalar = UInt32(first) & (0x7F >> UInt32(length))
        for octet in word[(index + 1)..<end] { scalar = scalar << 6 | UInt32(octet & 0x3F) }
        readScalar(scalar, of: word[index..<end])
        return end
    }

    private mutating func readScalar(_ scalar: UInt32, of octets: ArraySlice<UInt8>?) {
        switch scalar {
        case 0xC0..<0x180:
            for octet in LatinFolding.base(of: scalar) {
                wording.append(symbol: Wording.symbol(of: octet))
            }
        case 0x400..<0x410: readHighPair(scalar + 0x50)
        case 0x410..<0x430: readHighPair(scalar + 0x20)
        case 0x430..<0x530: readHighPair(scalar)
        case 0x2018, 0x2019: break
        case 0x80..<0xC0, 0x2000..<0x2070, 0x3000..<0x3003, 0xFF00..<0xFF10: wording.appendBlank()
        default:
            guard let octets else { return wording.appendBlank() }
            for octet in octets { wording.append(high: octet) }
        }
    }

    private mutating func readHighPair(_ scalar: UInt32) {
        wording.append(high: UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
        wording.append(high: UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    }

    /// Whether the octet behind a word's letters and digits is no part of the word.
    @inline(__always)
    private static func endsClause(_ octet: UInt8) -> Bool {
        octet == UInt8(ascii: ".") || octet == UInt8(ascii: ":")
    }

    /// Blanks, control characters and the marks that stand around words.
    @inline(__always)
    private static func breaks(_ octet: UInt8) -> Bool {
        if octet <= 32 || octet == 127 { return true }
        switch octet {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "("), UInt8(ascii: ")"),
            UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
            UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "\\"):
            return true
        default:
            return false
        }
    }
}
