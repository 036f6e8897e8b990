import Testing

@testable import ScopeApp

@Suite struct UnpackerTests {
    private static let text = Array("550 5.1.1 <bob@example.org>: user unknown\n".utf8)

    /// The text as `gzip` and as `zstd` packed it.
    private static let packed: [[UInt8]] = [
        [
            31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 51, 53, 53, 80, 48, 213, 51, 212, 51, 84, 176, 73, 202,
            79, 114, 72, 173, 72, 204, 45, 200, 73, 213, 203, 47, 74, 183, 179, 82, 40, 45, 78, 45,
            82, 40, 205, 203, 206, 203, 47, 207, 227, 2, 0, 224, 185, 7, 13, 42, 0, 0, 0,
        ],
        [
            40, 181, 47, 253, 4, 88, 81, 1, 0, 53, 53, 48, 32, 53, 46, 49, 46, 49, 32, 60, 98, 111,
            98, 64, 101, 120, 97, 109, 112, 108, 101, 46, 111, 114, 103, 62, 58, 32, 117, 115, 101,
            114, 32, 117, 110, 107, 110, 111, 119, 110, 10, 86, 18, 142, 209,
        ],
    ]

    private func unpack(
        _ file: [UInt8], pieces: Int = .max, limit: Int = 1 << 20
    ) -> (octets: [UInt8], ending: Unpacker.Ending)? {
        guard let unpacker = Unpacker(startingLike: file[...], limit: limit) else { return nil }
        var octets: [UInt8] = []
        var rest = file[...]
        while !rest.isEmpty {
            let piece = rest.prefix(pieces)
            rest = rest.dropFirst(piece.count)
            let goesOn = unpacker.append(piece) { out in
                octets += out
                return true
            }
            if !goesOn { break }
        }
        return (octets, unpacker.ending)
    }

    @Test(arguments: packed) func filesAreUnpackedHoweverTheyAreCutInReading(file: [UInt8]) {
        for pieces in 1...file.count {
            let result = unpack(file, pieces: pieces)

            #expect(result?.octets == Self.text)
            #expect(result?.ending == .whole)
        }
    }

    @Test(arguments: packed) func joinedFilesAreOne(file: [UInt8]) {
        let result = unpack(file + file)

        #expect(result?.octets == Self.text + Self.text)
        #expect(result?.ending == .whole)
    }

    @Test(arguments: packed) func paddingBehindAFileIsNoDamage(file: [UInt8]) {
        let result = unpack(file + [UInt8](repeating: 0, count: 40))

        #expect(result?.octets == Self.text)
        #expect(result?.ending == .whole)
    }

    @Test(arguments: packed, [1, 30, .max])
    func whatFollowsAPackedFileIsNotPassedOverInSilence(file: [UInt8], pieces: Int) {
        let result = unpack(file + Self.text, pieces: pieces)

        #expect(result?.octets == Self.text)
        // In single octets it looks damaged before it looks like something else.
        #expect(result?.ending == .followed || pieces == 1 && result?.ending == .broken)
    }

    @Test(arguments: packed) func everyCutIsACut(file: [UInt8]) {
        for length in 4..<file.count {
            #expect(unpack(Array(file[..<length]))?.ending == .cut)
        }
    }

    @Test(arguments: packed) func damageStopsWithoutATrap(file: [UInt8]) {
        var stopped = 0
        for index in file.indices.dropFirst(4) {
            var hostile = file
            hostile[index] ^= 0x55
            let result = unpack(hostile, limit: 1 << 16)
            #expect((result?.octets.count ?? 0) <= 1 << 16)
            if result?.ending != .whole { stopped += 1 }
        }
        #expect(stopped > file.count / 2)
    }

    @Test(arguments: packed) func nothingGrowsBeyondTheLimit(file: [UInt8]) {
        let result = unpack(file, limit: 10)

        #expect(result?.octets.isEmpty == true)
        #expect(result?.ending == .tooLarge)
    }

    @Test func otherFilesAreLeftAlone() {
        #expect(unpack(Self.text) == nil)
        #expect(unpack([]) == nil)
        #expect(unpack([31]) == nil)
    }
}
