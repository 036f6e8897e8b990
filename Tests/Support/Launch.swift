import Glibc

/// How a program is to be started.
struct Launch {
    /// `POSIX_SPAWN_SETSID`, which is not imported.
    private static let newSession: Int32 = 0x80

    let words: [String]
    /// `NAME=value`; nil hands on what we have.
    var environment: [String]?
    /// Descriptors that become 0, 1 and 2.
    var streams: [Int32] = []
    /// The path of a terminal that becomes 0, 1 and 2, and the controlling one of a new session.
    var terminal: String?

    init(_ words: [String]) { self.words = words }

    func start() throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let terminal {
            posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
            posix_spawn_file_actions_adddup2(&actions, 0, 1)
            posix_spawn_file_actions_adddup2(&actions, 0, 2)
        }
        for (number, stream) in streams.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, stream, Int32(number))
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        try resetSignals(&attributes)
        return try spawn(&actions, &attributes)
    }

    /// Tests run on threads that block signals, and a program would inherit that.
    private func resetSignals(_ attributes: inout posix_spawnattr_t) throws {
        var nothing = sigset_t()
        var everything = sigset_t()
        sigemptyset(&nothing)
        sigfillset(&everything)
        posix_spawnattr_setsigmask(&attributes, &nothing)
        posix_spawnattr_setsigdefault(&attributes, &everything)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        let session = terminal == nil ? 0 : Launch.newSession
        posix_spawnattr_setflags(&attributes, Int16(Int32(flags) | session))
    }

    private static var ownEnvironment: [String] {
        var all: [String] = []
        var next = environ
        while let variable = next.pointee {
            all.append(String(cString: variable))
            next += 1
        }
        return all
    }

    private func spawn(
        _ actions: inout posix_spawn_file_actions_t, _ attributes: inout posix_spawnattr_t
    ) throws -> pid_t {
        var arguments = words.map { strdup($0) } + [nil]
        var variables = (environment ?? Launch.ownEnvironment).map { strdup($0) } + [nil]
        defer { for word in arguments + variables { free(word) } }
        var process: pid_t = 0
        let failure = Inheritance.starting {
            posix_spawnp(&process, words[0], &actions, &attributes, &arguments, &variables)
        }
        guard failure == 0 else {
            throw SupportError("cannot start \(words[0]): \(String(cString: strerror(failure)))")
        }
        return process
    }
}
