import SMTPTrace
import TerminalCore

extension Model {
    /// What the recording does and where it stands, for the status row.
    func statusParts(of player: Player) -> [Span] {
        if let percent = player.reading {
            return [Span("READING \(percent) %", .stateWaiting)]
        }
        let state = player.isPlaying ? "PLAYING" : "STOPPED"
        return [
            Span(
                "\(state) \(player.speed.text)", player.isPlaying ? .stateConnected : .statePaused),
            Span("#\(player.position)/\(player.count)", .uiStatus),
            Span(
                "\(Self.clockText(player.time))/\(Self.clockText(player.index.end))"
                    + (player.index.end < .seconds(60) ? " s" : ""), .uiStatus),
        ]
    }

    /// The bar in place of the input line, for so many columns.
    package func timeline(columns: Int) -> [Span] {
        guard let player, columns > 0 else { return [] }
        let count = max(player.count, 1)
        let width = max(columns - 2, 1)
        let done = player.reading.map { $0 * width / 100 } ?? player.position * width / count
        let filled = min(max(done, 0), width)
        return [
            Span("[" + String(repeating: "=", count: filled), .stateConnected),
            Span(String(repeating: "-", count: width - filled), .uiBorder),
            Span("]", .stateConnected),
        ]
    }

    /// What to do with a recording, one line.
    var playerHint: String {
        guard let player else { return "" }
        if player.reading != nil { return "Reading \(Visible.text(of: player.name, columns: 60))" }
        if screen.columns < 72 {
            return "Space \(player.isPlaying ? "stops" : "plays"), ? lists the keys"
        }
        if player.isPlaying { return "Space stops, < and > change the speed, ? lists the keys" }
        if player.position == player.count, viewport.isFollowing {
            return "The whole recording. Space plays it from its start, ? lists the keys"
        }
        return "Space plays from the selected line, . and , step, gt goes to a time"
    }

    var playerHints: [(key: String, label: String)] {
        let space = player?.isPlaying == true ? "stop" : "play"
        func key(_ id: ActionID, _ argument: String = "") -> String {
            keymap.keys(for: id, argument, in: focus).first ?? ":" + id.rawValue
        }
        return [
            ("^C", "quit"), (key(.help), "help"), (key(.play), space),
            (key(.step, "1"), "step"), (key(.step, "-1"), "back"),
            (key(.speed, "faster"), "faster"), (key(.speed, "slower"), "slower"),
            (key(.nextCommand), "command"),
        ]
            + (player?.notes.isEmpty == false ? [(key(.nextNote), "next note")] : [])
            + [
                (key(.seek), "time"), (key(.open), "open"), (key(.search), "find"),
                (key(.command), "command"),
            ]
    }

    /// `4.2`, `1:04.2`, `1:00:00`: no longer than it must be.
    static func clockText(_ time: Duration) -> String {
        let tenths = time.microseconds / 100_000
        let (seconds, minutes) = (tenths / 10, tenths / 600)
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        if minutes >= 60 {
            return "\(minutes / 60):\(two(minutes % 60)):\(two(seconds % 60))"
        }
        let fraction = ".\(tenths % 10)"
        return minutes > 0
            ? "\(minutes):\(two(seconds % 60))\(fraction)" : "\(seconds)\(fraction)"
    }
}
