import SMTPCore
import Testing

/// Streams of a server with what must be read from them.
struct ReplySample: Sendable, CustomTestStringConvertible {
    var stream: [UInt8]
    /// The codes of the whole replies in the stream; -1 where there is none.
    var codes: [Int]
    /// All oddities of all replies, in order.
    var oddities: [Oddity] = []
    /// Whether something is left when the stream ends.
    var isUnfinished = false

    init(
        _ text: String, _ codes: [Int], _ oddities: [Oddity] = [], isUnfinished: Bool = false
    ) {
        self.init(Array(text.utf8), codes, oddities, isUnfinished: isUnfinished)
    }

    init(
        _ stream: [UInt8], _ codes: [Int], _ oddities: [Oddity] = [], isUnfinished: Bool = false
    ) {
        self.stream = stream
        self.codes = codes
        self.oddities = oddities
        self.isUnfinished = isUnfinished
    }

    var testDescription: String { stream.prefix(60).text.debugDescription }

    static let all: [ReplySample] = [
        ReplySample("250 ok\r\n", [250]),
        ReplySample("250\r\n", [250]),
        ReplySample("250 \r\n", [250]),
        ReplySample("250-mx\r\n250-SIZE\r\n250 HELP\r\n", [250]),
        ReplySample("250-mx\r\n250\r\n", [250]),
        ReplySample("220 a\r\n250 b\r\n354 c\r\n", [220, 250, 354]),
        ReplySample("251 forwarded\r\n", [251]),
        ReplySample("550 5.7.1 no\r\n", [550]),
        ReplySample("550-5.7.1 no\r\n550 5.7.1 never\r\n", [550]),
        ReplySample(
            "250-a\r\n550 b\r\n", [550], [.codeChanged(from: 250, to: 550)]),
        ReplySample(
            "250-a\r\n550-b\r\n250 c\r\n", [250],
            [.codeChanged(from: 250, to: 550), .codeChanged(from: 550, to: 250)]),
        ReplySample("250 ok\n", [250], [.bareLF]),
        ReplySample("250 o\rk\r\n", [250], [.bareCR]),
        ReplySample("250 ok\r\r\n", [250], [.bareCR]),
        ReplySample("250 o\0k\r\n", [250], [.nul]),
        ReplySample([50, 53, 48, 32, 0xC3, 0xA9, 13, 10], [250], [.eightBit]),
        ReplySample([50, 53, 48, 32, 0xFF, 13, 10], [250], [.eightBit]),
        ReplySample("250 " + String(repeating: "x", count: 506) + "\r\n", [250]),
        ReplySample(
            "250 " + String(repeating: "x", count: 507) + "\r\n", [250], [.overlong(octets: 513)]),
        ReplySample("welcome\r\n", [-1], [.noCode]),
        ReplySample("\r\n", [-1], [.noCode]),
        ReplySample("\n", [-1], [.noCode, .bareLF]),
        ReplySample("welcome\r\n220 mx\r\n", [-1, 220], [.noCode]),
        ReplySample("250-a\r\nlost line\r\n250 b\r\n", [250], [.noCode]),
        ReplySample("250OK\r\n", [250], [.missingSeparator]),
        ReplySample("2500 ok\r\n", [250], [.missingSeparator]),
        ReplySample("999 what\r\n", [999], [.unknownClass(code: 999)]),
        ReplySample("150 what\r\n", [150], [.unknownClass(code: 150)]),
        ReplySample("000 what\r\n", [0], [.unknownClass(code: 0)]),
        ReplySample("25 ok\r\n", [-1], [.noCode]),
        ReplySample(" 250 ok\r\n", [-1], [.noCode]),
        ReplySample(
            "550 2.1.5 ok\r\n", [550],
            [
                .enhancedMismatch(
                    code: 550, enhanced: EnhancedStatus(class: 2, subject: 1, detail: 5))
            ]),
        ReplySample("250 5.7.1x is no code\r\n", [250]),
        ReplySample("250-a\r\n", [250], [.missingFinalLine], isUnfinished: true),
        ReplySample(
            "250-a\r\n250 b", [250], [.unfinishedLine], isUnfinished: true),
        ReplySample("22", [-1], [.unfinishedLine, .noCode], isUnfinished: true),
        ReplySample(
            "250 ok\r", [250], [.unfinishedLine, .bareCR], isUnfinished: true),
        ReplySample("", []),
    ]
}
