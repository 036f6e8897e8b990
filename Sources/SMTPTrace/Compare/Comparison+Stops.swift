/// Where a recording stopped while the talk went on: it was saved in the middle, or its program was
/// killed.
package struct RecordingStop: Sendable {
    /// Connections without an end.
    private var open: Set<Int> = []
    /// Whether there may have been more connections.
    private var lacksConnections = false

    /// It tells the whole story.
    package static let none = RecordingStop()

    private init() {}

    /// `isCut`: the file has no end.
    package init(_ events: [TraceEvent], isCut: Bool) {
        for event in events where event.connection > 0 {
            switch event.fact {
            case .connected, .sent, .received: open.insert(event.connection)
            case .ended: open.remove(event.connection)
            case .resolving, .resolved, .connecting, .connectFailed, .handshaking, .secured,
                .tlsFailed, .injected, .overdue, .flooded, .halfClosed, .diagnostics, .clockMoved,
                .note, .script:
                break
            }
        }
        lacksConnections = isCut || !open.isEmpty
    }

    /// Whether a connection may have gone on; nil is one that is not there.
    func concerns(_ connection: Int?) -> Bool { connection.map(open.contains) ?? lacksConnections }
}

extension Comparison {
    /// What is missing behind the stop of a recording is told once, as that, and is no change.
    mutating func forgive(from first: Int, _ stops: (one: Bool, other: Bool)) {
        guard stops.one || stops.other else { return }
        let end = steps[first...].lastIndex { $0.before != nil && $0.after != nil } ?? first - 1
        let tail = (end + 1)..<steps.count
        if stops.one, tail.allSatisfy({ steps[$0].before == nil }) {
            stop("first", tail, first..<tail.lowerBound) { ($0.before, $0.after) }
        }
        if stops.other, tail.allSatisfy({ steps[$0].after == nil }) {
            stop("second", tail, first..<tail.lowerBound) { ($0.after, $0.before) }
        }
    }

    /// - Parameters:
    ///   - tail: the steps that only the other recording has.
    ///   - both: those in front of it, which both have.
    private mutating func stop(
        _ name: String, _ tail: Range<Int>, _ both: Range<Int>,
        _ sides: (Step) -> (own: Turn?, other: Turn?)
    ) {
        var place = tail.first
        for index in both.reversed() {
            // Nobody saw the answers to the last lines.
            let (own, other) = sides(steps[index])
            guard let own, let other, own.kind != .event, own.answers.isEmpty else { break }
            guard !other.answers.isEmpty else { continue }
            steps[index].differences = []
            place = index
        }
        guard let place else { return }
        for index in tail { steps[index].differences = [] }
        let step = (steps[place].before ?? steps[place].after)?.label ?? ""
        let count = steps.count - place - 1
        steps[place].differences = [
            Difference(
                kind: .stopped, step: step,
                text: "the \(name) recording stopped here"
                    + (count == 0
                        ? "" : count == 1 ? "; one step more" : "; \(count) steps more"))
        ]
    }
}
