import Glibc
import Testing

@testable import CursesTerminal

@Suite(.serialized) struct SignalDoorbellTests {
    @Test func signalsRingOnceEachInTheirOrder() {
        let doorbell = SignalDoorbell()
        #expect(doorbell.descriptor >= 0)
        #expect(doorbell.read().isEmpty)

        raise(SIGWINCH)
        raise(SIGTERM)
        raise(SIGPIPE)

        #expect(doorbell.read() == [.resized, .terminate])
        #expect(doorbell.read().isEmpty)
    }

    @Test func aSecondDeadlySignalIsJustAnotherOnceTheFirstWasRead() {
        let doorbell = SignalDoorbell()

        raise(SIGINT)
        #expect(doorbell.read() == [.interrupt])
        raise(SIGINT)
        #expect(doorbell.read() == [.interrupt])
    }

    @Test func exitCodesAreThoseOfTheShell() {
        #expect(Signal.terminate.exitCode == 143 && Signal.hangUp.exitCode == 129)
    }
}
