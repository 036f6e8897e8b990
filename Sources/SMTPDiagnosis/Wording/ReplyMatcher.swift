import SMTPCore

/// Runs one reply after another against a rule book. It keeps its working memory between
/// replies and gives it back clean, so that a log of a million lines allocates nothing per line.
struct ReplyMatcher: Sendable {
    /// How the matching of one reply ended.
    struct Match: Sendable {
        /// The rule that won, by its place in the book; nil where none matched.
        var rule: Int?
        var code: Int?
        var enhanced: EnhancedStatus?
    }

    let book: RuleBook
    private var reader = WordingReader()
    /// How often each term was seen, at most `Self.kept`.
    private var counts: [UInt8]
    /// Start and end of the first sightings of each term.
    private var sightings: [UInt32]
    /// The terms with a sighting: the first `touchedCount` entries.
    private var touched: [UInt16]
    private var touchedCount = 0
    /// No more of a reply than this many octets is read.
    static let octetLimit = 16_384
    private static let kept = 6

    init(_ book: RuleBook) {
        self.book = book
        counts = [UInt8](repeating: 0, count: book.termCount)
        touched = [UInt16](repeating: 0, count: book.termCount)
        sightings = [UInt32](repeating: 0, count: book.termCount * Self.kept)
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
        return (matched.sorted(by: precedes), missed.sorted(by: precedes))
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
        let starts = book.phraseTermStart
        let terms = book.phraseTerms
        var seen = 0
        counts.withUnsafeMutableBufferPointer { counts in
            sightings.withUnsafeMutableBufferPointer { sightings in
                touched.withUnsafeMutableBufferPointer { touched in
                    book.automaton.forEachMatch(in: reader.wording.symbols) { phrase, start, end in
                        let place = UInt32(start) << 16 | UInt32(end)
                        for slot in starts[phrase]..<starts[phrase + 1] {
                            let term = Int(terms[slot])
                            let count = Int(counts[term])
                            if count == 0 {
                                touched[seen] = UInt16(term)
                                seen += 1
                            }
                            guard count < Self.kept else { continue }
                            sightings[term * Self.kept + count] = place
                            counts[term] = UInt8(count + 1)
                        }
                    }
                }
            }
        }
        touchedCount = seen
    }

    private mutating func clean() {
        for slot in 0..<touchedCount { counts[Int(touched[slot])] = 0 }
        touchedCount = 0
    }

    private func best(code: Int?, enhanced: EnhancedStatus?) -> Int? {
        var best: Int?
        for seen in 0..<touchedCount {
            let term = Int(touched[seen])
            for slot in book.triedStart[term]..<book.triedStart[term + 1] {
                let number = Int(book.tried[slot])
                if let best, !precedes(number, best) { continue }
                guard hasRequired(number), allows(number, code: code, enhanced: enhanced),
                    holds(number)
                else { continue }
                best = number
            }
        }
        for number in book.codeRules {
            let number = Int(number)
            if let best, !precedes(number, best) { break }
            if allows(number, code: code, enhanced: enhanced), holds(number) { return number }
        }
        return best
    }

    @inline(__always)
    private func precedes(_ one: Int, _ other: Int) -> Bool {
        book.order[one] < book.order[other]
    }

    @inline(__always)
    private func hasRequired(_ number: Int) -> Bool {
        for slot in book.requiredStart[number]..<book.requiredStart[number + 1]
        where counts[Int(book.required[slot])] == 0 {
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
                let there = sightings[next * Self.kept + slot]
                for from in 0..<Int(counts[term]) where reached & (1 << from) != 0 {
                    if Self.joins(sightings[term * Self.kept + from], there, by: link) {
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

    /// Sightings hold the start in their upper and the end in their lower half.
    @inline(__always)
    private static func joins(_ one: UInt32, _ next: UInt32, by link: RulePattern.Link) -> Bool {
        let ahead = Int(next >> 16) - Int(one & 0xFFFF)
        switch link {
        case .near: return ahead >= 0 && ahead <= 32
        case .far: return ahead >= 0 && ahead <= 120
        case .around:
            let behind = Int(one >> 16) - Int(next & 0xFFFF)
            return (ahead >= 0 && ahead <= 32) || (behind >= 0 && behind <= 32)
        }
    }
}
