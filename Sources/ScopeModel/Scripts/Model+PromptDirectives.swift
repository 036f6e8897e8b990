import SMTPLab
import SMTPScript
import TerminalCore

/// Orders that neither speak to the server nor hold other lines.
extension Model {
    /// `line` is the order as it was typed.
    mutating func perform(_ order: Order.Action, as line: [UInt8]) -> [Effect] {
        switch order {
        case .section, .mark, .note, .variable, .set, .ask, .include: return play(line)
        case .secret(let secret):
            forget(secret.name)
            return play(line)
        case .server(let target): return aim(at: target)
        case .lab(let name, let options): return aim(atLab: name, options)
        case .use(let name): return change(to: name)
        case .format, .title, .tag, .requires, .timeout, .pace, .early, .pause, .breakpoint, .stop,
            .skip, .fail:
            if case .nothing(let advice) = use(of: order) { say(advice, .warning) }
            return []
        }
    }

    private mutating func change(to name: String) -> [Effect] {
        guard let number = connections.number(of: name),
            transcript.links[number]?.isLive == true
        else {
            say("no connection is called \(name): @connect HOST as \(name) opens one", .error)
            return []
        }
        say("\(name) is in use: connection \(number) to \(transcript.links[number]?.target ?? "")")
        return use(name)
    }

    private mutating func aim(at server: Template) -> [Effect] {
        do throws(PromptRefusal) {
            return aim(at: try promptContext.text(of: server))
        } catch {
            say(error.sentence, .error)
            return []
        }
    }

    private mutating func aim(
        atLab name: String, _ options: [SMTPScript.Option]
    ) -> [Effect] {
        guard LabScenario.ids.contains(name), options.isEmpty else {
            say(
                options.isEmpty
                    ? "no lab is called \"\(name)\"; :lab and Tab lists them"
                    : "only the name of a lab here; a file takes its options", .error)
            return []
        }
        return aim(at: "lab:" + name)
    }

    /// Where `@connect` goes. A connection that is open stays.
    private mutating func aim(at target: String) -> [Effect] {
        guard !isSessionOpen else {
            say(Self.openAdvice, .warning)
            return []
        }
        let request = ConnectRequest(target: target)
        connections.connect(request)
        lastRequest = request
        say("@connect opens \(Visible.text(of: target.utf8))")
        return []
    }

    private static let openAdvice =
        "a connection is open and stays; :connect HOST opens another"

    /// What an order is good for at the prompt.
    enum OrderUse {
        /// What Enter does, in a few words.
        case does(String)
        /// Nothing; what to do in its place.
        case nothing(instead: String)
    }

    func use(of order: Order.Action) -> OrderUse {
        switch order {
        case .section, .note, .mark: .does("Enter writes it into the record, nothing is sent")
        case .variable(let name, _), .set(let name, _):
            .does("Enter gives \(name) its value, nothing is sent")
        case .ask(let name, _): .does("Enter asks for the value of \(name), nothing is sent")
        case .secret(let secret):
            .does(
                secret.sources.isEmpty
                    ? "Enter asks for \(secret.name), which is never shown"
                    : "Enter takes \(secret.name) from there; it is never shown")
        case .server, .lab:
            isSessionOpen
                ? .nothing(instead: Self.openAdvice)
                : .does("Enter remembers where @connect goes, nothing is sent")
        case .include(let path):
            .does("Enter plays \(Visible.text(of: path.utf8)) on this connection")
        case .format, .title, .tag, .requires:
            .nothing(
                instead: "this says something about a file: write it there, :save FILE.smtp "
                    + "makes one")
        case .timeout, .pace, .early:
            .nothing(instead: "this holds inside a block or a file, and nothing is played")
        case .use(let name): .does("Enter goes on with the connection \(name)")
        case .pause, .breakpoint, .stop, .skip, .fail:
            .nothing(
                instead: "nothing is played that could stop here: write it inside a block or a "
                    + "file")
        }
    }
}
