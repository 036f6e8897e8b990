import Glibc

/// The folder of recordings: named by time, so that their names sort by age.
package enum RecordingShelf {
    /// So many are kept.
    package static let capacity = 200
    private static let ending = ".smtprec"

    package static var folder: String { Folders.state + "/recordings" }

    /// A name for a recording that begins now; two of one process differ by `number`.
    static func name(at time: String, number: Int) -> String {
        let stamp = time.filter { $0 != ":" }
        return "\(stamp)-\(getpid())-\(number)\(ending)"
    }

    /// All recordings of the folder, oldest first, as paths. Empty where there is no folder.
    package static func all(in folder: String = folder) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(ending), name.first?.isNumber == true { names.append(name) }
        }
        return names.sorted().map { folder + "/" + $0 }
    }

    /// Removes the oldest, so that one more fits.
    static func makeRoom(in folder: String, capacity: Int = capacity) {
        for path in all(in: folder).dropLast(max(0, capacity - 1)) { unlink(path) }
    }
}
