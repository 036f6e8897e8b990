import SMTPTrace
import ScopeEngine

/// Serves a recording without a screen.
package enum RecordingServer {
    /// Plays the server's side to other programs until a signal ends this one; gives the exit
    /// code. `address` is host:port, or a port on loopback. Every answer is told with its reason.
    package static func serve(_ path: String, on address: String, keepsPace: Bool) -> Int32 {
        guard let (host, port) = LabRuns.place(address) else {
            complain("--listen \(address): use host:port, as in 127.0.0.1:2525.")
            return 1
        }
        do throws(FileError) {
            let recording = try LoadedRecording(path: path)
            let talks = ServedTalk.all(in: recording.events)
            guard !talks.isEmpty else {
                complain("in \(path) no server says anything: there is nothing to serve.")
                return 1
            }
            return serve(talks, recording, path, (host, port), keepsPace)
        } catch {
            complain(error.description)
            return 1
        }
    }

    private static func serve(
        _ talks: [ServedTalk], _ recording: LoadedRecording, _ path: String,
        _ place: (host: String, port: Int), _ keepsPace: Bool
    ) -> Int32 {
        let names = recording.events.lazy.compactMap { event -> [String]? in
            if case .secured(let report) = event.fact { report.chain.first?.names } else { nil }
        }.first
        do throws(EngineError) {
            let listener = try RecordingListener(
                talks, names: names ?? [], host: place.host, port: place.port,
                keepsPace: keepsPace
            ) { connection, sentence in
                LabRuns.say("connection \(connection): \(sentence)")
            }
            defer { listener.shutDown() }
            let count = talks.count == 1 ? "one connection" : "\(talks.count) connections"
            LabRuns.say("\(path): \(count), \(recording.condition)")
            LabRuns.say("listening on \(listener.address); ^C ends it")
            listener.wait()
            return 0
        } catch {
            complain(error.description)
            return 1
        }
    }
}
