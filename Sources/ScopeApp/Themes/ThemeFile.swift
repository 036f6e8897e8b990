import TOMLKit
import TerminalCore

/// Reads the text of a theme file.
enum ThemeFile {
    /// Octets a theme may have; the largest shipped one has two thousand.
    static let limit = 1 << 18

    /// - Parameter file: the name that messages give.
    static func document(
        from bytes: [UInt8], file: String
    ) throws(ThemeError) -> ThemeDocument {
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw ThemeError(code: .syntax, description: "\(file) is not UTF-8 text.")
        }
        do {
            let lines = TOMLLines(text)
            let root = try TOMLTable(string: text)
            return ThemeDocument(file: file, root: table(root, at: [], lines))
        } catch let error as TOMLParseError {
            let reason = Visible.text(of: error.description, columns: 200)
            throw ThemeError(
                code: .syntax, description: "\(file):\(error.source.begin.line): \(reason)")
        } catch {
            throw ThemeError(code: .syntax, description: "\(file) is not TOML.")
        }
    }

    private static func table(
        _ table: TOMLTable, at path: [String], _ lines: TOMLLines
    ) -> ThemeDocument.Table {
        let entries = table.keys.compactMap { key -> ThemeDocument.Entry? in
            guard let found = table[key] else { return nil }
            let inner = path + [key]
            return ThemeDocument.Entry(
                key: key, value: value(found, at: inner, lines), line: lines.line(of: inner))
        }
        return ThemeDocument.Table(entries.sorted { ($0.line, $0.key) < ($1.line, $1.key) })
    }

    private static func value(
        _ value: any TOMLValueConvertible, at path: [String], _ lines: TOMLLines
    ) -> ThemeDocument.Value {
        if let text = value.string { return .text(text) }
        if let number = value.int { return .integer(number) }
        if let inner = value.table { return .table(table(inner, at: path, lines)) }
        if let list = value.array { return .list(list.map { self.value($0, at: path, lines) }) }
        return .other
    }
}
