/// One reply of the server: one or more lines with a code (RFC 5321 §4.2).
/// It keeps every octet that came; what broke the grammar is listed, not repaired.
package struct Reply: Hashable, Sendable {
    /// What the first digit promises (RFC 5321 §4.2.1). A reply is judged by it alone:
    /// 251 is as much a success as 250 (RFC 5321 §4.3.2).
    package enum Outcome: Hashable, Sendable {
        /// 2yz, done.
        case completion
        /// 3yz, go on.
        case intermediate
        /// 4yz, not now.
        case transientFailure
        /// 5yz, not like this.
        case permanentFailure
        /// Another first digit, or no code at all.
        case none
    }

    /// At least one line, in the order received.
    package var lines: [ReplyLine]
    /// Lines in front of the last one that were counted and dropped.
    package var omittedLines = 0
    /// What broke the grammar, in the order noticed. May be empty.
    package var oddities: [Oddity] = []

    package init(lines: [ReplyLine], oddities: [Oddity] = []) {
        self.lines = lines
        self.oddities = oddities
    }

    /// The code that ends the reply, or the last one seen; nil where no line has one.
    package var code: Int? { lines.last { $0.code != nil }?.code }

    package var outcome: Outcome {
        switch (code ?? 0) / 100 {
        case 2: .completion
        case 3: .intermediate
        case 4: .transientFailure
        case 5: .permanentFailure
        default: .none
        }
    }

    package var isFailure: Bool { outcome == .transientFailure || outcome == .permanentFailure }

    /// Blank lines and lines of asterisks, as `exim -bh` writes in front of its greeting.
    package var isPreamble: Bool {
        code == nil && lines.allSatisfy { $0.text.isEmpty || $0.text.starts(with: "****".utf8) }
    }

    /// The enhanced status code of the last line that has one (RFC 2034 §4).
    package var enhanced: EnhancedStatus? {
        for line in lines.reversed() {
            if let enhanced = line.enhanced { return enhanced }
        }
        return nil
    }

    /// The reply as it came, every line with its ending.
    package var octets: [UInt8] { lines.flatMap(\.octets) }
}
