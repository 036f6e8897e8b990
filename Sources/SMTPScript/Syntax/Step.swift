/// One line that does something; the `<` lines below it say what should follow.
package struct Step: Sendable, Hashable {
    package var action: Action
    /// What follows `#`, as written; nil without. Sent lines have none.
    package var remark: String?
    package var place: ScriptPlace

    package enum Action: Sendable, Hashable {
        /// A bare line; CR LF is added. Never empty.
        case send(Template)
        /// `>`: every octet to the end of the line; CR LF is added. May be empty.
        case exact(Template)
        /// `target` is `host` or `host:port` as written; nil means the run's own.
        case connect(target: Template?, name: String?, [Option])
        case startTLS([Option])
        case tls([Option])
        case authenticate(mechanism: String, [Option])
        case message([Option], Body)
        case chunk(isLast: Bool, [Option], Body)
        case raw(RawOctets)
        case wait(ScriptDuration)
        case close, abort, halfClose
    }
}

/// `name=value` behind an order.
package struct Option: Sendable, Hashable {
    package var name: String
    package var value: Template
    package var place: ScriptPlace
}

/// The content of a message or of a chunk.
package enum Body: Sendable, Hashable {
    case here(HereText)
    case string(Template)
    /// A file below the script's folder.
    indirect case file(String, ScriptPlace)
    /// A small valid message, made by the tool.
    case auto([Option])
}

package enum RawOctets: Sendable, Hashable {
    case string(Template)
    case hexadecimal([UInt8])
    /// Its lines end in CR LF on the wire.
    case here(HereText)
}

/// Text between `<<WORD` and WORD.
package struct HereText: Sendable, Hashable {
    package var word: String
    /// `<<'WORD'`: taken as it stands.
    package var isLiteral: Bool
    /// Without line endings and without the order's own indentation.
    package var lines: [Template]
}
