import Glibc
import TestSupport

/// The program under test, as it was built for this run.
enum Scope {
    /// Beside the tests, unless SMTPSCOPE names another one.
    static let path: String = {
        if let path = getenv("SMTPSCOPE") { return String(cString: path) }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBytes {
            readlink(
                "/proc/self/exe", $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
        }
        let own = String(decoding: buffer[..<max(count, 0)], as: UTF8.self)
        return own.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/smtpscope"
    }()

    /// The root of the sources.
    static let root: String = {
        let here = realpath(#filePath, nil)
        defer { free(here) }
        let path = here.map { String(cString: $0) } ?? #filePath
        return path.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
    }()

    static let isCI = getenv("CI") != nil

    /// What a program needs and nothing of the person's who runs the tests.
    static func environment(home: String, _ more: [String] = []) -> [String] {
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        return [
            "HOME=\(home)", "PATH=\(path)", "LANG=C.UTF-8", "TZ=UTC", "TMPDIR=/tmp",
        ] + more
    }

    static func start(
        _ arguments: [String], in folder: Folder, environment: [String] = [], input: String? = nil
    ) throws -> Child {
        try Child(
            [path] + arguments, environment: Scope.environment(home: folder.path, environment),
            input: input.map { Array($0.utf8) })
    }

    /// Runs it to its end.
    static func run(
        _ arguments: [String], environment: [String] = [], input: String = "",
        within limit: Duration = .seconds(20)
    ) throws -> Outcome {
        let folder = try Folder()
        return try start(arguments, in: folder, environment: environment, input: input)
            .finish(within: limit)
    }

    /// Runs a session with `--plain`.
    static func transcript(
        _ target: String, _ lines: [String], flags: [String] = [], environment: [String] = []
    ) throws -> Outcome {
        try run(
            ["connect", target, "--plain"] + flags, environment: environment,
            input: lines.map { $0 + "\n" }.joined())
    }
}
