import Glibc

/// The user's editor, for a text that is too long for the prompt.
enum Editor {
    /// Lets the user edit a text; nil if it was left as it was. The terminal must have been given
    /// back before.
    static func edit(_ text: [UInt8]) throws(FileError) -> [UInt8]? {
        var template = Array("/tmp/smtpscope-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw FileError("write", "/tmp") }
        let path = String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(path) }
        let isWritten = Files.writeAll(text, to: descriptor)
        close(descriptor)
        guard isWritten else { throw FileError("write", path) }
        let editor = environment("VISUAL") ?? environment("EDITOR") ?? "vi"
        guard run(editor, path) else {
            throw FileError("the editor '\(editor)' failed, so nothing was taken over: set EDITOR")
        }
        let edited = try Files.read(path, limit: 64 << 20)
        return edited == text ? nil : edited
    }

    /// VISUAL and EDITOR may hold options, so a shell reads them; the path is its own word.
    private static func run(_ editor: String, _ path: String) -> Bool {
        let words = ["/bin/sh", "-c", "\(editor) \"$1\"", "sh", path]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var child: pid_t = 0
        guard posix_spawn(&child, "/bin/sh", nil, nil, &arguments, environ) == 0 else {
            return false
        }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { return false }
        }
        return status == 0
    }
}
