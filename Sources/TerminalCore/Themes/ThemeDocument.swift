/// A theme file as a tree of values, whatever read it.
package struct ThemeDocument: Hashable, Sendable {
    package indirect enum Value: Hashable, Sendable {
        case text(String)
        case integer(Int)
        case list([Value])
        case table(Table)
        /// Something themes have no use for, as a date.
        case other
    }

    package struct Entry: Hashable, Sendable {
        package var key: String
        package var value: Value
        /// Counted from 1; 0 if it is not known.
        package var line: Int

        package init(key: String, value: Value, line: Int) {
            self.key = key
            self.value = value
            self.line = line
        }
    }

    package struct Table: Hashable, Sendable {
        /// Keys are different from each other.
        package var entries: [Entry]

        package init(_ entries: [Entry] = []) { self.entries = entries }

        package subscript(key: String) -> Entry? { entries.first { $0.key == key } }
    }

    /// As messages name it.
    package var file: String
    package var root: Table

    package init(file: String, root: Table) {
        self.file = file
        self.root = root
    }

    /// The theme this one builds on, if it names one.
    package var inherits: String? {
        guard case .text(let name)? = root["inherits"]?.value else { return nil }
        return name
    }
}
