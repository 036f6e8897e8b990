extension Export {
    /// The transcript as plain text, one line for each line of the talk. The stable form tells
    /// neither times nor addresses, and volatile values get names.
    package func text(isStable: Bool) -> String {
        guard isStable else {
            return events.flatMap(Self.plainLines).map { $0 + "\n" }.joined()
        }
        var volatile = VolatileValues()
        var text = ""
        for event in events {
            switch event.fact {
            case .sent, .received, .secured, .tlsFailed, .ended, .note, .diagnostics, .injected,
                .flooded, .halfClosed, .script:
                for line in Self.plainLines(of: event) {
                    text += volatile.renamed(String(line.dropFirst(Self.timeColumns))) + "\n"
                }
            case .resolving, .resolved, .connecting, .connected, .connectFailed, .handshaking,
                .overdue, .clockMoved:
                break
            }
        }
        return text
    }
}
