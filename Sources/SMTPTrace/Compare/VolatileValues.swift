import SMTPCore

/// Gives values that differ from run to run names instead: dates, times, addresses, queue and
/// message ids. Equal values get equal names, different ones different names: nothing is blanked.
package struct VolatileValues: Sendable {
    package enum Kind: String, Sendable {
        case address, date, id, seconds, time, uuid
    }

    /// Beyond so many values the text stays as it is.
    private static let capacity = 100_000

    private var names: [String: String] = [:]
    private var counts: [Kind: Int] = [:]

    package init() {}

    /// The text with `[id 1]` and the like.
    package mutating func renamed(_ text: String) -> String {
        let words = Words(text)
        var renamed = ""
        for (index, word) in words.list.enumerated() {
            renamed += word.gap
            if let kind = words.kind(at: index), let name = name(of: word.text, kind) {
                renamed += name
            } else {
                renamed += word.text
            }
        }
        return renamed + words.tail
    }

    private mutating func name(of value: String, _ kind: Kind) -> String? {
        let key = kind.rawValue + " " + value
        if let name = names[key] { return name }
        guard names.count < Self.capacity else { return nil }
        counts[kind, default: 0] += 1
        let name = "[\(kind.rawValue) \(counts[kind] ?? 0)]"
        names[key] = name
        return name
    }
}

/// A text cut into words of letters, digits and `.:-_+`, with what stands between them.
private struct Words {
    struct Word {
        var gap: String
        var text: String
    }

    private(set) var list: [Word] = []
    private(set) var tail = ""

    init(_ text: String) {
        let octets = Array(text.utf8)
        var start = 0
        var index = 0
        while index < octets.count {
            let gapEnd = octets[index...].firstIndex(where: Self.isInWord) ?? octets.count
            var end = octets[gapEnd...].firstIndex { !Self.isInWord($0) } ?? octets.count
            while end > gapEnd, octets[end - 1] == UInt8(ascii: ".") || octets[end - 1] == 58 {
                end -= 1
            }
            index = max(end, gapEnd + 1)
            guard end > gapEnd else { continue }
            list.append(Word(gap: octets[start..<gapEnd].text, text: octets[gapEnd..<end].text))
            start = end
        }
        if start < octets.count { tail = octets[start...].text }
    }

    private static func isInWord(_ octet: UInt8) -> Bool {
        ASCII.isLetter(octet) || ASCII.isDigit(octet) || ".:-_+".utf8.contains(octet)
    }

    /// What kind of volatile value stands there; nil if none.
    func kind(at index: Int) -> VolatileValues.Kind? {
        let word = Array(list[index].text.utf8)
        if word.count == 36, Self.isUUID(word) { return .uuid }
        if Self.isTime(word) { return .time }
        if Self.isAddress(word) { return .address }
        if isDate(word, at: index) { return .date }
        if isSeconds(word, at: index) { return .seconds }
        if isID(word, at: index) { return .id }
        return nil
    }

    private static func isUUID(_ word: [UInt8]) -> Bool {
        word.enumerated().allSatisfy { index, octet in
            [8, 13, 18, 23].contains(index) ? octet == ASCII.hyphen : isHex(octet)
        }
    }

    private static func isHex(_ octet: UInt8) -> Bool {
        ASCII.isDigit(octet) || (octet | 0x20) &- 97 < 6
    }

    /// `17:18` or `17:18:56`, with a fraction or not.
    private static func isTime(_ word: [UInt8]) -> Bool {
        let parts = word.split(separator: 58, omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, parts[0].count <= 2, parts[1].count == 2 else {
            return false
        }
        let digits = parts[0] + parts[1] + (parts.count == 3 ? parts[2].prefix(2) : [])
        return !parts[0].isEmpty && digits.allSatisfy(ASCII.isDigit)
            && (parts.count == 2 || parts[2].count >= 2)
    }

    /// An IPv4 address with or without port, or an IPv6 address.
    private static func isAddress(_ word: [UInt8]) -> Bool {
        let host = word.prefix { $0 != 58 }
        let parts = host.split(separator: ASCII.dot, omittingEmptySubsequences: false)
        if parts.count == 4,
            parts.allSatisfy({ (1...3).contains($0.count) && $0.allSatisfy(ASCII.isDigit) })
        {
            return word[host.count...].dropFirst().allSatisfy(ASCII.isDigit)
        }
        let colons = word.count { $0 == 58 }
        return colons >= 2 && word.count >= 3
            && word.allSatisfy { isHex($0) || $0 == 58 || $0 == ASCII.dot }
            && word.contains { ASCII.isDigit($0) }
    }

    private static let months: Set<String> = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let days: Set<String> = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    /// `2026-11-23`, and the parts of `Mon, 23 Nov 2026 … +0100`.
    private func isDate(_ word: [UInt8], at index: Int) -> Bool {
        if word.count >= 10, word[4] == ASCII.hyphen, word[7] == ASCII.hyphen,
            (word[..<4] + word[5..<7] + word[8..<10]).allSatisfy(ASCII.isDigit)
        {
            return true
        }
        let isNumber = word.count <= 4 && word.allSatisfy(ASCII.isDigit)
        if isNumber || Self.days.contains(list[index].text) {
            return [-2, -1, 1, 2].contains { isMonth(index + $0) }
        }
        if word.count == 5, word[0] == 43 || word[0] == 45,
            word.dropFirst().allSatisfy(ASCII.isDigit)
        {
            return index > 0 && Self.isTime(Array(list[index - 1].text.utf8))
        }
        return isMonth(index)
            && [-1, 1].contains { neighbour in
                guard list.indices.contains(index + neighbour) else { return false }
                return list[index + neighbour].text.utf8.allSatisfy(ASCII.isDigit)
            }
    }

    private func isMonth(_ index: Int) -> Bool {
        list.indices.contains(index) && Self.months.contains(list[index].text)
    }

    private func isSeconds(_ word: [UInt8], at index: Int) -> Bool {
        guard list.indices.contains(index + 1),
            word.allSatisfy({ ASCII.isDigit($0) || $0 == ASCII.dot })
        else { return false }
        return ["s", "sec", "secs", "second", "seconds", "ms"].contains(list[index + 1].text)
    }

    /// Behind `queued as` and `id=`, Exim's ids, long hexadecimal numbers, and long words that mix
    /// letters and digits.
    private func isID(_ word: [UInt8], at index: Int) -> Bool {
        let digits = word.count(where: ASCII.isDigit)
        let letters = word.count(where: ASCII.isLetter)
        if index > 0 {
            let before = list[index - 1].text
            if before == "as", index > 1, list[index - 2].text == "queued" { return true }
            if before == "id", list[index].gap.hasPrefix("=") { return true }
        }
        let parts = word.split(separator: ASCII.hyphen, omittingEmptySubsequences: false)
        let shape = parts.map(\.count)
        if shape == [6, 6, 2] || shape == [6, 11, 4], digits > 0, letters > 0 { return true }
        let host = word.firstIndex(of: ASCII.dot)
        if let host {
            let last = word[host...].dropFirst()
            return last.allSatisfy(ASCII.isDigit) && host >= 12 && digits >= 6 && letters > 0
        }
        if word.count >= 10, digits > 0, word.allSatisfy(Self.isHex) { return true }
        return word.count >= 12 && digits >= 4 && letters > 0
    }
}
