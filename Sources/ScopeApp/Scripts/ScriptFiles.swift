import Glibc
import SMTPDiagnosis
import SMTPLab
import SMTPScript

/// Scripts as files: which there are, and what stands beside them.
enum ScriptFiles {
    /// Files as named; a folder stands for the `.smtp` files in it, sorted.
    static func expand(_ paths: [String]) throws(FileError) -> [String] {
        var files: [String] = []
        for path in paths {
            guard path != "-", let folder = opendir(path) else {
                files.append(path)
                continue
            }
            defer { closedir(folder) }
            var names: [String] = []
            while let entry = readdir(folder) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                        String(cString: $0)
                    }
                }
                if name.hasSuffix(".smtp") { names.append(name) }
            }
            guard !names.isEmpty else { throw FileError("there are no .smtp files in \(path)") }
            files += names.sorted().map { path.hasSuffix("/") ? path + $0 : path + "/" + $0 }
        }
        return files
    }

    /// Reads and checks a script with its includes.
    static func load(
        _ path: String, variables: Set<String> = []
    ) throws(FileError) -> (program: ScriptProgram, problems: [ScriptProblem]) {
        let octets = try Files.read(path, limit: ScriptParser.octetLimit + 1)
        let folder = folder(of: path)
        return ScriptProgram.load(octets, file: path, variables: variables, known: names) {
            read($0, below: folder)
        }
    }

    /// Reads and checks lines that are in no file; what they name is below the folder we are in.
    static func load(
        _ text: [UInt8], _ variables: Set<String>, _ connections: Set<String>
    ) -> (program: ScriptProgram, problems: [ScriptProblem]) {
        ScriptProgram.load(
            text, file: "block", variables: variables, connections: connections, known: names
        ) {
            read($0, below: "")
        }
    }

    /// What the program knows under a name.
    private static let names = KnownNames(
        labs: { LabScenario.ids },
        isDiagnosis: { !Lookup.findings(named: $0).isEmpty },
        diagnoses: { Lookup.findingNames },
        keywords: { Reference.names(in: .keywords).filter(isKeyword) })

    /// Whether a name of the reference is that of a keyword, and not of a kind of keywords.
    private static func isKeyword(_ name: String) -> Bool {
        name != "XXXX" && !name.utf8.contains { "=*".utf8.contains($0) }
    }

    /// With a slash at its end; empty for the folder we are in.
    static func folder(of path: String) -> String {
        guard path != "-", let slash = path.lastIndex(of: "/") else { return "" }
        return String(path[...slash])
    }

    /// A file below a folder. Links that lead out of it are not followed.
    static func read(_ path: String, below folder: String) -> [UInt8]? {
        guard let root = realpath(folder.isEmpty ? "." : folder, nil) else { return nil }
        defer { free(root) }
        guard let full = realpath(folder + path, nil) else { return nil }
        defer { free(full) }
        let prefix = String(cString: root)
        guard String(cString: full).hasPrefix(prefix == "/" ? prefix : prefix + "/") else {
            return nil
        }
        do throws(FileError) {
            return try Files.read(String(cString: full), limit: 64 << 20)
        } catch {
            return nil
        }
    }
}
