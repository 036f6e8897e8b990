/// Where the keys of a TOML file stand. The parser tells this for errors of syntax only.
struct TOMLLines {
    private var lines: [[String]: Int] = [:]

    init(_ text: String) {
        var section: [String] = []
        for (index, line) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
            .enumerated()
        {
            var reader = KeyReader(octets: Array(line))
            switch reader.next() {
            case .section(let path):
                section = path
                note(path, at: index + 1)
            case .key(let path): note(section + path, at: index + 1)
            case nil: break
            }
        }
    }

    /// Counted from 1; 0 for what stands inside of another value.
    func line(of path: [String]) -> Int { lines[path] ?? 0 }

    /// Tables that are only part of a longer name stand where the first such name does.
    private mutating func note(_ path: [String], at line: Int) {
        for length in path.indices.map({ $0 + 1 }) {
            let part = Array(path.prefix(length))
            if lines[part] == nil { lines[part] = line }
        }
    }
}

/// Reads what a line of TOML begins with.
private struct KeyReader {
    enum Start {
        case section([String])
        case key([String])
    }

    let octets: [UInt8]
    private var index = 0

    init(octets: [UInt8]) { self.octets = octets }

    mutating func next() -> Start? {
        skipBlanks()
        guard take("[") else {
            let path = path()
            return take("=") && !path.isEmpty ? .key(path) : nil
        }
        _ = take("[")
        let path = path()
        return take("]") && !path.isEmpty ? .section(path) : nil
    }

    /// Names between dots; empty if there is none.
    private mutating func path() -> [String] {
        var path: [String] = []
        repeat {
            skipBlanks()
            guard let name = name() else { return [] }
            path.append(name)
            skipBlanks()
        } while take(".")
        return path
    }

    private mutating func name() -> String? {
        let start = index
        guard index < octets.count else { return nil }
        let quote = octets[index]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            guard let end = octets[(index + 1)...].firstIndex(of: quote) else { return nil }
            index = end + 1
            return String(decoding: octets[(start + 1)..<end], as: UTF8.self)
        }
        while index < octets.count, KeyReader.isBare(octets[index]) { index += 1 }
        return index > start ? String(decoding: octets[start..<index], as: UTF8.self) : nil
    }

    private static func isBare(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private mutating func skipBlanks() {
        while index < octets.count, octets[index] == 0x20 || octets[index] == 0x09 { index += 1 }
    }

    private mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard index < octets.count, octets[index] == UInt8(ascii: sign) else { return false }
        index += 1
        return true
    }
}
