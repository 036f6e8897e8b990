import Glibc
import Testing

@testable import ScopeEngine

/// When an answer is waited for awake.
@Suite
struct VigilTests {
    /// How many answers are waited for asleep before the next vigil is due.
    private func rest(of vigil: inout Vigil) -> Int {
        var count = 0
        while !vigil.isDue() { count += 1 }
        return count
    }

    @Test("A server that answers in time is always waited for awake")
    func near() {
        var vigil = Vigil()

        for _ in 0..<10 { vigil.note(.saved) }

        #expect(rest(of: &vigil) == 0)
    }

    @Test("Each vigil in vain doubles the rest, up to a limit")
    func far() {
        var vigil = Vigil()

        let rests = (0..<15).map { _ in
            vigil.note(.inVain)
            return rest(of: &vigil)
        }

        #expect(rests == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 4096, 4096])
    }

    @Test("One answer in time makes good; one that was there already says nothing")
    func mended() {
        var vigil = Vigil()
        for _ in 0..<5 { vigil.note(.inVain) }

        vigil.note(.unneeded)
        vigil.note(.inVain)
        let unmended = rest(of: &vigil)
        vigil.note(.saved)
        vigil.note(.inVain)

        #expect(unmended == 32)
        #expect(rest(of: &vigil) == 1)
    }

    @Test("Looking sees octets and the end of a stream, and gives up soon")
    func looking() throws {
        let (ours, theirs) = try SocketPair.make()
        defer { close(ours) }

        let empty = Vigil.look(at: ours)
        _ = write(theirs, "2", 1)
        let full = Vigil.look(at: ours)
        var octet: UInt8 = 0
        _ = read(ours, &octet, 1)
        close(theirs)
        let ended = Vigil.look(at: ours)

        #expect(empty == .inVain)
        #expect(full == .unneeded)
        #expect(ended == .unneeded)
    }
}
