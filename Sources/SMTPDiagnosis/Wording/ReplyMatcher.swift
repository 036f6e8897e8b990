import SMTPCore

/// Runs one reply after another against a rule book. It keeps its working memory between
/// replies and gives it back clean, so that a log of a million lines allocates nothing per line.
struct ReplyMatcher: Sendable {
    /// A phrase that stands in the reply, by its id, and where.
    private struct Hit {
        var phrase: UInt16
        var start: UInt16
        var end: UInt16
    }

    /// How the matching of one reply ended.
    struct Match: Sendable {
        /// The rule that won, by its place in the book; nil where none matched.
        var rule: Int?
        var code: Int?
        var enhanced: EnhancedStatus?
    }

    let book: RuleBook
    private var reader = WordingReader()
    /// What was found in the reply, in the order of the starts.
    private var hits: [Hit] = []
    /// How often each term was seen, at most `Self.kept`.
    private var counts: [UInt8]
    /// The first hits of each term, by their index.
    private var sightings: [UInt16]
    /// No more of a reply than this many octets is read.
    static let octetLimit = 16_384
    private static let kept = 6
    private static let hitLimit = 65_535

    init(_ book: RuleBook) {
        self.book = book
        counts = [UInt8](repeating: 0, count: book.termCount)
        sightings = [UInt16](repeating: 0, count: book.termCount * Self.kept)
    }

    /// The best rule for a reply. Lines end in LF or CR LF; the code may be missing.
    mutating func match(_ reply: ArraySlice<UInt8>) -> Match {
        var match = read(reply)
        match.rule = best(code: match.code, enhanced: match.enhanced)
        clean()
        return match
    }

    /// A hash of the last reply's words without names, numbers and addresses: replies that differ
    /// in nothing else have the same.
    var fingerprint: UInt64 { reader.wording.fingerprint }

    /// All rules that match, best first, and those that a negation or a distance kept out.
    mutating func explain(_ reply: ArraySlice<UInt8>) -> (matched: [Int], missed: [Int]) {
        let head = read(reply)
        var matched: [Int] = []
        var missed: [Int] = []
        for number in book.rules.indices where hasRequired(number) {
            if allows(number, code: head.code, enhanced: head.enhanced), holds(number) {
                matched.append(number)
            } else if book.rules[number].isWorded {
                missed.append(number)
            }
        }
        clean()
        return (matched, missed)
    }

    /// Fills the working memory from a reply.
    private mutating func read(_ reply: ArraySlice<UInt8>) -> Match {
        var head = ReplyHead()
        reader.begin()
        let reply = reply.prefix(Self.octetLimit)
        var start = reply.startIndex
        while start < reply.endIndex {
            var end = start
            while end < reply.endIndex, reply[end] != 10, reply[end] != 13 {
                if reply[end] == 32, Self.repeatsCode(reply, behind: end) { break }
                end += 1
            }
            if end > start {
                var words = head.strip(reply[start..<end])
                if head.enhanced == nil { head.enhanced = ReplyHead.enhanced(anywhereIn: words) }
                while let advice = AdviceSentence.first(in: words) {
                    reader.read(words[..<advice.lowerBound])
                    words = words[advice.upperBound...]
                }
                reader.read(words)
            }
            start = end + 1
        }
        reader.finish()
        collect()
        return Match(rule: nil, code: head.code, enhanced: head.enhanced)
    }

    /// Whether logs joined the lines of a reply here: ` 550-` in the middle of a line, with the
    /// same code as at its start.
    @inline(__always)
    private static func repeatsCode(_ reply: ArraySlice<UInt8>, behind blank: Int) -> Bool {
        let start = reply.startIndex
        guard blank + 4 < reply.endIndex, reply[blank + 1] == reply[start],
            Octet.isDigit(reply[start]), reply[blank + 2] == reply[start + 1],
            reply[blank + 3] == reply[start + 2]
        else { return false }
        return reply[blank + 4] == 45
            || (reply[blank + 4] == 32 && reply[start + 3] == 45)
    }

    private mutating func collect() {
        var found: [Hit] = []
        swap(&found, &hits)
        book.phrases.forEachMatch(in: reader.wording.symbols) { phrase, start, end in
            guard found.count < Self.hitLimit else { return }
            found.append(
                Hit(phrase: UInt16(phrase), start: UInt16(start), end: UInt16(end)))
        }
        hits = found
        counts.withUnsafeMutableBufferPointer { counts in
            sightings.withUnsafeMutableBufferPointer { sightings in
                book.phraseTerms.values.withUnsafeBufferPointer { terms in
                    for index in hits.indices {
                        for slot in book.phraseTerms.range(of: Int(hits[index].phrase)) {
                            let term = Int(terms[slot])
                            let count = Int(counts[term])
                            if count == Self.kept { continue }
                            sightings[term * Self.kept + count] = UInt16(index)
                            counts[term] = UInt8(count + 1)
                        }
                    }
                }
            }
        }
    }

    private mutating func clean() {
        hits.removeAll(keepingCapacity: true)
        counts.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
    }

    private func best(code: Int?, enhanced: EnhancedStatus?) -> Int? {
        var best = Int.max
        for hit in hits {
            for slot in book.tried.range(of: Int(hit.phrase)) {
                let number = Int(book.tried.values[slot])
                if number >= best { break }
                if allows(number, code: code, enhanced: enhanced), hasRequired(number),
                    holds(number)
                {
                    best = number
                    break
                }
            }
        }
        for number in book.codeRules {
            let number = Int(number)
            if number >= best { break }
            if allows(number, code: code, enhanced: enhanced), holds(number) { return number }
        }
        return best < .max ? best : nil
    }

    @inline(__always)
    private func hasRequired(_ number: Int) -> Bool {
        for slot in book.required.range(of: number)
        where counts[Int(book.required.values[slot])] == 0 {
            return false
        }
        return true
    }

    private func allows(_ number: Int, code: Int?, enhanced: EnhancedStatus?) -> Bool {
        let limits = book.limits[number]
        if limits.hasCodes {
            if let code {
                guard code >= limits.lowest, code <= limits.highest,
                    !limits.hasManyCodes
                        || book.rules[number].codes.contains(where: { $0.range.contains(code) })
                else { return false }
            } else {
                guard isPlausible(book.rules[number], beside: enhanced) else { return false }
            }
        }
        if limits.hasEnhanced {
            guard let enhanced,
                book.rules[number].enhanced.contains(where: { $0.matches(enhanced) })
            else { return false }
        }
        return true
    }

    /// Whether a rule with codes may be meant by a text without one. Bare words must be sure.
    private func isPlausible(_ rule: Rule, beside enhanced: EnhancedStatus?) -> Bool {
        rule.isWorded && (enhanced != nil || rule.rank >= 60)
            && rule.codes.contains { $0.isPlausible(beside: enhanced) }
    }

    private func holds(_ number: Int) -> Bool {
        guard book.limits[number].hasClauses else { return true }
        return book.rules[number].clauses.allSatisfy { isPresent($0) != $0.isNegative }
    }

    /// Whether a chain's terms stand as its links ask. A bit of `reached` is a sighting of the
    /// last term so far from which the chain holds.
    private func isPresent(_ clause: borrowing Rule.Clause) -> Bool {
        var term = Int(clause.terms[0])
        var reached: UInt8 = (1 << counts[term]) - 1
        for position in 1..<clause.terms.count {
            if reached == 0 { return false }
            let next = Int(clause.terms[position])
            let link = clause.links[position - 1]
            var candidates: UInt8 = 0
            for slot in 0..<Int(counts[next]) {
                let there = sighting(slot, of: next)
                for from in 0..<Int(counts[term]) where reached & (1 << from) != 0 {
                    if Self.joins(sighting(from, of: term), there, by: link) {
                        candidates |= 1 << slot
                        break
                    }
                }
            }
            reached = candidates
            term = next
        }
        return reached != 0
    }

    @inline(__always)
    private func sighting(_ slot: Int, of term: Int) -> Hit {
        hits[Int(sightings[term * Self.kept + slot])]
    }

    @inline(__always)
    private static func joins(_ one: Hit, _ next: Hit, by link: RulePattern.Link) -> Bool {
        let ahead = Int(next.start) - Int(one.end)
        switch link {
        case .near: return ahead >= 0 && ahead <= 32
        case .far: return ahead >= 0 && ahead <= 120
        case .around:
            let behind = Int(one.start) - Int(next.end)
            return (ahead >= 0 && ahead <= 32) || (behind >= 0 && behind <= 32)
        }
    }
}
