import SMTPDiagnosis
import ScopeModel

/// A log, a transcript or a bounce message while its failures are looked for.
final class OpenedLog {
    /// So often the screen is told what was found.
    static let interval = Duration.milliseconds(100)

    private var stream = ExplainStream()
    private var progress: LogProgress
    private let clock = ContinuousClock()
    private var told: ContinuousClock.Instant?
    /// Whether more was read than was told.
    private(set) var isUntold = false

    init(path: String, size: Int?) {
        progress = LogProgress(name: path, octets: 0, size: size, isComplete: false)
    }

    /// - Parameter octets: read from the file so far.
    func receive(_ piece: ArraySlice<UInt8>, octets: Int) -> [Message] {
        stream.append(piece)
        progress.octets = octets
        if let told, clock.now - told < Self.interval {
            isUntold = true
            return []
        }
        return tell()
    }

    /// What was found so far.
    func tell() -> [Message] {
        told = clock.now
        isUntold = false
        return [.log(stream.soFar, progress)]
    }

    func finish(octets: Int) -> [Message] {
        progress.octets = octets
        progress.isComplete = true
        return [.log(stream.finish(), progress)]
    }
}
