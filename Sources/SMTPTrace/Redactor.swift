import SMTPCore

/// The one door for secrets: every line passes here before it becomes a fact.
///
/// A secret is found by position (what stands in an AUTH exchange, also a mistyped one) and by
/// value (what was once seen or is known to be secret, in plain and in base64). It becomes
/// `[name]`; equal values get equal names; neither length nor digest is told.
package struct Redactor: Sendable {
    package struct Result: Hashable, Sendable {
        package var octets: [UInt8]
        /// Names of what was hidden, in order. Usually empty.
        package var hidden: [String] = []
        /// The user name that an AUTH line names.
        package var user: String?
    }

    private var names: [[UInt8]: String] = [:]
    private var traces: [(form: [UInt8], name: String)] = []
    private var numbered = 0
    private var mechanism: String?
    private var responses = 0
    private var isBehindAUTH = false

    package init() {}

    /// Makes a value known as secret before it occurs. Values under 4 octets are only hidden by
    /// position: they would blank out half the transcript.
    package mutating func know(_ secret: [UInt8], as name: String) {
        guard !secret.isEmpty, names[secret] == nil else { return }
        names[secret] = name
        guard secret.count >= 4 else { return }
        for form in [secret] + Self.base64Forms(of: secret) { traces.append((form, name)) }
    }

    /// One line of the client, with its ending.
    package mutating func sent(_ octets: [UInt8], part: SentOctets.Part) -> Result {
        switch part {
        case .content: return byValue(octets)
        case .authentication: return authentication(Command(octets))
        case .command: return command(Command(octets))
        }
    }

    /// One line of the server, with its ending: some servers echo what they were sent.
    package mutating func received(_ octets: [UInt8]) -> Result { byValue(octets) }

    private mutating func authentication(_ line: Command) -> Result {
        isBehindAUTH = true
        guard line.verb == .auth else { return response(line) }
        let words = line.words
        mechanism = words.first.map { $0.map(ASCII.upper).text } ?? ""
        responses = 0
        // A second word may be the rest of a password, so all that follows is hidden; the first
        // too, if it is no mechanism.
        guard let range = AuthenticationCommand(line.octets[...])?.response
        else { return Result(octets: line.octets) }
        return hide(range, in: line.octets)
    }

    private mutating func response(_ line: Command) -> Result {
        guard !line.text.elementsEqual("*".utf8) else { return Result(octets: line.octets) }
        return hide(line.text.indices, in: line.octets)
    }

    /// A known verb stays as it is, unless AUTH stands behind it. An unknown one may be AUTH
    /// mistyped, or a password typed when the server no longer waited for it.
    private mutating func command(_ line: Command) -> Result {
        if let mistyped = AuthenticationCommand(line.octets[...]), let range = mistyped.response {
            mechanism = mistyped.mechanism.name
            responses = 0
            return hide(range, in: line.octets)
        }
        guard case .other = line.verb else {
            isBehindAUTH = false
            return byValue(line.octets)
        }
        let words = line.text.split { $0 == ASCII.space || $0 == 9 }
        if let index = words.firstIndex(where: { Self.mechanisms.contains($0.map(ASCII.upper)) }),
            words.count > index + 1
        {
            mechanism = words[index].map(ASCII.upper).text
            responses = 0
            return hide(words[index + 1].startIndex..<line.text.endIndex, in: line.octets)
        }
        if isBehindAUTH, !line.text.isEmpty {
            mechanism = nil
            return hide(line.text.indices, in: line.octets)
        }
        if line.argument.isEmpty, Self.looksLikePlain(line.text) {
            mechanism = "PLAIN"
            responses = 0
            return hide(line.text.indices, in: line.octets)
        }
        return byValue(line.octets)
    }

    private mutating func hide(_ range: Range<Int>, in octets: [UInt8]) -> Result {
        defer { responses += 1 }
        let secret = octets[range]
        guard !secret.elementsEqual("=".utf8) else { return Result(octets: octets) }
        let reading = SecretReading(secret, mechanism: mechanism ?? "", response: responses)
        guard let value = reading.secret else {
            return Result(octets: octets, user: reading.user)
        }
        let name = name(of: value)
        let shown = Array("[\(name)]".utf8)
        return Result(
            octets: octets[..<range.lowerBound] + shown + octets[range.upperBound...],
            hidden: [name], user: reading.user)
    }

    private mutating func name(of value: [UInt8]) -> String {
        if let name = names[value] { return name }
        numbered += 1
        let name = "auth\(numbered)"
        if names.count < 1_000 { know(value, as: name) }
        return name
    }

    private func byValue(_ octets: [UInt8]) -> Result {
        var result = Result(octets: octets)
        for trace in traces where trace.form.count <= result.octets.count {
            let pieces = Self.split(result.octets, at: trace.form)
            guard pieces.count > 1 else { continue }
            result.octets = Array(pieces.joined(separator: "[\(trace.name)]".utf8))
            result.hidden.append(trace.name)
        }
        return result
    }

    /// The stretches between the occurrences of a form, left to right.
    private static func split(_ octets: [UInt8], at form: [UInt8]) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var start = 0
        var index = 0
        while index + form.count <= octets.count {
            if octets[index] == form[0], octets[index..<(index + form.count)].elementsEqual(form) {
                pieces.append(octets[start..<index])
                index += form.count
                start = index
            } else {
                index += 1
            }
        }
        return pieces + [octets[start...]]
    }

    private static let mechanisms: Set<[UInt8]> = Set(
        [
            "PLAIN", "LOGIN", "CRAM-MD5", "DIGEST-MD5", "XOAUTH2", "OAUTHBEARER", "NTLM",
            "EXTERNAL", "GSSAPI", "SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-512",
            "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS",
        ].map { Array($0.utf8) })

    /// Base64 of NUL user NUL password, pasted without its AUTH line.
    private static func looksLikePlain(_ text: ArraySlice<UInt8>) -> Bool {
        text.count >= 8 && Base64.decode(text)?.dropFirst().contains(ASCII.nul) == true
    }

    /// What every base64 text containing the value must contain, for the three alignments.
    private static func base64Forms(of value: [UInt8]) -> [[UInt8]] {
        let whole = Base64.encode(value)
        let inner = [0, 1, 2].map { shift -> [UInt8] in
            let padded = [UInt8](repeating: 0, count: shift) + value
            let encoded = Base64.encode(padded.prefix(padded.count / 3 * 3))
            return Array(encoded.dropFirst(shift == 0 ? 0 : 4))
        }
        return [whole] + inner.filter { $0.count >= 6 }
    }
}

/// What of an AUTH response is secret, by mechanism and step.
private struct SecretReading {
    /// The value that names the secret; nil where the line holds none.
    var secret: [UInt8]?
    var user: String?

    init(_ line: ArraySlice<UInt8>, mechanism: String, response: Int) {
        let raw = Array(line)
        guard let decoded = Base64.decode(line) else {
            secret = raw
            return
        }
        switch mechanism {
        case "PLAIN":
            let fields = decoded.split(separator: ASCII.nul, omittingEmptySubsequences: false)
            guard fields.count >= 3 else {
                secret = raw
                return
            }
            user = fields[1].text
            secret = Array(fields[2...].joined(separator: [ASCII.nul]))
        case "LOGIN" where response == 0:
            user = decoded.text
        case "LOGIN":
            secret = decoded
        case "CRAM-MD5":
            secret = raw
            user = decoded.lastIndex(of: ASCII.space).map { decoded[..<$0].text }
        case "EXTERNAL":
            user = decoded.text
        case "XOAUTH2":
            secret = raw
            user = Self.field("user=", of: decoded)
        case "OAUTHBEARER":
            secret = raw
            user = Self.field("a=", of: decoded)
        default:
            secret = raw
            user = Self.field("n=", of: decoded)
        }
        if user?.isEmpty == true { user = nil }
        if secret?.isEmpty == true { secret = raw }
    }

    /// The text behind a key, up to a comma or a control character.
    private static func field(_ key: String, of decoded: [UInt8]) -> String? {
        let parts = decoded.split { $0 == 1 || $0 == UInt8(ascii: ",") }
        return parts.first { $0.starts(with: key.utf8) }
            .map { $0.dropFirst(key.utf8.count).text }
    }
}
