import Glibc

/// A folder of a test's own, removed with the object.
package final class Folder {
    package let path: String

    package init() throws {
        var template = Array("/tmp/smtpscope-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SupportError("no folder in /tmp") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { Folder.erase(path) }

    private static func erase(_ path: String) {
        var facts = stat()
        guard lstat(path, &facts) == 0 else { return }
        if facts.st_mode & S_IFMT == S_IFDIR {
            for name in FileText.names(in: path) { erase(path + "/" + name) }
        }
        remove(path)
    }

    /// The paths of the recordings in it, sorted.
    package var recordings: [String] {
        FileText.names(in: path).filter { $0.hasSuffix(".smtprec") }.sorted()
            .map { path + "/" + $0 }
    }

    /// Writes a file in it and gives its path.
    package func file(_ name: String, _ text: String, mode: mode_t = 0o644) throws -> String {
        try FileText.write(text, to: path + "/" + name, mode: mode)
        return path + "/" + name
    }
}
