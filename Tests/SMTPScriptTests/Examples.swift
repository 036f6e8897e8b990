import Glibc

@testable import SMTPScript

/// The scripts of the `examples` folder, as files.
enum Examples {
    private static let folder =
        #filePath.split(separator: "/", omittingEmptySubsequences: false)
        .dropLast(3).joined(separator: "/") + "/examples/"

    static func octets(_ name: String) -> [UInt8]? {
        guard let file = fopen(folder + name, "rb") else { return nil }
        defer { fclose(file) }
        var octets: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
            octets += buffer[..<count]
        }
        return octets
    }

    /// Names ending in `.smtp`, sorted, the folder of includes left out.
    static let names: [String] = {
        guard let folder = opendir(folder) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".smtp") { names.append(name) }
        }
        return names.sorted()
    }()

    static func load(_ name: String) -> (program: ScriptProgram, problems: [ScriptProblem]) {
        ScriptProgram.load(octets(name) ?? [], file: name, reading: octets)
    }
}
