import Glibc
import SMTPTrace
import TestSupport
import Testing

@testable import ScopeApp

struct RecorderTests {
    private static func event(_ number: Int) -> TraceEvent {
        TraceEvent(at: .microseconds(number), connection: 1, fact: .note("fact \(number)"))
    }

    private static func read(_ path: String) throws -> (events: [TraceEvent], RecordingCondition) {
        var reader = RecordingReader(checksSums: true)
        let events = reader.receive(try Files.read(path)[...])
        return (events, reader.condition)
    }

    @Test func aSessionIsInTheShelfWithoutBeingAskedFor() throws {
        let place = try Folder()
        let recorder = Recorder(RecordingPlan(folder: place.path + "/r"))
        #expect(recorder.path == nil)

        for number in 1...100 { recorder.note(Self.event(number)) }
        recorder.close()

        let path = try #require(RecordingShelf.all(in: place.path + "/r").first)
        let (events, condition) = try Self.read(path)
        #expect(recorder.path == path)
        #expect(events == (1...100).map(Self.event))
        #expect(condition == .complete)
        var status = stat()
        stat(path, &status)
        #expect(status.st_mode & 0o777 == 0o600)
    }

    @Test func everyFactIsInTheFileAsSoonAsItWasNoted() throws {
        let place = try Folder()
        let recorder = Recorder(RecordingPlan(folder: place.path + "/r"))
        for number in 1...70 {
            recorder.note(Self.event(number))

            let (events, condition) = try Self.read(try #require(recorder.path))
            #expect(events.count == number)
            #expect(condition == .cut(after: number))
        }
    }

    @Test func onlyTheNewestAreKept() throws {
        let place = try Folder()
        let folder = place.path + "/r"
        try Files.makeFolder(folder)
        for number in 1_000..<1_205 {
            try Files.write([], to: folder + "/\(number)-x.smtprec")
        }
        try Files.write([], to: folder + "/mine.smtprec")
        defer { unlink(folder + "/mine.smtprec") }

        let recorder = Recorder(RecordingPlan(folder: folder))
        recorder.note(Self.event(1))

        let all = RecordingShelf.all(in: folder)
        #expect(all.count == 200)
        #expect(all.last == recorder.path)
        #expect(all.first == folder + "/1006-x.smtprec")
        #expect(access(folder + "/mine.smtprec", F_OK) == 0)
    }

    @Test func theFirstRecordingOfAllIsAnnounced() throws {
        let place = try Folder()
        let plan = RecordingPlan(folder: place.path + "/r", isAnnounced: true)

        let told = (1...2).flatMap { _ in
            let recorder = Recorder(plan)
            defer { recorder.close() }
            return (1...3).compactMap { recorder.note(Self.event($0)) }
        }

        #expect(told.count == 1)
        #expect(told.first?.hasPrefix("Sessions are recorded in \(place.path)/r") == true)
    }

    @Test func aFolderThatCannotBeMadeIsToldOnce() throws {
        let place = try Folder()
        try Files.write([], to: place.path + "/wall")
        let recorder = Recorder(RecordingPlan(folder: place.path + "/wall/x"))

        let told = (1...10).compactMap { recorder.note(Self.event($0)) }
        recorder.close()

        #expect(told.count == 1)
        #expect(told.first?.hasSuffix("This session is not recorded.") == true)
    }

    @Test func aFullDiskIsToldOnce() {
        let recorder = Recorder(RecordingPlan(file: "/dev/full"))

        let told = (1...10).compactMap { recorder.note(Self.event($0)) }
        recorder.close()

        #expect(
            told == [
                "cannot write /dev/full: No space left on device. This session is not recorded."
            ])
    }

    @Test func aCopyOfWhatWasRecordedSoFarIsComplete() throws {
        let place = try Folder()
        let recorder = Recorder(RecordingPlan(file: place.path + "/own.smtprec"))
        #expect(throws: FileError.self) {
            try recorder.copy(to: place.path + "/x.smtprec", replaces: false)
        }
        for number in 1...70 { recorder.note(Self.event(number)) }

        let copy = place.path + "/copy.smtprec"
        try recorder.copy(to: copy, replaces: false)
        recorder.note(Self.event(71))
        let whole = place.path + "/whole.smtprec"
        recorder.close()
        try recorder.copy(to: whole, replaces: false)

        for (path, count) in [(copy, 70), (whole, 71), (place.path + "/own.smtprec", 71)] {
            let (events, condition) = try Self.read(path)
            #expect(events == (1...count).map(Self.event))
            #expect(condition == .complete)
        }
        var status = stat()
        stat(copy, &status)
        #expect(status.st_mode & 0o777 == 0o600)
    }

    @Test func aCopyReplacesNothingUnlessAskedTo() throws {
        let place = try Folder()
        let own = place.path + "/own.smtprec"
        let path = place.path + "/letter.smtprec"
        try Files.write(Array("Dear Bob".utf8), to: path)
        let recorder = Recorder(RecordingPlan(file: own))
        recorder.note(Self.event(1))

        let refusal = #expect(throws: FileError.self) {
            try recorder.copy(to: path, replaces: false)
        }
        #expect(refusal?.description.contains("save! replaces it") == true)
        #expect(try Files.read(path) == Array("Dear Bob".utf8))
        try recorder.copy(to: path, replaces: true)
        #expect(try Self.read(path).1 == .complete)
        let itself = #expect(throws: FileError.self) { try recorder.copy(to: own, replaces: true) }
        #expect(itself?.description.contains("itself") == true)
        recorder.note(Self.event(2))
        recorder.close()
        #expect(try Self.read(own).0.count == 2)
    }

    @Test func aFileThatIsNoRecordingIsNotReplaced() throws {
        let place = try Folder()
        let path = place.path + "/own.smtprec"
        try Files.write(Array("Dear Bob".utf8), to: path)

        let told = Recorder(RecordingPlan(file: path)).note(Self.event(1))

        #expect(told?.contains("is no recording: not replaced") == true)
        #expect(try Files.read(path) == Array("Dear Bob".utf8))
    }

    @Test func aRecordingIsReplacedOnlyWhereThatWasAskedFor() throws {
        let place = try Folder()
        let path = place.path + "/own.smtprec"
        let letter = place.path + "/letter"
        try Files.write(Array("Dear Bob".utf8), to: letter)
        #expect(RecordingPlan.refusal(of: path, replaces: false) == nil)
        let recorder = Recorder(RecordingPlan(file: path))
        recorder.note(Self.event(1))
        recorder.close()

        #expect(
            RecordingPlan.refusal(of: path, replaces: false)
                == "\(path) is there already: --replace replaces it")
        #expect(RecordingPlan.refusal(of: path, replaces: true) == nil)
        #expect(
            RecordingPlan.refusal(of: letter, replaces: true)
                == "\(letter) is there already and is no recording: not replaced")
        #expect(RecordingPlan.refusal(of: "/dev/null", replaces: false) == nil)
        #expect(RecordingPlan.refusal(of: nil, replaces: false) == nil)
    }

    @Test func offMeansOffUnlessAFileIsNamed() throws {
        let place = try Folder()
        let off = Recorder(RecordingPlan(level: .off, folder: place.path + "/r"))
        off.note(Self.event(1))
        off.close()
        #expect(access(place.path + "/r", F_OK) != 0)

        let path = place.path + "/own.smtprec"
        let named = Recorder(RecordingPlan(level: .off, file: path))
        named.note(Self.event(1))
        named.close()

        #expect(try Self.read(path).1 == .complete)
    }

    @Test func factsOfManyThreadsAreAllThere() async throws {
        let place = try Folder()
        let path = place.path + "/own.smtprec"
        let recorder = Recorder(RecordingPlan(file: path))

        await withTaskGroup(of: Void.self) { group in
            for thread in 0..<8 {
                group.addTask {
                    for number in 0..<100 { recorder.note(Self.event(thread * 100 + number)) }
                }
            }
        }
        recorder.close()

        let (events, condition) = try Self.read(path)
        #expect(events.count == 800)
        #expect(condition == .complete)
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.at <= $1.at })
    }

    @Test func timesOfDayAreWrittenInUTC() {
        #expect(
            WallClock.text(seconds: 1_763_982_271, milliseconds: 7) == "2025-11-24T11:04:31.007Z")
    }
}
