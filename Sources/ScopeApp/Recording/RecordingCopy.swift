import Glibc
import SMTPTrace

/// Octets of an open file, from its start, and what is to stand behind them.
struct RecordingCopy {
    var descriptor: Int32
    var count: Int
    var tail: [UInt8] = []

    /// Writes a file of the user's; an existing one is only replaced if that was asked for, and
    /// never where it is the one that is copied.
    func write(to path: String, replaces: Bool) throws(FileError) {
        var (own, other) = (stat(), stat())
        if fstat(descriptor, &own) == 0, stat(path, &other) == 0,
            own.st_dev == other.st_dev, own.st_ino == other.st_ino
        {
            throw FileError("\(path) is this recording itself: choose another name")
        }
        try Files.write(to: path, replaces: replaces) { output in
            copy(to: output) && Files.writeAll(tail, to: output)
        }
    }

    private func copy(to output: Int32) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        var done = 0
        while done < count {
            let wanted = min(buffer.count, count - done)
            let got = pread(descriptor, &buffer, wanted, done)
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { return got == 0 }
            guard Files.writeAll(Array(buffer[..<got]), to: output) else { return false }
            done += got
        }
        return true
    }
}
