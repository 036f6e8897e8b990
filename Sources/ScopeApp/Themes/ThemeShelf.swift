import CEmbedded
import Glibc
import TerminalCore

/// The themes there are: those in the program, and the user's own, which win.
package struct ThemeShelf: Sendable {
    /// Where the user's themes lie, one `NAME.toml` each; the folder may be missing.
    package let folder: String

    package init(folder: String = Folders.configuration + "/themes") { self.folder = folder }

    /// The themes in the program, the default one first.
    package static let shippedNames: [String] = (0..<embedded_theme_count()).compactMap {
        embedded_theme_name($0).map { String(cString: $0) }
    }

    /// The names of the user's themes, sorted.
    package var ownNames: [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let file = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if file.hasSuffix(".toml"), ThemeShelf.isName(String(file.dropLast(5))) {
                names.append(String(file.dropLast(5)))
            }
        }
        return names.sorted()
    }

    /// Every theme: the shipped ones in their order, then the user's that are new.
    package var names: [String] {
        let shipped = ThemeShelf.shippedNames
        return shipped + ownNames.filter { !shipped.contains($0) }
    }

    package func theme(named name: String) throws(ThemeError) -> Theme {
        try theme(from: document(named: name))
    }

    package func theme(inFile path: String) throws(ThemeError) -> Theme {
        try theme(from: document(inFile: path))
    }

    /// The theme for a terminal of this depth.
    package func resolved(_ name: String, depth: Depth) -> Result<ResolvedTheme, ThemeError> {
        do throws(ThemeError) {
            return .success(ResolvedTheme(try theme(named: name), depth: depth))
        } catch {
            return .failure(error)
        }
    }

    /// What is wrong with a theme of the user's, as one sentence without a full stop; nil if nothing
    /// is, or if it cannot be used at all. The rest of it works.
    package func flaw(of name: String) -> String? {
        guard access(path(of: name), F_OK) == 0, let theme = try? theme(named: name),
            let first = theme.problems.first
        else { return nil }
        let others = theme.problems.count - 1
        return first.description + (others > 0 ? ", and \(others) more" : "")
            + "; the rest is used, smtpscope theme check \(name) lists all"
    }

    /// Follows `inherits` up to a theme that names no other.
    private func theme(from document: ThemeDocument) throws(ThemeError) -> Theme {
        var documents = [document]
        while let parent = documents.last?.inherits {
            // A user's theme may refine the shipped one of its own name.
            let isOwn = documents.last?.file == path(of: parent)
            let next =
                isOwn ? try shippedDocument(named: parent) : try self.document(named: parent)
            guard !documents.contains(where: { $0.file == next.file }) else {
                throw ThemeError(
                    code: .circular,
                    description: "\(document.file): inherits leads back to \(next.file).")
            }
            documents.append(next)
        }
        return Theme(documents: documents)
    }

    private func document(named name: String) throws(ThemeError) -> ThemeDocument {
        guard ThemeShelf.isName(name) else { throw unknown(name) }
        let path = path(of: name)
        if access(path, F_OK) == 0 { return try document(inFile: path) }
        return try shippedDocument(named: name)
    }

    private func document(inFile path: String) throws(ThemeError) -> ThemeDocument {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try Files.read(path, limit: ThemeFile.limit)
        } catch {
            throw ThemeError(code: .unreadable, description: error.description)
        }
        return try ThemeFile.document(from: bytes, file: path)
    }

    private func shippedDocument(named name: String) throws(ThemeError) -> ThemeDocument {
        guard let index = ThemeShelf.shippedNames.firstIndex(of: name) else { throw unknown(name) }
        let file = embedded_theme(index)
        let bytes = Array(UnsafeBufferPointer(start: file.bytes, count: Int(file.count)))
        return try ThemeFile.document(from: bytes, file: name + ".toml")
    }

    private func path(of name: String) -> String { "\(folder)/\(name).toml" }

    private func unknown(_ name: String) -> ThemeError {
        let shown = Visible.text(of: name, columns: 40)
        return ThemeError(
            code: .unknown,
            description:
                "There is no theme \"\(shown)\"; there are \(names.joined(separator: ", ")).")
    }

    /// Nothing that could lead out of the folder.
    private static func isName(_ name: String) -> Bool {
        !name.isEmpty && !name.hasPrefix(".") && !name.utf8.contains(UInt8(ascii: "/"))
            && name.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    }
}
