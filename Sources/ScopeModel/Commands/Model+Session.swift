import SMTPCore
import SMTPLab
import TerminalCore

extension Model {
    mutating func performSession(_ id: ActionID, _ argument: String) -> [Effect] {
        switch id {
        case .connect: return connect(argument)
        case .lab: return lab(argument)
        case .reconnect:
            return reconnect(argument)
        case .disconnect: return disconnect(argument)
        case .cancel: return [.submit(.cancelConnect)]
        case .keepWaiting:
            guard transcript.link?.waiting != nil else {
                say("nothing is waited for")
                return []
            }
            return [.submit(.keepWaiting)]
        case .wait: return wait(argument)
        case .starttls:
            guard isLive() else { return [] }
            return [.submit(.startTLS)]
        default: return authenticate(argument)
        }
    }

    /// To the same server, with another way to TLS if one is named.
    private mutating func reconnect(_ argument: String) -> [Effect] {
        guard var request = connections.request(of: connections.current) ?? lastRequest else {
            say("nothing to reconnect to: type :connect HOST or :lab first", .error)
            return []
        }
        guard !argument.isEmpty else { return open(request) }
        guard argument.hasPrefix("--tls="),
            let tls = ConnectRequest.TLS(rawValue: String(argument.dropFirst(6)))
        else {
            say("reconnect takes --tls=starttls, implicit or none, not \"\(argument)\"", .error)
            return []
        }
        request.tls = tls
        return open(request)
    }

    private mutating func wait(_ argument: String) -> [Effect] {
        guard !argument.isEmpty else { return [.submit(.skipLabClock(nil))] }
        guard let step = LabDuration.parse(argument) else {
            say("\"\(argument)\" is no time span: write 90s, 2m or 1h", .error)
            return []
        }
        return [.submit(.skipLabClock(step))]
    }

    mutating func open(_ request: ConnectRequest) -> [Effect] {
        let effects = leaveRecording()
        connections.connect(request)
        lastRequest = request
        focus = .prompt
        queue = nil
        resumeFollowing()
        return effects + [.submit(.connect(request))]
    }

    private mutating func connect(_ argument: String) -> [Effect] {
        var request = ConnectRequest(target: "")
        for word in argument.split(separator: " ").map(String.init) {
            if word == "-4" || word == "-6" {
                request.family = word == "-4" ? 4 : 6
            } else if word.hasPrefix("--tls=") {
                guard let tls = ConnectRequest.TLS(rawValue: String(word.dropFirst(6))) else {
                    say("--tls is starttls, implicit or none, not \"\(word.dropFirst(6))\"", .error)
                    return []
                }
                request.tls = tls
            } else if word.hasPrefix("--source=") {
                request.source = String(word.dropFirst(9))
            } else if word.hasPrefix("-") {
                let known = ["--tls=starttls", "--source=", "-4", "-6"]
                say(
                    "unknown option \"\(word)\""
                        + Spelling.suggestion(for: word, among: known), .error)
                return []
            } else if request.target.isEmpty {
                request.target = word
            } else {
                say("connect takes one host; a port follows it behind a colon", .error)
                return []
            }
        }
        guard !request.target.isEmpty else { return openCommand("connect ") }
        return open(request)
    }

    private mutating func lab(_ argument: String) -> [Effect] {
        let name = argument.isEmpty ? "healthy" : argument
        guard LabScenario.ids.contains(name) else {
            let guess = Spelling.suggestion(for: name, among: LabScenario.ids)
            say(
                "no lab is called \"\(name)\""
                    + (guess.isEmpty ? "; :lab and Tab lists them" : guess), .error)
            return []
        }
        return open(ConnectRequest(target: "lab:\(name)"))
    }

    private mutating func disconnect(_ argument: String) -> [Effect] {
        guard isSessionOpen || transcript.link?.waiting != nil else {
            say("there is no connection")
            return []
        }
        switch argument {
        case "": return [.submit(.disconnect(.close))]
        case "abort": return [.submit(.disconnect(.abort))]
        case "half": return [.submit(.disconnect(.half))]
        default:
            say("disconnect takes abort or half, not \"\(argument)\"", .error)
            return []
        }
    }

    private mutating func authenticate(_ argument: String) -> [Effect] {
        guard isLive() else { return [] }
        let words = argument.split(separator: " ").map(String.init)
        let offered = conversation.capabilities.mechanisms
        guard let name = words.first else {
            guard !offered.isEmpty else {
                say("the server offers no AUTH now; :auth plain USER tries it all the same", .error)
                return []
            }
            return openCommand("auth ")
        }
        let mechanism = SASLMechanism(name)
        guard mechanism.takesPassword else {
            say(
                "\(mechanism.name) is not done for you: type AUTH \(mechanism.name) by hand, or "
                    + "use plain, login, cram-md5 or scram-sha-256", .error)
            return []
        }
        guard words.count > 1 else { return openCommand("auth \(name.lowercased()) ") }
        guard words.count == 2 else {
            say("no password in the command, please: it is asked for, and never shown", .error)
            return []
        }
        overlay = .secret(
            .password(mechanism: mechanism.name, user: words[1]), LineEditor(display: Self.mask))
        return []
    }

    /// Whether something can be sent; says so if not.
    mutating func isLive() -> Bool {
        if isSessionOpen { return true }
        switch transcript.link?.state {
        case .resolving, .connecting: say("not connected yet", .warning)
        case nil where lastRequest != nil: say("not connected yet", .warning)
        case .open, .handshaking, .ended, .failed, nil:
            say(
                lastRequest == nil
                    ? "no connection: :connect HOST or :lab"
                    : "no connection: :reconnect opens it", .warning)
        }
        return false
    }
}
