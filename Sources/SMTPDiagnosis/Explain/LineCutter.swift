import SMTPCore

/// Cuts a stream into lines. A line is kept up to 64 KiB; what goes beyond is dropped and counted.
struct LineCutter: Sendable {
    static let limit = 65_536

    private var partial: [UInt8] = []
    private var isCut = false
    /// Lines so far.
    private(set) var count = 0
    /// Lines that were longer than the limit.
    private(set) var cut = 0

    /// Hands over every line that these octets complete, without its ending.
    mutating func append(_ octets: ArraySlice<UInt8>, _ take: (ArraySlice<UInt8>) -> Void) {
        var start = octets.startIndex
        while start < octets.endIndex {
            guard let end = Self.lineEnd(in: octets, from: start) else {
                keep(octets[start...])
                return
            }
            if partial.isEmpty, end - start <= Self.limit {
                count += 1
                take(Self.withoutCR(octets[start..<end]))
            } else {
                keep(octets[start..<end])
                hand(take)
            }
            start = end + 1
        }
    }

    /// The last line, if it has no ending.
    mutating func finish(_ take: (ArraySlice<UInt8>) -> Void) {
        if !partial.isEmpty || isCut { hand(take) }
    }

    private mutating func hand(_ take: (ArraySlice<UInt8>) -> Void) {
        count += 1
        if isCut { cut += 1 }
        isCut = false
        take(Self.withoutCR(partial[...]))
        partial.removeAll(keepingCapacity: true)
    }

    private mutating func keep(_ octets: ArraySlice<UInt8>) {
        let room = Self.limit - partial.count
        if octets.count > room { isCut = true }
        partial += octets.prefix(room)
    }

    private static func lineEnd(in octets: ArraySlice<UInt8>, from start: Int) -> Int? {
        let base = octets.startIndex
        return octets.withUnsafeBufferPointer { text in
            var index = start - base
            while index < text.count {
                if text[index] == 10 { return index + base }
                index += 1
            }
            return nil
        }
    }

    private static func withoutCR(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        line.last == ASCII.cr ? line.dropLast() : line
    }
}
