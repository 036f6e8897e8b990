import Dispatch
import SMTPTrace
import ScopeModel

/// What the screen does with the recording it shows, and with that of the session.
extension ScreenLoop {
    func save(_ path: String, _ write: (String) throws(FileError) -> Void) {
        do throws(FileError) {
            try write(path)
            update(.done("saved \(path)"))
        } catch {
            update(.failed(error.description))
        }
    }

    func saveRecording(to path: String, _ replaces: Bool) {
        save(path) { path throws(FileError) in
            guard let recording else {
                return try host.saveRecording(to: path, replaces: replaces)
            }
            guard let copy = recording.copy else {
                throw FileError("what came through the pipe could not be kept: nothing to save")
            }
            try copy.write(to: path, replaces: replaces)
        }
    }

    func saveScript(to path: String, _ replaces: Bool) {
        let all = recording.map { $0.events(0..<(model.player?.count ?? 0)) }
        do throws(FileError) {
            let events = if let all { all } else { try ScreenScripts.events(of: host.recording) }
            let remark = try ScreenScripts.save(events, to: path, replaces: replaces)
            update(.done("saved \(path)" + (remark.map { "; " + $0 } ?? "")))
        } catch {
            update(.failed(error.description))
        }
    }

    /// Large recordings take seconds: keys are answered meanwhile.
    func compare(with path: String) {
        let name = model.player?.name ?? "this session"
        let own = recording.map(\.rereadablePath) ?? host.recording
        var events: [TraceEvent]?
        if own == nil { events = recording?.events(0..<(model.player?.count ?? 0)) }
        answersDue += 1
        DispatchQueue.global(qos: .userInitiated).async { [answers, events] in
            answers.post(ScreenComparison.answer(events, own, with: path, name))
        }
    }

    func readAnswers() {
        for answer in answers.take() {
            answersDue -= 1
            update(answer)
        }
    }

    func add(_ note: PlayerNote) {
        guard let recording else { return }
        do throws(FileError) {
            update(.noted(note, try recording.add(note)))
        } catch {
            update(.failed(error.description))
        }
    }
}
