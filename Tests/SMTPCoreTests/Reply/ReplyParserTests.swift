import SMTPCore
import Testing

/// All replies of the pieces, with what is left at the end.
private func replies(_ pieces: [ArraySlice<UInt8>]) -> [Reply] {
    var parser = ReplyParser()
    let whole = pieces.flatMap { parser.receive($0) }
    return whole + [parser.finish()].compactMap { $0 }
}

@Suite struct ReplyParserTests {
    @Test(arguments: ReplySample.all)
    func eachSampleIsReadAsItShould(sample: ReplySample) {
        let replies = replies([sample.stream[...]])

        #expect(replies.map { $0.code ?? -1 } == sample.codes)
        #expect(replies.flatMap(\.oddities) == sample.oddities)
    }

    @Test(arguments: ReplySample.all)
    func everyCutGivesTheSameReplies(sample: ReplySample) {
        let stream = sample.stream
        let whole = replies([stream[...]])

        for first in 0...stream.count {
            #expect(replies([stream[..<first], stream[first...]]) == whole, "cut at \(first)")
        }
        #expect(replies(stream.indices.map { stream[$0...$0] }) == whole, "octet by octet")
        if stream.count < 30 {
            for first in 0...stream.count {
                for second in first...stream.count {
                    let pieces = [stream[..<first], stream[first..<second], stream[second...]]
                    #expect(replies(pieces) == whole, "cut at \(first) and \(second)")
                }
            }
        }
    }

    @Test(arguments: ReplySample.all)
    func noOctetIsLost(sample: ReplySample) {
        #expect(replies([sample.stream[...]]).flatMap(\.octets) == sample.stream)
    }

    @Test(arguments: ReplySample.all)
    func onlyUnfinishedSamplesLeaveSomething(sample: ReplySample) {
        var parser = ReplyParser()

        _ = parser.receive(sample.stream[...])

        #expect(parser.isMidReply == sample.isUnfinished)
        #expect((parser.finish() != nil) == sample.isUnfinished)
        #expect(!parser.isMidReply)
        #expect(parser.finish() == nil)
    }

    @Test func aReplyAfterFinishStartsAfresh() {
        var parser = ReplyParser()
        _ = parser.receive(Array("250-half\r\n250-hal".utf8)[...])
        _ = parser.finish()

        let next = parser.receive(Array("550 no\r\n".utf8)[...])

        #expect(next.map(\.code) == [550])
        #expect(next.flatMap(\.oddities) == [])
    }

    @Test func textOfEnhancedRepliesIsSplit() throws {
        let reply = try #require(
            replies([Array("550-5.7.1 no\r\n550 5.7.1  way\r\n".utf8)[...]]).first)

        #expect(reply.enhanced == EnhancedStatus(class: 5, subject: 7, detail: 1))
        #expect(reply.lines.map(\.text.text) == ["5.7.1 no", "5.7.1  way"])
        #expect(reply.lines.map(\.words.text) == ["no", "way"])
        #expect(reply.outcome == .permanentFailure)
    }

    @Test func wordsBehindAnEnhancedCodeWithLeadingZerosLoseNothing() throws {
        let reply = try #require(replies([Array("550 5.007.01 no\r\n".utf8)[...]]).first)

        #expect(reply.lines[0].words.text == "no")
    }

    @Test(arguments: [
        ("5.7.1 x", "5.7.1"), ("2.0.0", "2.0.0"), ("4.999.999\tx", "4.999.999"),
    ])
    func enhancedCodesAreReadAtTheStart(text: String, expected: String) {
        #expect(EnhancedStatus(startOf: Array(text.utf8)[...])?.description == expected)
    }

    @Test(arguments: [
        "", "5", "5.", "5.7", "5.7.", "3.1.1 x", "1.2.3", "5.7.1234", "5.7.1.2", "x5.7.1", " 5.7.1",
        "55.1.1",
    ])
    func otherStartsAreNoEnhancedCodes(text: String) {
        #expect(EnhancedStatus(startOf: Array(text.utf8)[...]) == nil)
    }

    @Test func aLineOfExactlyTheLimitIsKeptWhole() {
        let line =
            Array("250 ".utf8) + [UInt8](repeating: 120, count: ReplyParser.lineLimit - 6)
            + [13, 10]

        let reply = replies([line[...]])

        #expect(reply.flatMap(\.octets) == line)
        #expect(reply.flatMap(\.oddities) == [.overlong(octets: 65_536)])
    }

    @Test(arguments: [1, 2, 3, 70_000])
    func octetsBeyondTheLimitAreCountedAndTheNextReplyIsWhole(excess: Int) {
        let line =
            Array("250 ".utf8)
            + [UInt8](repeating: 120, count: ReplyParser.lineLimit - 6 + excess) + [13, 10]

        let whole = replies([(line + Array("221 bye\r\n".utf8))[...]])
        let pieces = replies(
            stride(from: 0, to: line.count, by: 1_000).map {
                line[$0..<min($0 + 1_000, line.count)]
            })

        #expect(whole.map(\.code) == [250, 221])
        #expect(whole[0].lines[0].octets.count == ReplyParser.lineLimit)
        #expect(whole[0].lines[0].omittedOctets == excess)
        #expect(whole[0].oddities == [.lineCut(omitted: excess)])
        #expect(whole[1].oddities == [])
        #expect(pieces == [whole[0]])
    }

    @Test func aLineWithoutEndCostsBoundedMemory() {
        var parser = ReplyParser()
        let piece = [UInt8](repeating: 120, count: 65_536)

        for _ in 0..<64 { #expect(parser.receive(piece[...]).isEmpty) }
        let rest = parser.finish()

        #expect(rest?.octets.count == ReplyParser.lineLimit)
        #expect(rest?.lines[0].omittedOctets == 63 * 65_536)
    }

    @Test(arguments: [999, 1_000, 1_001, 5_000])
    func linesBeyondTheLimitAreCountedAndTheLastIsKept(count: Int) throws {
        let stream =
            (1..<count).flatMap { Array("250-line \($0)\r\n".utf8) }
            + Array("250 last\r\n".utf8)

        let reply = try #require(replies([stream[...]]).first)

        #expect(reply.lines.count == min(count, 1_000))
        #expect(reply.lines.last?.text.text == "last")
        #expect(reply.lines.count + reply.omittedLines == count)
        #expect(reply.oddities == (count > 1_000 ? [.replyCut(omitted: count - 1_000)] : []))
    }

    @Test func anEndlessReplyCostsBoundedMemory() throws {
        var parser = ReplyParser()
        let piece = Array(repeating: Array("250-x\r\n".utf8), count: 100).flatMap { $0 }

        for _ in 0..<200 { #expect(parser.receive(piece[...]).isEmpty) }
        let rest = parser.finish()
        let reply = try #require(rest)

        #expect(reply.lines.count == 1_000)
        #expect(reply.omittedLines == 19_000)
        #expect(reply.oddities.contains(.missingFinalLine))
        #expect(reply.oddities.contains(.replyCut(omitted: 19_000)))
    }

    @Test func odditiesAreBoundedToo() throws {
        let stream =
            (0..<500).flatMap { Array("\(200 + $0 % 300)-x\r\n".utf8) }
            + Array("250 x\r\n".utf8)

        let reply = try #require(replies([stream[...]]).first)

        #expect(reply.oddities.count <= 64)
    }

    @Test func noiseLosesNoOctetInAnyCut() {
        var noise = Noise(seed: 1)
        for round in 0..<400 {
            let stream = noise.octets(upTo: 300, from: Array("2545 --.\r\n\r\n\0x0".utf8))
            var pieces: [ArraySlice<UInt8>] = []
            var start = 0
            while start < stream.count {
                let end = min(stream.count, start + 1 + noise.next(below: 12))
                pieces.append(stream[start..<end])
                start = end
            }

            let whole = replies([stream[...]])

            #expect(whole.flatMap(\.octets) == stream, "round \(round)")
            #expect(replies(pieces) == whole, "round \(round)")
        }
    }

    @Test func piecesAreReadInPlaceWhateverTheirIndices() {
        let stream = Array("??250 ok\r\n??".utf8)

        #expect(replies([stream[2..<10]]).map(\.octets.text) == ["250 ok\r\n"])
    }

    @Test func everyOddityHasASentence() {
        for oddity in ReplySample.all.flatMap(\.oddities) {
            #expect(!oddity.sentence.isEmpty)
            #expect(oddity.source?.hasPrefix("RFC ") ?? true)
        }
    }
}
