import SMTPTrace

extension Model {
    /// Longer waits are cut to this.
    private static let longestWait = Duration.seconds(1)
    /// So many events are folded between two looks at the keyboard.
    private static let burst = 4_096

    mutating func performPlay(_ id: ActionID, _ argument: String) -> [Effect] {
        guard let player else {
            say("no recording is shown here: smtpscope open FILE shows one", .warning)
            return []
        }
        if let percent = player.reading, id == .play || id == .step || id == .seek,
            id != .seek || !argument.isEmpty
        {
            self.player?.asked = (id, argument)
            say("reading, \(percent) %: this is done when all was read")
            return []
        }
        switch id {
        case .play: return player.isPlaying ? stopPlaying() : startPlaying()
        case .step:
            guard let steps = argument.isEmpty ? 1 : Int(argument), abs(steps) < 1_000_000_000
            else {
                say("step takes a number of events, such as 1 or -10", .error)
                return []
            }
            return stopPlaying() + seek(to: playhead + steps)
        case .seek: return seek(argument)
        case .speed: setSpeed(argument)
        default: setWaits(argument)
        }
        return []
    }

    /// How many events there are up to the selected line; all that are shown while following.
    var playhead: Int {
        guard let player else { return 0 }
        guard !viewport.isFollowing else { return player.position }
        return min(player.index.event(ofRow: viewport.selection) + 1, player.position)
    }

    // MARK: Seeking

    private mutating func seek(_ argument: String) -> [Effect] {
        guard !argument.isEmpty else { return openCommand("seek ") }
        guard let target = SeekTarget(argument), let player else {
            say("seek to 1m30s, +5s, -5s, #40, start or end, not \"\(argument)\"", .error)
            return []
        }
        let end = player.count > 0 ? player.index.time(of: player.count - 1) : .zero
        switch target {
        case .start: return seek(to: 0)
        case .end: return seek(to: player.count)
        case .event(let number):
            if number > player.count { say("the recording has \(player.count) events: its end") }
            return seek(to: number)
        case .time(let time): return seek(until: time, end)
        case .offset(let step):
            let here = playhead
            let from =
                viewport.isFollowing
                ? player.time : here > 0 ? player.index.time(of: here - 1) : .zero
            return seek(until: from + step, end)
        }
    }

    private mutating func seek(until time: Duration, _ end: Duration) -> [Effect] {
        guard let player else { return [] }
        if time > end { say("the recording ends after \(end.brief): its end") }
        return seek(to: player.index.events(until: time))
    }

    /// Shows the first events, so many of them, and follows the newest of these.
    mutating func seek(to event: Int) -> [Effect] {
        guard let player, player.reading == nil else { return [] }
        let target = min(max(event, 0), player.count)
        let frame = player.keyframes.nearest(to: target)
        var position = player.position
        if target < position || frame.event > position {
            restore(frame)
            position = frame.event
        }
        self.player?.position = position
        self.player?.clock = target > 0 ? player.index.time(of: target - 1) : .zero
        self.player?.target = target
        resumeFollowing()
        return position < target ? [.recall(position..<target)] : []
    }

    /// Folds events that were asked for.
    mutating func noteRecalled(_ events: [TraceEvent], from first: Int) {
        guard let player, player.reading == nil, player.position == first else { return }
        let before = transcript.rows.count
        for event in events { fold(event) }
        let position = min(first + events.count, player.count)
        self.player?.position = position
        follow(added: transcript.rows.count - before)
        if position < player.target {
            self.player?.isPlaying = false
            say("\(player.name) has changed since it was read: this part is gone", .error)
        }
        if position == player.count { self.player?.isPlaying = false }
    }

    // MARK: Playing

    private mutating func startPlaying() -> [Effect] {
        guard let player, player.count > 0 else { return [] }
        let start = playhead
        let effects = seek(to: start < player.count ? start : 0)
        self.player?.isPlaying = true
        cutWait()
        return effects
    }

    private mutating func stopPlaying() -> [Effect] {
        player?.isPlaying = false
        return []
    }

    /// Real time until something is due; nil while nothing plays.
    package var playDelay: Duration? {
        guard let player, player.isPlaying, player.target < player.count else { return nil }
        let left = max(.zero, player.index.time(of: player.target) - player.clock)
        return min(max(player.speed.real(left), .milliseconds(5)), .milliseconds(250))
    }

    /// So much real time passed.
    mutating func play(for elapsed: Duration) -> [Effect] {
        guard var player, player.isPlaying, player.position == player.target else { return [] }
        player.clock += player.speed.recorded(min(elapsed, .seconds(1)))
        let position = player.position
        let due = min(player.index.events(until: player.clock), position + Self.burst)
        player.target = max(position, due)
        self.player = player
        now = max(now, player.clock)
        cutWait()
        return due > position ? [.recall(position..<due)] : []
    }

    /// Goes on to where a long wait has a second left.
    private mutating func cutWait() {
        guard let player, player.cutsWaits, player.target < player.count else { return }
        let next = player.index.time(of: player.target)
        guard next - player.clock > Self.longestWait else { return }
        self.player?.clock = next - Self.longestWait
    }

    // MARK: Pace

    private mutating func setSpeed(_ argument: String) {
        guard let speed = player?.speed else { return }
        switch argument {
        case "": break
        case "faster": player?.speed = speed.faster
        case "slower": player?.speed = speed.slower
        default:
            guard let wanted = PlaySpeed(argument) else {
                say("the speed is a number from 0.01 to 1000, not \"\(argument)\"", .error)
                return
            }
            player?.speed = wanted
        }
        say("speed \(player?.speed.text ?? "")")
    }

    private mutating func setWaits(_ argument: String) {
        switch argument {
        case "": player?.cutsWaits.toggle()
        case "cut", "keep": player?.cutsWaits = argument == "cut"
        default:
            say("idle takes cut or keep, not \"\(argument)\"", .error)
            return
        }
        cutWait()
        say(player?.cutsWaits == true ? "waits are cut to a second" : "waits last as they did")
    }

    // MARK: Jumps

    /// To the nearest row in a direction that begins something; in a recording also to one that
    /// is not shown yet.
    mutating func jump(
        _ step: Int, to noun: String, _ signs: EventIndex.Signs?, where fits: (Model, Int) -> Bool
    ) -> [Effect] {
        let start = min(viewport.selection, max(transcript.rows.count - 1, 0))
        if let found = row(from: start, by: step, where: { fits(self, $0) }) {
            focus = .transcript
            select(found)
            return []
        }
        if step > 0, let player, let signs, player.reading == nil,
            let event = player.index.event(from: player.position, with: signs)
        {
            return seek(to: event + 1)
        }
        say("no \(noun) \(step > 0 ? "behind" : "before") this line")
        return []
    }
}
