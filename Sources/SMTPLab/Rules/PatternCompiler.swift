import SMTPCore

/// Pattern text to steps, by recursive descent; nesting is limited.
struct PatternCompiler {
    private static let depthLimit = 32
    private let source: [UInt8]
    private let ignoresCase: Bool
    private var index = 0
    private var depth = 0

    init(_ source: [UInt8], ignoresCase: Bool) {
        self.source = source
        self.ignoresCase = ignoresCase
    }

    mutating func compile() throws(LabPattern.Failure) -> [LabPattern.Step] {
        let steps = try alternatives()
        guard index == source.count else { throw failure("this bracket closes nothing") }
        return steps
    }

    private mutating func alternatives() throws(LabPattern.Failure) -> [LabPattern.Step] {
        var steps = try sequence()
        while take("|") {
            let other = try sequence()
            steps =
                [.fork(1, steps.count + 2)] + steps + [.jump(other.count + 1)] + other
        }
        return steps
    }

    private mutating func sequence() throws(LabPattern.Failure) -> [LabPattern.Step] {
        var steps: [LabPattern.Step] = []
        while index < source.count, source[index] != UInt8(ascii: "|"),
            source[index] != UInt8(ascii: ")")
        {
            var item = try self.item()
            while let repetition = repetition() {
                switch repetition {
                case UInt8(ascii: "?"): item = [.fork(1, item.count + 1)] + item
                case UInt8(ascii: "+"): item += [.fork(-item.count, 1)]
                default:
                    item = [.fork(1, item.count + 2)] + item + [.jump(-item.count - 1)]
                }
            }
            steps += item
        }
        return steps
    }

    private mutating func repetition() -> UInt8? {
        guard index < source.count, [42, 43, 63].contains(source[index]) else { return nil }
        index += 1
        return source[index - 1]
    }

    private mutating func item() throws(LabPattern.Failure) -> [LabPattern.Step] {
        let octet = source[index]
        index += 1
        switch octet {
        case UInt8(ascii: "("): return try group()
        case UInt8(ascii: "["): return [.octet(try set())]
        case UInt8(ascii: "."): return [.octet(OctetSet([ASCII.lf]).inverted)]
        case UInt8(ascii: "^"): return [.start]
        case UInt8(ascii: "$"): return [.end]
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
            index -= 1
            throw failure("there is nothing to repeat here; write a backslash in front of it")
        case UInt8(ascii: "{"):
            index -= 1
            throw failure("counts in braces are not known here; write a backslash in front of it")
        case UInt8(ascii: "\\"): return [.octet(fold(try escape()))]
        default: return [.octet(fold(OctetSet([octet])))]
        }
    }

    private mutating func group() throws(LabPattern.Failure) -> [LabPattern.Step] {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw failure("brackets are nested too deep") }
        let start = index
        if take("?"), !take(":") {
            throw failure("look-around and named groups are not known here")
        }
        let inner = try alternatives()
        guard take(")") else {
            index = start - 1
            throw failure("this bracket is never closed")
        }
        return inner
    }

    private mutating func set() throws(LabPattern.Failure) -> OctetSet {
        let start = index - 1
        let isInverted = take("^")
        var set = OctetSet()
        var isFirst = true
        while index < source.count, isFirst || source[index] != UInt8(ascii: "]") {
            isFirst = false
            var octet = source[index]
            index += 1
            if octet == UInt8(ascii: "\\") {
                guard index < source.count else { break }
                octet = source[index]
                if OctetSet(escape: octet) != nil {
                    set.formUnion(try escape())
                    continue
                }
                index += 1
            }
            guard index + 1 < source.count, source[index] == ASCII.hyphen,
                source[index + 1] != UInt8(ascii: "]"), source[index + 1] >= octet
            else {
                set.insert(octet)
                continue
            }
            set.formUnion(OctetSet(octet...source[index + 1]))
            index += 2
        }
        guard take("]") else {
            index = start
            throw failure("this bracket is never closed")
        }
        return isInverted ? fold(set).inverted : fold(set)
    }

    private mutating func escape() throws(LabPattern.Failure) -> OctetSet {
        guard index < source.count else { throw failure("a backslash needs something behind it") }
        let letter = source[index]
        index += 1
        if let set = OctetSet(escape: letter) { return set }
        switch letter {
        case UInt8(ascii: "r"): return OctetSet([ASCII.cr])
        case UInt8(ascii: "n"): return OctetSet([ASCII.lf])
        case UInt8(ascii: "t"): return OctetSet([9])
        default:
            guard !ASCII.isLetter(letter), !ASCII.isDigit(letter) else {
                index -= 1
                throw failure("this escape is not known here")
            }
            return OctetSet([letter])
        }
    }

    private func fold(_ set: OctetSet) -> OctetSet { ignoresCase ? set.ignoringCase : set }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard index < source.count, source[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private func failure(_ reason: String) -> LabPattern.Failure {
        LabPattern.Failure(offset: min(index, source.count), reason: reason)
    }
}
