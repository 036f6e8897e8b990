import SMTPCore
import SMTPTrace
import TerminalCore

/// Everything on screen as state. `update` is the only thing that changes it.
package struct Model: Sendable {
    package internal(set) var screen: Size
    package internal(set) var options: ModelOptions
    package internal(set) var settings: Settings
    package internal(set) var transcript = Transcript()
    package internal(set) var focus = Focus.prompt
    /// The session's time as far as it is known.
    package internal(set) var now = Duration.zero

    package init(screen: Size, options: ModelOptions = ModelOptions()) {
        self.screen = screen
        self.options = options
        settings = options.settings
    }

    /// Whether `Message.tick` is needed: something is waited for, or a notice must go away.
    package var wantsTicks: Bool { transcript.link?.waiting != nil }
}
