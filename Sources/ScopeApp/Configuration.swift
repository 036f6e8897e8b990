import SMTPTrace
import ScopeModel
import TOMLKit

/// The user's `config.toml`: a few settings, all optional.
struct Configuration {
    var settings = Settings()
    var theme: String?
    var hostName: String?
    /// What is recorded of every session.
    var recording = RecordingLevel.all
    /// What could not be used, one sentence each. Nothing in the file stops the program.
    var problems: [String] = []

    /// Reads the file; a missing one is an empty one.
    init(path: String = Folders.configuration + "/config.toml") {
        guard let content = try? Files.read(path, limit: 1 << 20) else { return }
        do {
            let table = try TOMLTable(string: String(decoding: content, as: UTF8.self))
            for (key, value) in table { read(key, value, path) }
        } catch {
            problems.append("\(path) is no TOML: \(error)")
        }
    }

    /// What holds where there is no screen. What is wrong with the file is told once, on standard
    /// error: a setting that is mistyped must not be kept silently.
    static let withoutScreen: Configuration = {
        let configuration = Configuration()
        for problem in configuration.problems { complain(problem) }
        return configuration
    }()

    private mutating func read(_ key: String, _ value: any TOMLValueConvertible, _ path: String) {
        let text = value.string
        switch key {
        case "theme": theme = text
        case "name": hostName = text
        case "record": recording = choice(key, text, path) ?? recording
        case "annotations": settings.annotations = choice(key, text, path) ?? settings.annotations
        case "time": settings.time = choice(key, text, path) ?? settings.time
        case "layout": settings.layout = choice(key, text, path) ?? settings.layout
        case "mouse": settings.usesMouse = value.bool ?? settings.usesMouse
        default: problems.append("\(path): unknown setting \"\(key)\"")
        }
    }

    private mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, _ text: String?, _ path: String
    ) -> Choice? where Choice.RawValue == String {
        if let text, let choice = Choice(rawValue: text) { return choice }
        let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        problems.append("\(path): \(key) must be one of \(known)")
        return nil
    }
}
