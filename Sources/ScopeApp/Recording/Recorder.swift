import Dispatch
import Glibc
import SMTPTrace
import Synchronization

/// Writes every fact of a session to a file before anybody sees it: one `write()` for those that
/// are shown together, no buffer of ours, so that a killed program loses nothing that was shown.
/// The file is made with the first fact. May be called from any thread.
///
/// What fails is told once, and the session goes on without a recording.
package final class Recorder: Sendable {
    private struct State {
        var writer: RecordingWriter
        var file: RecordingFile?
        /// Octets in the file.
        var size = 0
        var isOver = false
        var synced: ContinuousClock.Instant?
    }

    /// Octets that are gathered at most before they are written.
    private static let writeLimit = 65_536

    private let plan: RecordingPlan
    private let state: Mutex<State>

    package init(_ plan: RecordingPlan) {
        self.plan = plan
        let level: RecordingLevel =
            plan.level == .off && plan.file != nil ? .all : plan.level
        state = Mutex(State(writer: RecordingWriter(level: level), isOver: level == .off))
    }

    /// The file; nil before the first fact and where none could be made.
    package var path: String? { state.withLock { $0.file?.path } }

    /// Writes the fact. What comes back is for the user, one sentence, at most twice in a session:
    /// where the first recording ever is kept, or why there is none.
    @discardableResult
    package func note(_ event: TraceEvent) -> String? { note(CollectionOfOne(event)) }

    /// Writes facts that are shown together.
    package func note(_ events: some Collection<TraceEvent>) -> String? {
        state.withLock { state -> String? in
            guard !state.isOver, !events.isEmpty else { return nil }
            let isNew = state.file == nil
            do throws(FileError) {
                if isNew { try begin(&state) }
                try write(events, &state)
            } catch {
                state.isOver = true
                return "\(error.description). This session is not recorded"
                    + (isNew ? "." : " any further.")
            }
            return isNew && plan.isAnnounced && state.file?.isFirstOfShelf == true
                ? "Sessions are recorded in \(plan.folder), without secrets; record = \"off\" in "
                    + "config.toml ends that." : nil
        }
    }

    /// Writes what was recorded so far to another file, as a recording that is complete.
    package func copy(to path: String, replaces: Bool) throws(FileError) {
        let recording = state.withLock { state -> (file: RecordingFile, copy: RecordingCopy)? in
            guard let file = state.file else { return nil }
            var writer = state.writer
            let tail = state.isOver ? [] : writer.end()
            return (file, RecordingCopy(descriptor: file.descriptor, count: state.size, tail: tail))
        }
        guard let recording else {
            throw FileError("nothing is recorded, so there is nothing to save")
        }
        try recording.copy.write(to: path, replaces: replaces)
    }

    /// Ends the file. Facts noted later are dropped.
    package func close() {
        let file = state.withLock { state -> RecordingFile? in
            guard !state.isOver, let file = state.file else { return nil }
            state.isOver = true
            defer { file.release() }
            let end = state.writer.end()
            guard file.write(end, behind: state.size) else { return nil }
            state.size += end.count
            return file
        }
        file?.sync()
    }

    private func begin(_ state: inout State) throws(FileError) {
        let created = WallClock.now
        state.file = try RecordingFile(plan, created: created)
        var header = RecordingHeader(created: created, by: "smtpscope/\(Version.number)")
        header.level = plan.level == .off ? .all : plan.level
        header.script = plan.script
        try put(state.writer.begin(header), &state)
    }

    private func write(
        _ events: some Collection<TraceEvent>, _ state: inout State
    ) throws(FileError) {
        var lines: [UInt8] = []
        var isEnd = false
        for event in events {
            lines += state.writer.write(event)
            if case .ended = event.fact { isEnd = true }
            guard lines.count >= Self.writeLimit else { continue }
            try put(lines, &state)
            lines.removeAll(keepingCapacity: true)
        }
        if !lines.isEmpty { try put(lines, &state) }
        let now = ContinuousClock.now
        guard isEnd || now - (state.synced ?? now - .seconds(2)) >= .seconds(1) else { return }
        state.synced = now
        guard let file = state.file else { return }
        // The disk may take long: the event loop does not wait for it.
        DispatchQueue.global(qos: .utility).async { file.sync() }
    }

    private func put(_ lines: [UInt8], _ state: inout State) throws(FileError) {
        guard let file = state.file else { return }
        guard file.write(lines, behind: state.size) else { throw FileError("write", file.path) }
        state.size += lines.count
    }
}
