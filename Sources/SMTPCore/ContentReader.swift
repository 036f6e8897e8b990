/// Takes message content off the line up to its end, un-stuffs dots, and notes what is odd.
package struct ContentReader: Hashable, Sendable {
    private enum State: Hashable, Sendable {
        /// Behind CR LF, or at the very start.
        case lineStart
        /// A dot at the start of a line.
        case dot
        case dotCR
        case middle
        /// A CR within a line.
        case carriageReturn
    }

    /// Octets received, without stuffed dots and the closing line.
    package private(set) var size = 0
    /// The octets themselves; empty once they are more than the limit.
    package private(set) var content: [UInt8] = []
    package private(set) var hasBareLF = false
    package private(set) var hasLongLine = false
    package private(set) var has8Bit = false
    private let limit: Int
    /// The flaw: a lone LF ends a line.
    private let isSmuggling: Bool
    private var state = State.lineStart
    private var lineLength = 0

    package init(limit: Int, isSmuggling: Bool = false) {
        self.limit = limit
        self.isSmuggling = isSmuggling
    }

    package var isTooBig: Bool { size > limit }

    /// Reads up to the end of the content and takes it off `octets`; true when the end came.
    /// Only CR LF `.` CR LF is an end (RFC 5321 §4.1.1.4).
    package mutating func read(_ octets: inout ArraySlice<UInt8>) -> Bool {
        while let octet = octets.first {
            if state == .middle, takeRun(from: &octets) { continue }
            octets = octets.dropFirst()
            if step(octet) { return true }
        }
        return false
    }

    /// Takes a piece of a chunk as it is (RFC 3030 §2).
    package mutating func append(_ octets: ArraySlice<UInt8>) {
        var rest = octets
        while let octet = rest.first {
            if state == .middle, takeRun(from: &rest) { continue }
            rest = rest.dropFirst()
            keep(octet)
            state = octet == ASCII.cr ? .carriageReturn : .middle
        }
    }

    /// Takes octets up to the next CR or LF at once; false if there are none.
    private mutating func takeRun(from octets: inout ArraySlice<UInt8>) -> Bool {
        let run = octets.prefix { $0 != ASCII.cr && $0 != ASCII.lf }
        guard !run.isEmpty else { return false }
        lineLength += run.count
        if lineLength > 998 { hasLongLine = true }
        if !has8Bit { has8Bit = run.contains { $0 > 127 } }
        size += run.count
        if size <= limit { content += run } else if !content.isEmpty { content = [] }
        octets = octets[run.endIndex...]
        return true
    }

    private mutating func step(_ octet: UInt8) -> Bool {
        switch state {
        case .lineStart where octet == ASCII.dot:
            state = .dot
        case .lineStart, .middle, .carriageReturn:
            follow(octet)
        case .dot where octet == ASCII.cr:
            state = .dotCR
        case .dot where octet == ASCII.lf && isSmuggling:
            return true
        case .dot:
            state = .middle
            follow(octet)
        case .dotCR where octet == ASCII.lf:
            return true
        case .dotCR:
            keep(ASCII.cr)
            state = .carriageReturn
            follow(octet)
        }
        return false
    }

    private mutating func follow(_ octet: UInt8) {
        let endsLine = octet == ASCII.lf && (state == .carriageReturn || isSmuggling)
        keep(octet)
        state = endsLine ? .lineStart : octet == ASCII.cr ? .carriageReturn : .middle
    }

    private mutating func keep(_ octet: UInt8) {
        if octet == ASCII.lf {
            if state != .carriageReturn { hasBareLF = true }
            lineLength = 0
        } else if octet != ASCII.cr {
            lineLength += 1
            if lineLength > 998 { hasLongLine = true }
        }
        if octet > 127 { has8Bit = true }
        size += 1
        if size <= limit { content.append(octet) } else if !content.isEmpty { content = [] }
    }

    /// Whether the header has a field of this name (RFC 5322 §2.2), in any case.
    package func hasField(_ name: String) -> Bool {
        let name = Array(name.utf8) + [UInt8(ascii: ":")]
        var rest = content[...]
        while let end = rest.firstIndex(of: ASCII.lf) {
            let line = rest[..<end]
            if line.isEmpty || line.elementsEqual([ASCII.cr]) { return false }
            if ASCII.equalIgnoringCase(line.prefix(name.count), name) { return true }
            rest = rest[(end + 1)...]
        }
        return ASCII.equalIgnoringCase(rest.prefix(name.count), name)
    }
}
