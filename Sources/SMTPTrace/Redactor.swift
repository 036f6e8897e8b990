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

    /// What was said of a value so far.
    private enum Use {
        /// Nobody said it: the server cannot repeat it.
        case untold
        /// The client sent it in some form.
        case told
        /// The client sent it as it is.
        case spoken
        /// The server said it without having been told: a word of its own.
        case serversOwn
    }

    /// One of the forms in which a secret may occur.
    private struct Trace {
        var form: [UInt8]
        var name: String
        /// The value itself, which may be a word that others say too.
        var isPlain = false
        /// Who said the value first, and how.
        var use = Use.untold

        /// Whether it stands in what the server says because the client sent it, and not because
        /// a keyword or the text of a reply happens to be the same word.
        var isEcho: Bool {
            guard isPlain else { return true }
            return switch use {
            case .untold, .serversOwn: false
            case .told: !isLikeWord
            case .spoken: true
            }
        }

        private var isLikeWord: Bool { form.count < 8 && form.allSatisfy(ASCII.isLetter) }
    }

    private var names: [[UInt8]: String] = [:]
    private var traces: [Trace] = []
    private var numbered = 0
    private var exchange: SASLExchange?
    private var isBehindAUTH = false

    package init() {}

    /// Makes a value known as secret before it occurs. Values under 4 octets are only hidden by
    /// position: they would blank out half the transcript.
    ///
    /// A name that another value has gets a number behind it.
    package mutating func know(_ secret: [UInt8], as name: String) {
        guard !secret.isEmpty, names[secret] == nil else { return }
        let name = unused(name)
        names[secret] = name
        guard secret.count >= 4 else { return }
        watch(Trace(form: secret, name: name, isPlain: true))
        for form in Self.base64Forms(of: secret) { watch(Trace(form: form, name: name)) }
    }

    /// The longest form comes first: a secret that begins like another one leaves nothing over.
    private mutating func watch(_ trace: Trace) {
        let index = traces.firstIndex { $0.form.count < trace.form.count } ?? traces.endIndex
        traces.insert(trace, at: index)
    }

    private func unused(_ name: String) -> String {
        let taken = Set(names.values)
        guard taken.contains(name) else { return name }
        var number = 2
        while taken.contains("\(name)\(number)") { number += 1 }
        return "\(name)\(number)"
    }

    /// One line of the client, with its ending.
    package mutating func sent(_ octets: [UInt8], part: SentOctets.Part) -> Result {
        let result: Result
        switch part {
        case .content: result = byValue(octets)
        case .authentication: result = authentication(Command(octets))
        case .command: result = command(Command(octets))
        }
        if !result.hidden.isEmpty { noteTold(result.hidden, in: octets) }
        return result
    }

    private mutating func noteTold(_ names: [String], in octets: [UInt8]) {
        for index in traces.indices where traces[index].isPlain {
            guard names.contains(traces[index].name) else { continue }
            switch traces[index].use {
            case .untold, .told:
                traces[index].use = Self.occurs(traces[index].form, in: octets) ? .spoken : .told
            case .spoken, .serversOwn: break
            }
        }
    }

    /// One line of the server, with its ending. Some servers echo what they were sent, and the
    /// proofs of some mechanisms let somebody guess the password off line.
    package mutating func received(_ octets: [UInt8]) -> Result {
        let line = ReplyLine(octets)
        guard var exchange, line.code == 334 else { return echo(octets) }
        let secret = exchange.secret(inServer: line.text)
        _ = exchange.server(line.text)
        self.exchange = exchange
        return secret.map { hide($0, in: octets) } ?? echo(octets)
    }

    private mutating func echo(_ octets: [UInt8]) -> Result {
        for index in traces.indices where traces[index].isPlain && traces[index].use == .untold {
            if Self.occurs(traces[index].form, in: octets) { traces[index].use = .serversOwn }
        }
        return byValue(octets) { $0.isEcho }
    }

    /// Text that is no line of the dialogue.
    package func masked(_ text: String) -> String { byValue(Array(text.utf8)).octets.text }

    private mutating func authentication(_ line: Command) -> Result {
        isBehindAUTH = true
        guard line.verb == .auth else { return response(line) }
        return firstLine(line) ?? Result(octets: line.octets)
    }

    /// An AUTH command, well typed or not; nil where the line is none.
    private mutating func firstLine(_ line: Command) -> Result? {
        guard let command = AuthenticationCommand(line.octets[...]) else { return nil }
        var exchange = SASLExchange(mechanism: command.mechanism)
        let secret = SASLExchange.secret(inCommand: line.octets[...])
        if let range = command.response { _ = exchange.client(line.octets[range]) }
        self.exchange = exchange
        if let secret { return hide(secret, in: line.octets) }
        return Result(octets: line.octets, user: exchange.user?.text)
    }

    private mutating func response(_ line: Command) -> Result {
        guard var exchange else { return hideAll(of: line) }
        let secret = exchange.secret(inClient: line.octets[...])
        _ = exchange.client(line.octets[...])
        self.exchange = exchange
        if let secret { return hide(secret, in: line.octets) }
        return Result(octets: line.octets, user: exchange.user?.text)
    }

    /// A known verb stays as it is. An unknown one may be AUTH mistyped, or a password typed when
    /// the server no longer waited for it.
    private mutating func command(_ line: Command) -> Result {
        if let result = firstLine(line), !result.hidden.isEmpty { return result }
        guard case .other = line.verb else {
            isBehindAUTH = false
            return byValue(line.octets)
        }
        return isBehindAUTH && !line.text.isEmpty ? hideAll(of: line) : byValue(line.octets)
    }

    private mutating func hideAll(of line: Command) -> Result {
        let secret = SASLSecret(range: line.text.indices, value: Array(line.text))
        return line.text.isEmpty ? Result(octets: line.octets) : hide(secret, in: line.octets)
    }

    private mutating func hide(_ secret: SASLSecret, in octets: [UInt8]) -> Result {
        let name = name(of: secret.value)
        let range = secret.range
        know(whole: Array(octets[range]), as: name)
        return Result(
            octets: octets[..<range.lowerBound] + Array("[\(name)]".utf8)
                + octets[range.upperBound...],
            hidden: [name], user: secret.user.flatMap { $0.isEmpty ? nil : $0.text })
    }

    /// A server may repeat all that was sent, and what surrounds the secret in it would tell of it.
    private mutating func know(whole text: [UInt8], as name: String) {
        guard text.count >= 8, names[text] == nil, names.count < 1_000 else { return }
        names[text] = name
        watch(Trace(form: text, name: name))
    }

    private mutating func name(of value: [UInt8]) -> String {
        if let name = names[value] { return name }
        var name: String
        repeat {
            numbered += 1
            name = "auth\(numbered)"
        } while names.values.contains(name)
        if names.count < 1_000 { know(value, as: name) }
        return name
    }

    private func byValue(_ octets: [UInt8], _ hides: (Trace) -> Bool = { _ in true }) -> Result {
        var result = Result(octets: octets)
        for trace in traces where trace.form.count <= result.octets.count && hides(trace) {
            let pieces = Self.split(result.octets, at: trace.form)
            guard pieces.count > 1 else { continue }
            result.octets = Array(pieces.joined(separator: "[\(trace.name)]".utf8))
            result.hidden.append(trace.name)
        }
        return result
    }

    private static func occurs(_ form: [UInt8], in octets: [UInt8]) -> Bool {
        split(octets, at: form).count > 1
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
