import Glibc

/// Where files of the user lie, by the XDG base directory rules.
package enum Folders {
    /// Settings, themes, labs.
    package static var configuration: String { folder("XDG_CONFIG_HOME", "/.config") }

    /// History and recordings.
    package static var state: String { folder("XDG_STATE_HOME", "/.local/state") }

    package static var history: String { state + "/history" }

    private static func folder(_ variable: String, _ fallback: String) -> String {
        if let path = environment(variable), path.hasPrefix("/") { return path + "/smtpscope" }
        return (environment("HOME") ?? "/tmp") + fallback + "/smtpscope"
    }
}

/// An environment variable; nil if it is missing or empty.
package func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
}
