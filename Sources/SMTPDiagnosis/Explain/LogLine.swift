/// A line of a log, taken apart as far as all logs agree: when, which program, what.
struct LogLine {
    enum Form {
        /// `Nov 24 10:08:36 host prog[1]: …` or `2026-11-24T10:08:36Z host prog[1]: …`, or the
        /// message alone.
        case syslog
        /// `2026-11-24 10:08:36 …`, Exim's main log.
        case exim
    }

    let form: Form
    /// As written, at most 40 octets; empty where there is none.
    let stamp: ArraySlice<UInt8>
    let message: ArraySlice<UInt8>

    /// Nil for a line that is no log line.
    init?(_ line: ArraySlice<UInt8>) {
        let start = line.startIndex
        guard line.count > 20 else { return nil }
        if line[start] == UInt8(ascii: "@") {
            self.init(multilog: line)
            return
        }
        if line[start + 4] == UInt8(ascii: "-"), Octet.isDigit(line[start]) {
            guard Octet.isDigit(line[start + 5]), line[start + 7] == UInt8(ascii: "-") else {
                return nil
            }
            if line[start + 10] == UInt8(ascii: "T") {
                // Exchange divides by commas.
                guard line.count > 24, line[start + 24] != UInt8(ascii: ",") else { return nil }
                let end = Self.word(from: start, in: line)
                if let inner = Self.behindContainer(line[end...].dropFirst()) {
                    self = inner
                    return
                }
                // So begins what Haraka says.
                guard end + 1 < line.endIndex, line[end + 1] != UInt8(ascii: "[") else {
                    return nil
                }
                self.init(syslog: line, stampEnd: end)
            } else if line[start + 10] == 32, line[start + 13] == UInt8(ascii: ":") {
                self.init(exim: line)
            } else {
                return nil
            }
        } else if line[start + 3] == 32, line[start + 6] == 32, line[start + 9] == 58,
            Octet.isLetter(line[start]), Octet.isDigit(line[start + 5])
        {
            self.init(syslog: line, stampEnd: start + 15)
        } else if Self.isSession(line) {
            self.init(stamp: line[..<start], message: line)
        } else {
            return nil
        }
    }

    /// `@400000006749a1b31c4d5e6f …`, as multilog writes: TAI64N in hexadecimal digits.
    private init?(multilog line: ArraySlice<UInt8>) {
        let digits = line.dropFirst().prefix(while: Self.isHexadecimal)
        guard digits.count == 24, digits.endIndex < line.endIndex, line[digits.endIndex] == 32
        else { return nil }
        let stamp = UTCStamp.text(tai64n: digits)
        self.init(stamp: stamp[...], message: line[(digits.endIndex + 1)...])
    }

    /// Small letters only.
    private static func isHexadecimal(_ octet: UInt8) -> Bool {
        Octet.isDigit(octet) || octet &- 97 < 6
    }

    /// `0123456789abcdef smtp …`: what OpenSMTPD says in the foreground, without a time.
    private static func isSession(_ line: ArraySlice<UInt8>) -> Bool {
        let rest = line.dropFirst(16)
        return (rest.starts(with: " smtp ".utf8) || rest.starts(with: " mta ".utf8))
            && line.prefix(16).allSatisfy { Octet.isDigit($0) || ($0 | 0x20) &- 97 < 6 }
    }

    /// A message whose time is known from elsewhere, as in a journal's export.
    init(stamp: ArraySlice<UInt8>, message: ArraySlice<UInt8>) {
        form = .syslog
        self.stamp = stamp
        self.message = message
    }

    /// What stands behind the time of a container's runtime: `stdout F Nov 24 10:08:36 …`; nil for
    /// what is no log line of its own.
    private static func behindContainer(_ rest: ArraySlice<UInt8>) -> LogLine? {
        if rest.starts(with: "stdout ") || rest.starts(with: "stderr ") {
            return LogLine(rest.dropFirst(9))
        }
        let start = rest.startIndex
        guard rest.count > 20, rest[start + 3] == 32, rest[start + 6] == 32, rest[start + 9] == 58
        else { return nil }
        return LogLine(rest)
    }

    private init?(syslog line: ArraySlice<UInt8>, stampEnd: Int) {
        form = .syslog
        stamp = line[..<min(stampEnd, line.startIndex + 40)]
        guard stampEnd + 1 < line.endIndex else { return nil }
        let hostEnd = Self.word(from: stampEnd + 1, in: line)
        // Without a host the program comes first.
        if line[hostEnd - 1] == 58, hostEnd > stampEnd + 2 {
            message = line[hostEnd...].drop { $0 == 32 }
            return
        }
        var index = hostEnd
        // The program's name ends at `: `; a name without one is part of the message.
        while index < line.endIndex, index - hostEnd < 80, line[index] != 58 { index += 1 }
        guard index + 1 < line.endIndex, line[index] == 58 else { return nil }
        message = line[(index + 1)...].drop { $0 == 32 }
    }

    private init?(exim line: ArraySlice<UInt8>) {
        form = .exim
        var end = line.startIndex + 19
        // Optional milliseconds and zone: `10:08:36.123 +0100`.
        if end < line.endIndex, line[end] == 46 { end = Self.word(from: end, in: line) }
        if end + 6 < line.endIndex, line[end + 1] == 43 || line[end + 1] == 45,
            Octet.isDigit(line[end + 2])
        {
            end += 6
        }
        stamp = line[..<end]
        var rest = line[end...].drop { $0 == 32 }
        if rest.first == UInt8(ascii: "[") {
            rest = rest.drop { $0 != UInt8(ascii: "]") }.dropFirst().drop { $0 == 32 }
        }
        message = rest
    }

    private static func word(from start: Int, in line: ArraySlice<UInt8>) -> Int {
        var index = start
        while index < line.endIndex, line[index] != 32 { index += 1 }
        return index
    }
}
