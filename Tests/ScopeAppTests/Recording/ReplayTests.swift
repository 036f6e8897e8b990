import Dispatch
import Glibc
import SMTPTrace
import ScopeModel
import ScopeView
import TerminalCore
import TestSupport
import Testing

@testable import ScopeApp

/// Sessions with the practice server, played again from the file they were recorded in.
@Suite(.serialized) struct ReplayTests {
    private static let letter = [
        "EHLO me.test", "MAIL FROM:<ann@x.test>", "RCPT TO:<bob@lab.test>",
        "RCPT TO:<nobody@far.test>", "DATA", "Subject: hi", "", "..dot", ".", "QUIT",
    ]

    /// What happened, as the screen was told, and the file. Blocks its thread.
    private static func talk(_ lab: String, _ lines: [String], to file: String) -> [TraceEvent] {
        var plan = RecordingPlan(file: file)
        plan.isAnnounced = true
        let host = SessionHost(plan: .none, recording: plan, givesUp: false)
        var events: [TraceEvent] = []
        var transcript = Transcript()
        var left = lines[...]
        _ = host.carry(.connect(ConnectRequest(target: "lab:" + lab)))
        while true {
            var descriptor = pollfd(fd: host.facts.descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&descriptor, 1, 10_000) > 0 else { break }
            for event in host.facts.take() {
                events.append(event)
                transcript.note(event)
            }
            guard let link = transcript.link, link.waiting == nil else { continue }
            guard link.isLive, link.state == .open, let line = left.popFirst() else {
                if link.isLive, link.state == .open { _ = host.carry(.disconnect(.close)) }
                if case .ended = link.state { break }
                continue
            }
            if line == "STARTTLS" {
                _ = host.carry(.startTLS)
            } else {
                _ = host.carry(.send(Array((line + "\r\n").utf8)))
            }
        }
        host.stop()
        return events + host.facts.take()
    }

    /// Reads the whole file, as the loop of the screen does.
    private static func open(_ file: String, _ size: Size) throws -> (Model, OpenedRecording) {
        let opened = try OpenedFile(path: file)
        var model = Model(screen: size)
        while !opened.isOver {
            for message in opened.next() { _ = model.update(message) }
        }
        return (model, try #require(opened.recording))
    }

    /// All of a frame but the rows that tell that it is a recording.
    private static func comparable(_ model: Model) -> [String] {
        let layout = model.layout
        let own = [layout.promptRow, layout.completionRow, layout.statusRow, layout.hintRow]
        let grid = render(model)
        let roles = grid.rolePlane.split(separator: "\n", omittingEmptySubsequences: false)
        return (0..<grid.size.rows).filter { !own.contains($0) }
            .map { grid.text(row: $0) + "|" + roles[$0] }
    }

    @Test(
        arguments: zip(
            [
                "healthy", "relay-denied", "greylisting", "content-rejected", "cert-expired",
                "lost-after-dot", "bare-lf", "starttls-injection", "broken-reply",
            ],
            [
                Size(columns: 120, rows: 36), Size(columns: 80, rows: 24),
                Size(columns: 40, rows: 12),
            ].repeated(3)))
    func everyEventShowsWhatTheSessionShowed(lab: String, size: Size) async throws {
        let folder = try Folder()
        let file = folder.path + "/a.smtprec"
        let isSecure = lab == "cert-expired" || lab == "starttls-injection"
        let lines = (isSecure ? ["EHLO me.test", "STARTTLS"] : []) + Self.letter
        let events = await withCheckedContinuation { continuation in
            // Not in the tests' pool of few threads: whatever waits there would wait for us.
            DispatchQueue(label: "talk").async {
                continuation.resume(returning: Self.talk(lab, lines, to: file))
            }
        }
        var (player, source) = try Self.open(file, size)
        #expect(player.player?.count == events.count)
        var live = Model(screen: size)
        _ = live.update(.input(.key(.escape)))
        _ = player.run("seek start")

        for (index, event) in events.enumerated() {
            _ = live.update(.traces([event]))
            for case .recall(let range) in player.run("step") {
                _ = player.update(.recalled(source.events(range), from: range.lowerBound))
            }

            #expect(player.player?.position == index + 1)
            #expect(Self.comparable(player) == Self.comparable(live), "event \(index + 1)")
        }
        #expect(events.count > 8)
    }

    /// Octets changed, lines doubled, dropped and swapped: what a seek shows is still what the
    /// first events fold into, and nothing traps.
    @Test(arguments: 0..<12)
    func aDamagedFileIsPlayedAsFarAsItGoes(seed: Int) async throws {
        let folder = try Folder()
        let file = folder.path + "/a.smtprec"
        _ = await withCheckedContinuation { continuation in
            DispatchQueue(label: "talk").async {
                continuation.resume(returning: Self.talk("healthy", Self.letter, to: file))
            }
        }
        var noise = Noise(seed: UInt64(seed))
        var lines = try Files.read(file).split(separator: 10).map(Array.init)
        for _ in 0..<30 {
            // The first line stays: without it this is no recording.
            let one = 1 + noise.below(lines.count - 1)
            let other = 1 + noise.below(lines.count - 1)
            switch noise.below(4) {
            case 0: lines[one][noise.below(lines[one].count)] = UInt8(noise.below(256))
            case 1: lines.insert(lines[one], at: other)
            case 2: lines.swapAt(one, other)
            default: if lines.count > 20 { lines.remove(at: one) }
            }
        }
        try Files.write(Array(lines.joined(separator: [10])), to: file)
        let size = Size(columns: 80, rows: 24)
        var (player, source) = try Self.open(file, size)
        let count = player.player?.count ?? 0
        let events = source.events(0..<count)
        #expect(events.count == count)

        for _ in 0..<12 {
            let target = noise.below(count + 1)
            for case .recall(let range) in player.run("seek #\(target)") {
                _ = player.update(.recalled(source.events(range), from: range.lowerBound))
            }
            var live = Model(screen: size)
            _ = live.update(.input(.key(.escape)))
            _ = live.update(.traces(Array(events[..<target])))

            #expect(player.player?.position == target)
            #expect(Self.comparable(player) == Self.comparable(live), "event \(target)")
        }
        for key in "}}{]r[r]c.,,;" { _ = player.update(.input(.key(.character(key)))) }
    }
}

/// Numbers that look random and are the same for the same seed.
private struct Noise {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func below(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(max(limit, 1)))
    }
}

extension Array {
    fileprivate func repeated(_ count: Int) -> [Element] { (0..<count).flatMap { _ in self } }
}
