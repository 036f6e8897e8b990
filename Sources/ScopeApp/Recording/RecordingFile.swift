import Glibc
import SMTPTrace

/// An open recording. Closed when the last one lets go of it.
final class RecordingFile: Sendable {
    let path: String
    /// Whether it is the first recording in a new shelf.
    let isFirstOfShelf: Bool
    let descriptor: Int32

    /// Makes the file: the user's own, replaced if it is there, or a new one in the shelf.
    init(_ plan: RecordingPlan, created: String) throws(FileError) {
        if let file = plan.file {
            path = file
            isFirstOfShelf = false
            guard Self.mayReplace(file) else {
                throw FileError("\(file) is there already and is no recording: not replaced")
            }
            descriptor = open(file, O_RDWR | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o600)
        } else {
            isFirstOfShelf = access(plan.folder, F_OK) != 0
            try Files.makeFolder(plan.folder)
            RecordingShelf.makeRoom(in: plan.folder)
            var number = 1
            var name = ""
            var opened: Int32 = -1
            repeat {
                name = plan.folder + "/" + RecordingShelf.name(at: created, number: number)
                opened = open(name, O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
                number += 1
            } while opened < 0 && errno == EEXIST && number < 1_000
            path = name
            descriptor = opened
        }
        guard descriptor >= 0 else { throw FileError("write", path) }
        // Notes on it have to wait. Where the file system has no locks they need not.
        flock(descriptor, LOCK_EX | LOCK_NB)
    }

    /// Whether there is a file, and it is not empty.
    static func holdsSomething(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_size > 0
    }

    /// Whether nothing is lost but an older recording.
    static func mayReplace(_ path: String) -> Bool {
        guard holdsSomething(path) else { return true }
        var isRecording = false
        try? Files.forEachChunk(of: path) { chunk in
            isRecording = chunk.starts(with: Array("{\"smtprec\":".utf8))
            return false
        }
        return isRecording
    }

    deinit { close(descriptor) }

    /// Adds lines to a file of this size. If the disk takes only a part, the part is taken back,
    /// so that the file ends with a whole line; false then, with `errno` of the failure.
    func write(_ lines: [UInt8], behind size: Int) -> Bool {
        guard !Files.writeAll(lines, to: descriptor) else { return true }
        let failure = errno
        _ = ftruncate(descriptor, size)
        errno = failure
        return false
    }

    /// Lets notes be made, although somebody may still wait for the disk.
    func release() { flock(descriptor, LOCK_UN) }

    /// Waits until the disk has everything.
    func sync() { fdatasync(descriptor) }
}
