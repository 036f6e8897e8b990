import Glibc
import SMTPLab
import SMTPTrace
import ScopeEngine

/// The lab without a screen.
package enum LabRuns {
    /// All scenarios, one line each.
    package static func list() -> String {
        let width = (LabScenario.ids.map(\.utf8.count).max() ?? 0) + 2
        return LabScenario.all.map { scenario in
            let gap = String(repeating: " ", count: width - scenario.id.utf8.count)
            return scenario.id + gap + scenario.title + "\n"
        }.joined()
    }

    /// Writes what a scenario does, as its file says it; gives the exit code.
    package static func tellAbout(_ name: String) -> Int32 {
        guard let text = LabScenario.source(of: name) else { return refuse(name) }
        Files.writeAll(text, to: 1)
        return 0
    }

    private static func refuse(_ name: String) -> Int32 {
        complain("there is no scenario \"\(name)\"; smtpscope lab --list names them.")
        return 1
    }

    /// Opens a scenario to other programs until a signal ends this one; gives the exit code.
    /// `address` is host:port, or a port on loopback. The log goes to standard output; the
    /// certificate to trust is written to `authorityFile`, what clients do is recorded where the
    /// connection's plan says, if they are named. Of the plan the seed counts too, and nothing else.
    package static func serve(
        _ name: String, on address: String, authorityFile: String?, connection: ConnectionPlan
    ) -> Int32 {
        guard let scenario = LabScenario.named(name) else { return refuse(name) }
        guard let (host, port) = place(address) else {
            complain("--listen \(address): use host:port, as in 127.0.0.1:2525.")
            return 1
        }
        if let problem = connection.recordingProblem {
            complain(problem)
            return 1
        }
        let ending = EndingSignals()
        let recorder = connection.record.map { Recorder(RecordingPlan(file: $0)) }
        defer { recorder?.close() }
        var note: (@Sendable (TraceEvent) -> Void)?
        if let recorder {
            note = { event in
                if let problem = recorder.note(event) { complain(problem) }
            }
        }
        do throws(EngineError) {
            let listener = try LabListener(
                scenario, host: host, port: port, seed: connection.labSeed, note: note, log: tell)
            return serve(listener, scenario, authorityFile: authorityFile, ending)
        } catch {
            complain(error.description)
            return 1
        }
    }

    private static func serve(
        _ listener: LabListener, _ scenario: LabScenario, authorityFile: String?,
        _ ending: EndingSignals
    ) -> Int32 {
        defer { listener.shutDown() }
        if let authorityFile {
            do throws(FileError) {
                try Files.write(listener.authorityPEM, to: authorityFile, mode: 0o644)
            } catch {
                complain(error.description)
                return 1
            }
        }
        say("\(scenario.id): \(scenario.title)")
        say("listening on \(listener.address); ^C ends it")
        if !isLoopback(listener.address) { say("anybody who can reach this address can use it") }
        ending.whenOneComes { listener.stop() }
        listener.wait()
        return 0
    }

    private static func tell(_ line: LabListener.Line) {
        say("\(line.at.brief) connection \(line.connection): \(line.text)")
    }

    static func say(_ text: String) {
        Files.writeAll(Array((text + "\n").utf8), to: 1)
    }

    private static func isLoopback(_ address: String) -> Bool {
        address.hasPrefix("127.") || address.hasPrefix("[::1]") || address.hasPrefix("localhost")
    }

    /// "127.0.0.1:2525", "[::1]:2525" or "2525", which means loopback.
    static func place(_ address: String) -> (host: String, port: Int)? {
        guard let colon = address.lastIndex(of: ":") else {
            return port(address).map { ("127.0.0.1", $0) }
        }
        var host = String(address[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        guard !host.isEmpty else { return nil }
        return port(String(address[address.index(after: colon)...])).map { (host, $0) }
    }

    private static func port(_ text: String) -> Int? {
        Int(text).flatMap { (0...65_535).contains($0) ? $0 : nil }
    }
}
