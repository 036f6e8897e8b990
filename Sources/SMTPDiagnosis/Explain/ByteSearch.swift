import SMTPCore

extension ArraySlice<UInt8> {
    /// Where `needle` first stands at or behind `start`; nil if it does not. Case counts.
    func find(_ needle: StaticString, from start: Int? = nil) -> Int? {
        let first = start ?? startIndex
        let length = needle.utf8CodeUnitCount
        guard length > 0, endIndex - first >= length else { return nil }
        let base = startIndex
        return withUnsafeBufferPointer { text in
            needle.withUTF8Buffer { needle in
                let head = needle[0]
                var index = first - base
                let last = text.count - length
                while index <= last {
                    if text[index] == head {
                        var offset = 1
                        while offset < length, text[index + offset] == needle[offset] {
                            offset += 1
                        }
                        if offset == length { return index + base }
                    }
                    index += 1
                }
                return nil
            }
        }
    }

    /// What stands behind `needle`; nil without it.
    func after(_ needle: StaticString) -> ArraySlice<UInt8>? {
        find(needle).map { self[($0 + needle.utf8CodeUnitCount)...] }
    }

    /// What stands before `needle`; all of it without one.
    func before(_ needle: StaticString) -> ArraySlice<UInt8> {
        find(needle).map { self[..<$0] } ?? self
    }

    func starts(with sign: StaticString) -> Bool {
        let length = sign.utf8CodeUnitCount
        guard count >= length else { return false }
        return sign.withUTF8Buffer { sign in
            for offset in 0..<length where self[startIndex + offset] != sign[offset] {
                return false
            }
            return true
        }
    }

    /// As `starts(with:)`, ASCII case ignored.
    func startsIgnoringCase(_ sign: StaticString) -> Bool {
        let length = sign.utf8CodeUnitCount
        guard count >= length else { return false }
        return sign.withUTF8Buffer { sign in
            for offset in 0..<length
            where ASCII.upper(self[startIndex + offset]) != ASCII.upper(sign[offset]) {
                return false
            }
            return true
        }
    }

    /// Without blanks, tabs and line ends at both ends.
    var trimmed: ArraySlice<UInt8> {
        var slice = drop { $0 <= 32 }
        while let last = slice.last, last <= 32 { slice.removeLast() }
        return slice
    }
}
