/// One `@` line that neither speaks to the server nor holds other lines.
package struct Order: Sendable, Hashable {
    package var action: Action
    package var remark: String?
    package var place: ScriptPlace

    package enum Action: Sendable, Hashable {
        case format(Int)
        case title(Template)
        case tag([String])
        case requires([String])
        /// `host` or `host:port`.
        case server(Template)
        case lab(String, [Option])
        /// A default; the command line overrules it.
        case variable(String, Expression)
        case set(String, Expression)
        case secret(Secret)
        case timeout(ScriptDuration)
        /// Octets per second; nil turns it off.
        case pace(Int?)
        case use(String)
        /// Whether unread octets of the server are let pass.
        case early(isAllowed: Bool)
        case section(Template)
        case note(Template)
        case mark(Template)
        case pause(Template?)
        case ask(String, Template)
        case breakpoint
        case include(String)
        case stop
        case skip(Template)
        case fail(Template)
    }
}

/// A value that is never in the file.
package struct Secret: Sendable, Hashable {
    package enum Source: Sendable, Hashable {
        case environment(String)
        case file(String)
        case keychain(String)
        case prompt
    }

    package var name: String
    /// Tried in order; empty means the command line or a question.
    package var sources: [Source]
    /// The only host it may be sent to, in lower case; nil means the host of the run.
    package var host: String?
    /// Where it is declared; nil outside a program.
    package var place: ScriptPlace? = nil

    /// The same with its files named otherwise.
    func located(_ rename: (String) -> String) -> Secret {
        var secret = self
        secret.sources = sources.map { source in
            if case .file(let path) = source { .file(rename(path)) } else { source }
        }
        return secret
    }
}
