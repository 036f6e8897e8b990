/// ArgumentParser says what is missing before it looks at options that do not exist; but an option
/// that is misspelt is the slip, and perhaps what was missing.
enum UsageSlip {
    /// The error for an unknown option where something is missing besides, else the error itself.
    /// `arguments` begin with the program's name.
    static func first(in arguments: [String], _ error: any Error) -> any Error {
        var arguments = Array(arguments.dropFirst())
        var latest = error
        // No command needs more than two.
        for _ in 0..<3 {
            let words = SMTPScope.message(for: latest)
            if words.hasPrefix("Unknown option") { return latest }
            guard words.hasPrefix("Missing expected argument '") else { return error }
            let missing = words.split(separator: "'").dropFirst().first ?? ""
            if missing.hasPrefix("--") { arguments.append(String(missing.prefix { $0 != " " })) }
            arguments.append("x")
            do {
                _ = try SMTPScope.parseAsRoot(arguments)
                return error
            } catch {
                latest = error
            }
        }
        return error
    }
}
