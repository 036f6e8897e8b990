/// What `:set` knows.
package enum Setting: String, Hashable, Sendable, CaseIterable {
    case annotations, time, layout, wire, mouse, theme

    package var help: String {
        switch self {
        case .annotations: "explanations in the transcript"
        case .time: "what the time column shows"
        case .layout: "how the panes stand"
        case .wire: "line ends and control characters as they are on the wire"
        case .mouse: "whether the program listens to the mouse"
        case .theme: "the colours"
        }
    }

    /// What it may be set to.
    func values(in model: Model) -> [String] {
        switch self {
        case .annotations: Settings.Annotations.allCases.map(\.rawValue)
        case .time: Settings.Time.allCases.map(\.rawValue)
        case .layout: Settings.LayoutChoice.allCases.map(\.rawValue)
        case .wire, .mouse: ["on", "off"]
        case .theme: model.options.themes
        }
    }

    func value(in model: Model) -> String {
        switch self {
        case .annotations: model.settings.annotations.rawValue
        case .time: model.settings.time.rawValue
        case .layout: model.settings.layout.rawValue
        case .wire: model.settings.isWireView ? "on" : "off"
        case .mouse: model.settings.usesMouse ? "on" : "off"
        case .theme: model.theme
        }
    }
}

extension Model {
    /// Sets one option, or says in one sentence why not.
    mutating func set(_ setting: Setting, to value: String) -> [Effect] {
        let values = setting.values(in: self)
        guard values.contains(value) || setting == .theme && !value.isEmpty else {
            let wrong = value.isEmpty ? "" : "\(setting.rawValue) cannot be \"\(value)\""
            say(
                (wrong.isEmpty ? "\(setting.rawValue) is \(setting.value(in: self))" : wrong)
                    + "; it can be \(values.joined(separator: ", "))",
                wrong.isEmpty ? .info : .error)
            return []
        }
        switch setting {
        case .annotations:
            settings.annotations = Settings.Annotations(rawValue: value) ?? .brief
        case .time: settings.time = Settings.Time(rawValue: value) ?? .elapsed
        case .layout: settings.layout = Settings.LayoutChoice(rawValue: value) ?? .auto
        case .wire: settings.isWireView = value == "on"
        case .mouse: settings.usesMouse = value == "on"
        case .theme: return [.setTheme(value)]
        }
        bringIntoView()
        say("\(setting.rawValue) \(value)")
        return setting == .mouse ? [.setMouse(settings.usesMouse)] : []
    }

    /// The value behind the present one.
    mutating func cycle(_ setting: Setting) -> [Effect] {
        let values = setting.values(in: self)
        let index = values.firstIndex(of: setting.value(in: self)) ?? -1
        guard !values.isEmpty else { return [] }
        return set(setting, to: values[(index + 1) % values.count])
    }
}
