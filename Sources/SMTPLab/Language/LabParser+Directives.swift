import SMTPCore

extension LabParser {
    static let directives = [
        "@lab", "@title", "@diagnosis", "@fix", "@banner", "@offer", "@hide", "@limit", "@idle",
        "@mailbox", "@user", "@cert", "@tls", "@flaw", "@zone", "@lmtp",
    ]

    private static let descriptions: Set<String> = ["@lab", "@title", "@diagnosis", "@fix"]

    private static let repeatable: Set<String> = [
        "@offer", "@hide", "@mailbox", "@user", "@flaw", "@zone",
    ]

    private static let recordTypes = [
        "A", "AAAA", "MX", "PTR", "TXT", "TLSA", "CNAME", "NS", "POLICY",
    ]

    /// One line with an @word; the token at hand is that word.
    mutating func directive(_ name: String) throws(LabFault) {
        let place = token.place
        guard Self.directives.contains(name) else {
            if name == "@end" { throw LabFault(place, "'@end' closes a '@zone', and none is open") }
            throw Self.unknown(name, "a word of this language", among: Self.directives, place)
        }
        guard !takesOnlyRules || Self.descriptions.contains(name) else {
            throw LabFault(
                place, "'\(name)' says more about a server than a rule does",
                "leave only the lines that begin with 'on'")
        }
        guard seen.insert(name).inserted || Self.repeatable.contains(name) else {
            throw LabFault(place, "'\(name)' stands here for the second time")
        }
        try advance()
        try set(name)
        if name != "@zone" { try expectEnd() }
    }

    private mutating func set(_ name: String) throws(LabFault) {
        switch name {
        case "@lab": scenario.id = try id("the name of the lab")
        case "@title": scenario.title = try line("the title").text
        case "@diagnosis": scenario.diagnosis = try id("a diagnosis")
        case "@fix": scenario.fix = try line("the advice").text
        case "@banner": scenario.banner = try line("the greeting").text
        case "@offer": scenario.offers.append(try capability())
        case "@hide": scenario.hidden += try words("a keyword").map { $0.uppercased() }
        case "@limit": try limit()
        case "@idle": scenario.idleLimit = try duration("a time")
        case "@mailbox": try mailboxes()
        case "@user": try user()
        case "@cert":
            scenario.certificate = try choice("a kind of certificate", of: LabCertificate.self)
        case "@tls": try tls()
        case "@flaw":
            repeat {
                scenario.flaws.insert(try choice("a flaw", of: LabFlaw.self))
            } while token.kind != .end
        case "@lmtp": scenario.isLMTP = true
        default: try zone()
        }
    }

    private mutating func limit() throws(LabFault) {
        let place = token.place
        scenario.sizeLimit = try size("a size")
        guard (1...100 << 20).contains(scenario.sizeLimit) else {
            throw LabFault(place, "a lab takes letters of 1 octet to 100M")
        }
    }

    private mutating func id(_ wanted: String) throws(LabFault) -> String {
        let (text, place) = try word(wanted)
        let isGood = text.utf8.allSatisfy {
            (97...122).contains($0) || ASCII.isDigit($0) || $0 == ASCII.hyphen
        }
        guard isGood else {
            throw LabFault(place, "\(wanted) is written in small letters, digits and hyphens")
        }
        return text
    }

    private mutating func words(_ wanted: String) throws(LabFault) -> [String] {
        var words = [try word(wanted).text]
        while token.kind != .end { words.append(try word(wanted).text) }
        return words
    }

    private mutating func capability() throws(LabFault) -> String {
        let place = token.place
        let words = try words("a keyword")
        let isGood = words[0].utf8.allSatisfy {
            ASCII.isLetter($0) || ASCII.isDigit($0) || $0 == ASCII.hyphen || $0 == UInt8(ascii: "=")
        }
        guard isGood else {
            throw LabFault(place, "a keyword has only letters, digits and hyphens")
        }
        return words.joined(separator: " ")
    }

    /// The first such line takes the place of the mailboxes that are there by themselves.
    private mutating func mailboxes() throws(LabFault) {
        if seen.insert("mailboxes given").inserted { scenario.mailboxes = [] }
        scenario.mailboxes += try words("a mailbox").map { $0.lowercased() }
    }

    private mutating func user() throws(LabFault) {
        if seen.insert("users given").inserted { scenario.users = [] }
        let name = try word("the user's name").text
        let password = try line("the password").text
        scenario.users.append(LabScenario.User(name: name, password: password))
    }

    private mutating func tls() throws(LabFault) {
        repeat {
            let (text, place) = try word("'max=', 'min=' or 'mode=implicit'")
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            if text == "mode=implicit" {
                scenario.tls.isImplicit = true
                continue
            }
            guard parts.count == 2, ["min", "max"].contains(parts[0]) else {
                throw Self.unknown(
                    text, "a TLS setting", among: ["min=1.2", "max=1.3", "mode=implicit"], place)
            }
            guard let version = LabTLS.Version(rawValue: parts[1]) else {
                let known = LabTLS.Version.allCases.map(\.rawValue)
                throw Self.unknown(parts[1], "a version of TLS", among: known, place)
            }
            if parts[0] == "min" {
                scenario.tls.minimum = version
            } else {
                scenario.tls.maximum = version
                scenario.tls.minimum = min(scenario.tls.minimum, version)
            }
            if scenario.tls.minimum > scenario.tls.maximum {
                throw LabFault(place, "the lowest version of TLS is above the highest")
            }
        } while token.kind != .end
    }

    /// Lines of owner, type and data up to `@end`.
    private mutating func zone() throws(LabFault) {
        let start = token.place
        try expectEnd()
        var fault: LabFault?
        while !lexer.isAtEnd {
            let (text, place) = lexer.rawLine()
            if text.elementsEqual("@end".utf8) {
                if let fault { throw fault }
                return
            }
            if text.isEmpty { continue }
            do throws(LabFault) {
                scenario.zone.append(try record(text, place))
            } catch {
                fault = fault ?? error
            }
        }
        throw LabFault(start, "this zone is never closed", "put '@end' behind its last record")
    }

    private func record(
        _ text: [UInt8], _ place: LabToken.Place
    ) throws(LabFault) -> LabScenario.ZoneRecord {
        let words = text.split(separator: ASCII.space, maxSplits: 2)
        guard words.count == 3 else {
            throw LabFault(
                place, "a record is a name, a type and its data", "lab.test MX 10 mx.lab.test")
        }
        var owner = words[0].text.lowercased()
        if owner.hasSuffix(".") { owner.removeLast() }
        guard owner.hasSuffix(".test") || owner.hasSuffix(".arpa") else {
            throw LabFault(place, "names of a lab end in .test, '\(owner)' does not")
        }
        let type = words[1].text.uppercased()
        guard Self.recordTypes.contains(type) else {
            throw Self.unknown(type, "a type of record", among: Self.recordTypes, place)
        }
        var data = words[2].text
        if data.hasPrefix("\""), data.hasSuffix("\""), data.utf8.count > 1 {
            data = String(data.dropFirst().dropLast())
        }
        return LabScenario.ZoneRecord(owner: owner, type: type, data: data)
    }
}
