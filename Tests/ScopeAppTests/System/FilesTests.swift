import Glibc
import TestSupport
import Testing

@testable import ScopeApp

struct FilesTests {
    private let place: Folder
    private var folder: String { place.path }

    init() throws { place = try Folder() }

    /// Whoever is root could lose `/dev/null` to a report.
    @Test func aPipeIsWrittenToAndStaysAPipe() throws {
        let path = folder + "/pipe"
        try #require(mkfifo(path, 0o600) == 0)
        let reader = open(path, O_RDONLY | O_NONBLOCK)
        defer { close(reader) }

        try Files.write(Array("hello".utf8), to: path)

        var buffer = [UInt8](repeating: 0, count: 16)
        #expect(read(reader, &buffer, buffer.count) == 5)
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
        #expect(access(path + ".new", F_OK) != 0)
    }

    @Test func aFileIsReplacedInOneStep() throws {
        let path = folder + "/file"
        try Files.write(Array("old and long".utf8), to: path)

        try Files.write(Array("new".utf8), to: path)

        #expect(try Files.read(path) == Array("new".utf8))
        #expect(access(path + ".new", F_OK) != 0)
    }

    @Test func aFolderIsNoPlaceForAFile() {
        #expect(throws: FileError.self) { try Files.write([], to: folder) }
    }
}
