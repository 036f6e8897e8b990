import SMTPScript

/// What the model wants done outside. Plain data; nothing waits for it.
package enum Effect: Hashable, Sendable {
    /// For the engine.
    case submit(Intent)
    /// One line for the history file, without line ending. Never a secret.
    case saveHistory([UInt8])
    /// Opens the text in `$EDITOR`; answered by `Message.edited`.
    case edit([UInt8])
    /// To the system's clipboard.
    case copy([UInt8])
    case saveFile(path: String, [UInt8], replaces: Bool)
    /// The session or recording so far, as a recording; answered by `Message.done` or
    /// `Message.failed`.
    case saveRecording(path: String, replaces: Bool)
    /// A remark for the recording on the screen; answered by `Message.noted` or
    /// `Message.failed`.
    case addNote(PlayerNote)
    /// Answered by `Message.fileRead` or `Message.failed`.
    case readFile(path: String)
    /// Reads a log or a recording piece by piece; answered by `Message.log` or `Message.traces`,
    /// or by `Message.failed`.
    case open(path: String)
    /// Answered by `Message.scriptLoaded` or `Message.failed`.
    case loadScript(path: String)
    /// Typed lines that need files or the environment, and the names of variables and connections
    /// there are; answered by `Message.blockLoaded` or `Message.scriptRefused`.
    case loadBlock([UInt8], variables: Set<String>, connections: Set<String>)
    /// What a script wants done on the connection.
    case play(ScriptIntent)
    /// The session so far as a script; answered by `Message.done` or `Message.failed`.
    case saveScript(path: String, replaces: Bool)
    /// A line for the transcript and the record.
    case remark(String, connection: Int)
    /// These events of the recording, counted from 0; answered by `Message.recalled`.
    case recall(Range<Int>)
    /// What is shown with another recording; answered by `Message.compared` or `Message.failed`.
    case compare(path: String)
    /// The recording is not needed any more.
    case closeRecording
    /// Answered by `Message.themeSet` or `Message.failed`.
    case setTheme(String)
    case setMouse(Bool)
    case suspend
    /// Draws everything anew.
    case redraw
    case quit
}

/// What the engine is asked for.
package enum Intent: Hashable, Sendable {
    /// Ends the connection there may be and opens another.
    case connect(ConnectRequest)
    /// Octets as they are to stand on the wire, line ending included.
    case send([UInt8])
    /// A whole message after 354: any line endings, no dot-stuffing, no closing dot. The engine
    /// makes CR LF, stuffs and closes it.
    case message([UInt8])
    case authenticate(mechanism: String, user: String, password: [UInt8])
    /// STARTTLS and, after 220, the handshake.
    case startTLS
    /// The handshake alone, at once.
    case handshake
    /// What the next handshake asks for and demands.
    case demand(ScriptTLS)
    case disconnect(Disconnection)
    /// Goes on waiting after a clock ran out, for another term.
    case keepWaiting
    /// Stops looking up or connecting.
    case cancelConnect
    /// Moves the lab's clock forward; nil moves it to the next thing the lab holds back.
    case skipLabClock(Duration?)
}

/// How to leave a connection.
package enum Disconnection: Hashable, Sendable {
    /// Close in order (FIN both ways).
    case close
    /// Reset (RST).
    case abort
    /// Close our side only and go on reading.
    case half
}

/// Where to connect and how. What is nil is left to the program's own options.
package struct ConnectRequest: Hashable, Sendable {
    package enum TLS: String, Hashable, Sendable, CaseIterable {
        case none, starttls, implicit
    }

    /// `host`, `host:port`, `[v6]:port`, a URL, `unix:/path` or `lab:NAME`; as typed.
    package var target: String
    package var tls: TLS?
    /// 4 or 6.
    package var family: Int?
    /// The local address to connect from.
    package var source: String?

    package init(
        target: String, tls: TLS? = nil, family: Int? = nil, source: String? = nil
    ) {
        self.target = target
        self.tls = tls
        self.family = family
        self.source = source
    }
}
