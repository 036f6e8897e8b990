import Glibc

/// Why a file could not be read or written, as one sentence.
package struct FileError: Error, Hashable, CustomStringConvertible {
    package var description: String

    package init(_ description: String) { self.description = description }

    init(_ action: String, _ path: String) {
        description = "cannot \(action) \(path): \(String(cString: strerror(errno)))"
    }
}

/// Whole files and appended lines, with bounds.
package enum Files {
    /// The content of a file; `-` is standard input. Throws beyond the limit, in octets.
    package static func read(
        _ path: String, limit: Int = 256 << 20
    ) throws(FileError) -> [UInt8] {
        let descriptor = path == "-" ? dup(0) : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError("read", path) }
        defer { close(descriptor) }
        var content: [UInt8] = []
        var failure: FileError?
        try forEachChunk(of: descriptor, path) { chunk in
            content += chunk
            if content.count > limit {
                failure = FileError("\(path) is larger than \(limit >> 20) MiB: not read")
            }
            return failure == nil
        }
        if let failure { throw failure }
        return content
    }

    /// Hands the content over in pieces, until the end or until `take` says false.
    package static func forEachChunk(
        of path: String, _ take: (ArraySlice<UInt8>) -> Bool
    ) throws(FileError) {
        let descriptor = path == "-" ? dup(0) : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError("read", path) }
        defer { close(descriptor) }
        try forEachChunk(of: descriptor, path, take)
    }

    private static func forEachChunk(
        of descriptor: Int32, _ path: String, _ take: (ArraySlice<UInt8>) -> Bool
    ) throws(FileError) {
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileError("read", path) }
            guard count > 0, take(buffer[..<count]) else { return }
        }
    }

    /// Replaces the file in one step, so that a crash leaves the old or the new one. What is no
    /// file, such as a device or a pipe, is written to and stays what it is.
    package static func write(
        _ content: [UInt8], to path: String, mode: mode_t = 0o600
    ) throws(FileError) {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            return try pour(content, into: path)
        }
        try write(to: path, mode: mode, replaces: true) { writeAll(content, to: $0) }
    }

    /// Makes a file of what `fill` writes; `fill` says false where it failed, with `errno`. An
    /// existing file is replaced in one step or, without `replaces`, left as it is.
    package static func write(
        to path: String, mode: mode_t = 0o600, replaces: Bool, _ fill: (Int32) -> Bool
    ) throws(FileError) {
        let draft = replaces ? path + ".new" : path
        let way = replaces ? O_TRUNC : O_EXCL
        let descriptor = open(draft, O_WRONLY | O_CREAT | way | O_CLOEXEC, mode)
        if descriptor < 0, errno == EEXIST, !replaces {
            throw FileError("\(path) is there already: save! replaces it")
        }
        guard descriptor >= 0 else { throw FileError("write", path) }
        var failure = fill(descriptor) ? nil : FileError("write", path)
        if close(descriptor) != 0, failure == nil { failure = FileError("write", path) }
        if failure == nil, replaces, rename(draft, path) != 0 { failure = FileError("write", path) }
        guard let failure else { return }
        unlink(draft)
        throw failure
    }

    private static func pour(_ content: [UInt8], into path: String) throws(FileError) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError("write", path) }
        defer { close(descriptor) }
        guard writeAll(content, to: descriptor) else { throw FileError("write", path) }
    }

    /// Adds to the end of a file in one write, making the file if it is missing.
    package static func append(
        _ content: [UInt8], to path: String, mode: mode_t = 0o600
    ) throws(FileError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw FileError("write", path) }
        defer { close(descriptor) }
        guard writeAll(content, to: descriptor) else { throw FileError("write", path) }
    }

    /// Makes a folder and those above it, readable by the user only.
    package static func makeFolder(_ path: String) throws(FileError) {
        var made = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            made += "/" + part
            guard mkdir(made, 0o700) == 0 || errno == EEXIST else {
                throw FileError("make the folder", made)
            }
        }
    }

    /// Writes everything, whatever pieces the system takes. False if it failed; see `errno`.
    @discardableResult
    package static func writeAll(_ content: [UInt8], to descriptor: Int32) -> Bool {
        content.withUnsafeBytes { bytes in
            var start = 0
            while start < bytes.count {
                let count = Glibc.write(descriptor, bytes.baseAddress! + start, bytes.count - start)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                start += count
            }
            return true
        }
    }
}

/// One sentence to standard error, with the program's name.
package func complain(_ sentence: String) {
    Files.writeAll(Array("smtpscope: \(sentence)\n".utf8), to: 2)
}
