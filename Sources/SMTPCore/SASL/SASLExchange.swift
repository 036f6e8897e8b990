/// One AUTH exchange as seen on the wire, read field by field (RFC 4954 §4). A fold: feed it
/// each line of the client and each 334 text of the server in order. It accepts anything; what
/// breaks the mechanism's rules is a field that says so.
package struct SASLExchange: Hashable, Sendable {
    /// A longer line is shown without being decoded.
    package static let lineLimit = 65_536
    static let fieldLimit = 64

    package let mechanism: SASLMechanism
    /// The user the client named so far, decoded; nil before that. May be empty.
    package private(set) var user: [UInt8]?
    /// Whom the client asks to act as (RFC 4422 §2), decoded; nil where it names nobody else so
    /// far. Never empty.
    package private(set) var identity: [UInt8]?

    /// Lines of the client so far; a cancelling `*` is not counted.
    private(set) var clientLines = 0
    /// The last prompt of LOGIN, decoded, in upper case, at most 64 octets.
    var prompt: [UInt8] = []

    package init(mechanism: SASLMechanism) {
        self.mechanism = mechanism
    }

    /// The fields of a line of the client: an initial response (`=` is an empty one) or a line
    /// behind a 334, with or without line ending. Never empty.
    package mutating func client(_ line: ArraySlice<UInt8>) -> [SASLField] {
        let text = line.dropLast(ASCII.endingLength(of: line))
        if text.elementsEqual([UInt8(ascii: "*")]) {
            return [SASLField("cancel", text, "the client gives up, the server answers 501")]
        }
        clientLines += 1
        if let hidden = Self.hidden(text) { return [hidden] }
        guard let response = Self.decoded(text) else {
            return [Self.undecoded("response", text, isSecret: true)]
        }
        let fields = clientFields(response)
        if let named = fields.first(where: { $0.name == "user" }) { user = named.value }
        if let named = fields.first(where: { $0.name == "identity" }), !named.value.isEmpty {
            identity = named.value
        }
        return fields
    }

    /// The fields of the text of a 334 reply, with or without line ending. Never empty.
    package mutating func server(_ text: ArraySlice<UInt8>) -> [SASLField] {
        let text = text.dropLast(ASCII.endingLength(of: text))
        if let hidden = Self.hidden(text) { return [hidden] }
        guard let challenge = Self.decoded(text) else {
            return [Self.undecoded("challenge", text, isSecret: false)]
        }
        if challenge.isEmpty, mechanism != .login {
            return [SASLField("challenge", [], "empty: the server waits for the client's part")]
        }
        return serverFields(challenge)
    }

    private func clientFields(_ response: [UInt8]) -> [SASLField] {
        switch mechanism {
        case .plain: plainFields(response)
        case .login: loginFields(response)
        case .cramMD5: keyedAnswerFields(response)
        case .digestMD5: digestFields(response, from: .client)
        case .xoauth2, .oauthBearer: oauthFields(response)
        case .scram: scramFields(response, from: .client)
        case .external: identityFields(response)
        case .anonymous: [SASLField("trace", response, "who the client says it is, unproven")]
        case .other: [SASLField("response", response, isSecret: true, Self.unknown)]
        }
    }

    private mutating func serverFields(_ challenge: [UInt8]) -> [SASLField] {
        switch mechanism {
        case .login: return promptFields(challenge)
        case .cramMD5:
            return [SASLField("challenge", challenge, "the client answers with its keyed hash")]
        case .digestMD5: return digestFields(challenge, from: .server)
        case .xoauth2, .oauthBearer: return refusalFields(challenge)
        case .scram: return scramFields(challenge, from: .server)
        case .plain, .external, .anonymous:
            return [SASLField("challenge", challenge, "\(mechanism.name) has no challenge")]
        case .other: return [SASLField("challenge", challenge, Self.unknown)]
        }
    }

    private static let unknown = "this mechanism is not known here, so it is shown undecoded"

    /// Who said it.
    enum Side: Hashable, Sendable {
        case client, server
    }

    /// `[name]`: redaction put a name in the place of the text. Base64 has no brackets.
    static func hidden(_ text: ArraySlice<UInt8>) -> SASLField? {
        guard text.count > 2, text.count <= 66, text.first == UInt8(ascii: "["),
            text.last == UInt8(ascii: "]"),
            text.dropFirst().dropLast().allSatisfy({ octet in
                ASCII.isLetter(octet) || ASCII.isDigit(octet) || octet == ASCII.dot
                    || octet == ASCII.hyphen || octet == UInt8(ascii: "_")
            })
        else { return nil }
        return SASLField("hidden", text, "hidden when it was recorded; equal names, equal content")
    }

    private static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        text.count > lineLimit ? nil : Base64.decode(text)
    }

    private static func undecoded(
        _ name: String, _ text: ArraySlice<UInt8>, isSecret: Bool
    ) -> SASLField {
        let meaning =
            text.count > lineLimit
            ? "\(text.count) octets, too long to decode; servers read \(SASLClient.lineLimit)"
            : isSecret
                ? "no valid Base64: the server answers 501 (RFC 4954 §4)"
                : "no valid Base64: the client has to cancel with * (RFC 4954 §4)"
        return SASLField(name, text.prefix(lineLimit), isSecret: isSecret, meaning)
    }
}
