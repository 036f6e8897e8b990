import SMTPCore

/// Renames what tells who talked to whom, one to one: equal names stay equal, so that a copy still
/// shows what went wrong.
package struct Anonymizer: Sendable {
    private let level: RedactionLevel
    private var users: [[UInt8]: String] = [:]
    private var domains: [[UInt8]: String] = [:]
    private var addresses: [[UInt8]: String] = [:]
    private var paths: [[UInt8]: String] = [:]
    private var certificates = 0
    private var contentOctets = 0

    package init(level: RedactionLevel) { self.level = level }

    /// What was hidden so far, as nouns with their number; those without any are left out.
    package var hidden: [(String, Int)] {
        [
            ("user names and local parts", users.count), ("domains and host names", domains.count),
            ("IP addresses", addresses.count), ("paths and programs", paths.count),
            ("certificates", certificates), ("octets of message content", contentOctets),
        ].filter { $0.1 > 0 }
    }

    /// The event with new names. Content is renamed like everything else; leaving it out is the
    /// writer's part.
    package mutating func take(_ event: TraceEvent) -> TraceEvent {
        guard level != .auth else { return event }
        var event = event
        switch event.fact {
        case .sent(let sent): event.fact = .sent(renamed(sent))
        case .received(var received):
            received.octets = renamed(received.octets)
            event.fact = .received(received)
        case .resolving(let name): event.fact = .resolving(name: text(name))
        case .resolved(let name, let all):
            event.fact = .resolved(name: text(name), addresses: all.map { text($0) })
        case .connecting(let to, let attempt, let count):
            event.fact = .connecting(to: place(to), attempt: attempt, of: count)
        case .connected(let local, let peer, let dialect):
            event.fact = .connected(local: place(local), peer: place(peer), speaks: dialect)
        case .connectFailed(let to, var failure):
            failure.text = text(failure.text)
            event.fact = .connectFailed(to: place(to), failure)
        case .handshaking(let name): event.fact = .handshaking(serverName: name.map { text($0) })
        case .secured(let report): event.fact = .secured(renamed(report))
        case .tlsFailed(var failure, let report):
            failure.text = text(failure.text)
            failure.peerOctets = renamed(failure.peerOctets)
            event.fact = .tlsFailed(failure, report.map { renamed($0) })
        case .injected(let octets, let total):
            event.fact = .injected(octets: renamed(octets), total: total)
        case .ended(var ending):
            ending.lastSent = renamed(ending.lastSent)
            if case .failed(let why) = ending.how { ending.how = .failed(text(why)) }
            event.fact = .ended(ending)
        case .diagnostics(let line): event.fact = .diagnostics(renamed(line))
        case .note(let words): event.fact = .note(text(words))
        case .script(let fact): event.fact = .script(renamed(fact))
        case .overdue, .flooded, .halfClosed, .clockMoved: break
        }
        return event
    }

    private mutating func renamed(_ fact: ScriptFact) -> ScriptFact {
        switch fact {
        case .section(let title): return .section(text(title))
        case .mark(let words): return .mark(text(words))
        case .check(var check):
            check.place = place(check.place)
            check.wanted = text(check.wanted)
            check.found = text(check.found)
            return .check(check)
        }
    }

    private mutating func renamed(_ sent: SentOctets) -> SentOctets {
        var sent = sent
        if level.hidesContent, sent.part == .content { contentOctets += sent.octets.count }
        sent.user = sent.user.map { login($0) }
        sent.identity = sent.identity.map { login($0) }
        let command = Command(sent.octets)
        if level == .share, sent.part == .command, command.verb.isHello,
            let host = command.words.first, !Self.isLiteral(host)
        {
            _ = domain(Array(host))
        }
        sent.octets = renamed(sent.octets)
        return sent
    }

    /// The name somebody logs in with.
    private mutating func login(_ name: String) -> String {
        guard !name.isEmpty else { return name }
        return name.utf8.contains(UInt8(ascii: "@")) ? text(name) : user(Array(name.utf8))
    }

    private mutating func renamed(_ report: TLSReport) -> TLSReport {
        var report = report
        report.serverName = report.serverName.map { text($0) }
        report.checkedName = text(report.checkedName)
        report.chain = report.chain.enumerated().map { index, certificate in
            certificates += 1
            var certificate = certificate
            certificate.subject = text(certificate.subject)
            certificate.issuer = text(certificate.issuer)
            certificate.names = certificate.names.map { text($0) }
            certificate.fingerprint = "certificate\(certificates)"
            certificate.keyFingerprint = ""
            certificate.pem = ""
            return certificate
        }
        return report
    }

    private static func isLiteral(_ host: ArraySlice<UInt8>) -> Bool {
        host.first == UInt8(ascii: "[")
    }

    // MARK: Texts

    private mutating func text(_ text: String) -> String { renamed(Array(text.utf8)).text }

    /// Where a connection leads: an address, or a path or program that is a name as a whole.
    private mutating func place(_ place: String) -> String {
        guard level == .share, place.contains("/") else { return text(place) }
        return Self.name(Array(place.utf8), in: &paths) { "[path\($0)]" }
    }

    private mutating func renamed(_ octets: [UInt8]) -> [UInt8] {
        var renamed: [UInt8] = []
        renamed.reserveCapacity(octets.count)
        var index = 0
        while index < octets.count {
            let start = index
            while index < octets.count, Self.isInWord(octets[index]) { index += 1 }
            if index == start {
                renamed.append(octets[index])
                index += 1
            } else {
                renamed += word(octets[start..<index])
            }
        }
        return renamed
    }

    /// Letters, digits and what stands in addresses; octets beyond ASCII count as letters.
    private static func isInWord(_ octet: UInt8) -> Bool {
        ASCII.isLetter(octet) || ASCII.isDigit(octet) || octet >= 128
            || "@.-_+:/'~%*!#$&?^|".utf8.contains(octet)
    }

    private mutating func word(_ word: ArraySlice<UInt8>) -> [UInt8] {
        var core = word
        while let last = core.last, ".:/-'?!".utf8.contains(last) { core = core.dropLast() }
        let tail = word[core.endIndex...]
        if let at = core.lastIndex(of: UInt8(ascii: "@")) {
            return mailbox(core, at: at) + tail
        }
        var renamed: [UInt8] = []
        for (index, part) in core.split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
        ).enumerated() {
            if index > 0 { renamed.append(UInt8(ascii: "/")) }
            renamed += name(part)
        }
        return renamed + tail
    }

    private mutating func mailbox(_ core: ArraySlice<UInt8>, at: Int) -> [UInt8] {
        let head = core[..<at]
        let start = head.lastIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? head.startIndex
        let local = start < at ? Array(user(Array(head[start...])).utf8) : []
        let host = core[(at + 1)...]
        return Array(head[..<start]) + local + [UInt8(ascii: "@")]
            + (host.isEmpty ? [] : Array(domain(Array(host)).utf8))
    }

    /// A word without @: a user or host that was seen before, a domain or an IP address.
    private mutating func name(_ word: ArraySlice<UInt8>) -> [UInt8] {
        let key = Self.key(word)
        if let name = domains[key] { return Array(name.utf8) }
        if word.count >= 3, let name = users[key] { return Array(name.utf8) }
        if let end = Self.addressEnd(of: word) {
            guard level == .share else { return Array(word) }
            return Array(address(Array(word[..<end])).utf8) + word[end...]
        }
        let host = word.prefix { $0 != UInt8(ascii: ":") }
        guard Self.isDomain(host) else { return Array(word) }
        return Array(domain(Array(host)).utf8) + word[host.endIndex...]
    }

    /// Labels with dots between, the last of letters.
    private static func isDomain(_ word: ArraySlice<UInt8>) -> Bool {
        let labels = word.split(separator: ASCII.dot, omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }), let last = labels.last,
            last.count >= 2
        else { return false }
        return last.allSatisfy { ASCII.isLetter($0) || $0 >= 128 }
            || last.starts(with: Array("xn--".utf8))
    }

    /// The end of an IPv4 or IPv6 address a word starts with; a port may follow IPv4.
    private static func addressEnd(of word: ArraySlice<UInt8>) -> Int? {
        let host = word.prefix { ASCII.isDigit($0) || $0 == ASCII.dot }
        let parts = host.split(separator: ASCII.dot, omittingEmptySubsequences: false)
        if parts.count == 4, parts.allSatisfy({ (1...3).contains($0.count) }),
            host.endIndex == word.endIndex || word[host.endIndex] == UInt8(ascii: ":")
        {
            return host.endIndex
        }
        let colons = word.count { $0 == UInt8(ascii: ":") }
        let isV6 =
            colons >= 2
            && word.allSatisfy {
                ASCII.isDigit($0) || ($0 | 0x20) &- 97 < 6 || $0 == UInt8(ascii: ":")
                    || $0 == ASCII.dot
            }
        let isTime =
            colons <= 2
            && word.split(separator: UInt8(ascii: ":")).allSatisfy {
                $0.count <= 2
            }
        return isV6 && !(isTime && !word.starts(with: [58, 58])) ? word.endIndex : nil
    }

    // MARK: Names

    private static func key(_ word: some Sequence<UInt8>) -> [UInt8] { word.map(ASCII.upper) }

    private static func name(
        _ value: [UInt8], in names: inout [[UInt8]: String], _ make: (Int) -> String
    ) -> String {
        let key = key(value)
        if let name = names[key] { return name }
        let name = make(names.count + 1)
        names[key] = name
        return name
    }

    private mutating func user(_ value: [UInt8]) -> String {
        // The one local part the RFCs give a meaning to.
        if Self.key(value) == Array("POSTMASTER".utf8) { return value.text }
        return Self.name(value, in: &users) { "user\($0)" }
    }

    private mutating func domain(_ value: [UInt8]) -> String {
        Self.name(value, in: &domains) { "domain\($0).example" }
    }

    /// Addresses for documentation (RFC 5737, RFC 3849).
    private mutating func address(_ value: [UInt8]) -> String {
        let isV6 = value.contains(UInt8(ascii: ":"))
        return Self.name(value, in: &addresses) { number in
            if isV6 { return "2001:db8::" + String(number, radix: 16) }
            let net = ["192.0.2", "198.51.100", "203.0.113"]
            return number <= 762
                ? "\(net[(number - 1) / 254]).\((number - 1) % 254 + 1)" : "0.0.0.0"
        }
    }
}
