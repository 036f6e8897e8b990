import SMTPTrace
import TerminalCore

extension Model {
    /// What happened in, what to do outside out. Never waits; its cost does not depend on the
    /// length of the transcript.
    package mutating func update(_ message: Message) -> [Effect] {
        switch message {
        case .traces(let events):
            for event in events { transcript.note(event) }
            return []
        case .resized(let size):
            screen = size
            return []
        case .tick(let now):
            self.now = max(self.now, now)
            return []
        case .input, .edited, .fileRead, .done, .failed, .themeSet, .interrupted, .resumed:
            return []
        }
    }
}
