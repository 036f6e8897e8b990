import SMTPTrace
import ScopeModel
import ScopeView
import TerminalCore

/// A recording as a film: each event as the screen would show it.
enum Cast {
    private static let size = Size(columns: 100, rows: 30)
    /// Events that come closer together than this share a frame.
    private static let frame = Duration.milliseconds(16)

    static func film(
        _ events: [TraceEvent], header: RecordingHeader?, title: String,
        version: CastWriter.Version, theme: ResolvedTheme
    ) -> [UInt8] {
        let start = header.flatMap { EpochTime(rfc3339: $0.created) }?.microseconds
        var options = ModelOptions()
        options.version = Version.number
        options.startedAt = (start ?? 0) / 1_000_000
        var model = Model(screen: size, options: options)
        var painter = GridPainter(theme: theme)
        var writer = CastWriter(version)
        var film = writer.header(
            columns: size.columns, rows: size.rows, timestamp: start.map { $0 / 1_000_000 },
            title: Visible.text(of: title.utf8, columns: 200))
        film += writer.output(painter.paint(render(model)), at: .zero)
        var index = 0
        while index < events.count {
            let time = events[index].at
            var batch: [TraceEvent] = []
            while index < events.count, events[index].at - time < frame {
                batch.append(events[index])
                index += 1
            }
            for label in batch.compactMap(label) { film += writer.mark(label, at: time) }
            _ = model.update(.traces(batch))
            let text = painter.paint(render(model))
            if !text.isEmpty { film += writer.output(text, at: time) }
        }
        return film
    }

    /// Where a viewer may want to jump to.
    private static func label(of event: TraceEvent) -> String? {
        switch event.fact {
        case .connected, .secured, .tlsFailed, .halfClosed, .ended, .note, .script:
            Visible.text(of: event.fact.sentence.utf8, columns: 80)
        case .resolving, .resolved, .connecting, .connectFailed, .sent, .received, .handshaking,
            .injected, .overdue, .flooded, .diagnostics, .clockMoved:
            nil
        }
    }
}
