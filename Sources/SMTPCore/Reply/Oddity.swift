/// Something the server did that the RFCs rule out, or that deserves a second look.
/// A server's mistake is data: it is listed beside the reply and stops nothing.
package enum Oddity: Hashable, Sendable {
    /// All lines of a reply must carry the same code (RFC 5321 §4.2.1).
    case codeChanged(from: Int, to: Int)
    /// A line ended by LF without CR (RFC 5321 §2.3.8).
    case bareLF
    /// A CR inside a line or in place of its end (RFC 5321 §2.3.8).
    case bareCR
    /// A NUL octet.
    case nul
    /// An octet above 127. Legal only where SMTPUTF8 was declared (RFC 6531 §3.7.4).
    case eightBit
    /// A line of more than 512 octets, line ending included (RFC 5321 §4.5.3.1.5).
    case overlong(octets: Int)
    /// A line of more than 64 KiB; the rest was counted and dropped.
    case lineCut(omitted: Int)
    /// A reply of more than 1,000 lines; the rest was counted and dropped.
    case replyCut(omitted: Int)
    /// The connection ended before the reply's last line.
    case missingFinalLine
    /// The connection ended in the middle of a line.
    case unfinishedLine
    /// A line without a code, inside a reply or in place of one.
    case noCode
    /// Neither blank nor hyphen behind the code.
    case missingSeparator
    /// A first digit that SMTP does not use (RFC 5321 §4.2).
    case unknownClass(code: Int)
    /// A reply nobody had asked for.
    case unsolicited
    /// The class of the enhanced status code contradicts the reply code (RFC 2034 §4).
    case enhancedMismatch(code: Int, enhanced: EnhancedStatus)

    /// One plain sentence without a full stop.
    package var sentence: String {
        switch self {
        case .codeChanged(let from, let to):
            "the code changes from \(from) to \(to) inside one reply"
        case .bareLF: "a line ends with LF alone, CR is missing"
        case .bareCR: "a CR stands without its LF"
        case .nul: "the reply contains a NUL octet"
        case .eightBit: "the reply contains octets above 127"
        case .overlong(let octets): "a line of \(octets) octets, 512 are allowed"
        case .lineCut(let omitted): "an endless line: \(omitted) octets more were left out"
        case .replyCut(let omitted): "an endless reply: \(omitted) lines more were left out"
        case .missingFinalLine: "the connection ended before the reply's last line"
        case .unfinishedLine: "the connection ended in the middle of a line"
        case .noCode: "a line without a reply code"
        case .missingSeparator: "no blank or hyphen behind the code"
        case .unknownClass(let code): "\(code) is no SMTP reply code"
        case .unsolicited: "a reply nobody had asked for"
        case .enhancedMismatch(let code, let enhanced):
            "the code \(code) and the enhanced code \(enhanced) contradict each other"
        }
    }

    /// The paragraph that is broken, or nil where it is none in particular.
    package var source: String? {
        switch self {
        case .codeChanged, .missingFinalLine: "RFC 5321 §4.2.1"
        case .bareLF, .bareCR: "RFC 5321 §2.3.8"
        case .nul, .noCode, .missingSeparator, .unknownClass: "RFC 5321 §4.2"
        case .eightBit: "RFC 6531 §3.7.4"
        case .overlong, .lineCut: "RFC 5321 §4.5.3.1.5"
        case .enhancedMismatch: "RFC 2034 §4"
        case .replyCut, .unfinishedLine, .unsolicited: nil
        }
    }
}
