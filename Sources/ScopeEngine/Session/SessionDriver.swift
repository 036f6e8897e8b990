import Glibc
import NIOCore
import SMTPCore
import SMTPLab
import SMTPTrace

/// Everything of a session that lives on its event loop: its connections, the attempts under way,
/// and the labs, which outlive connections.
final class SessionDriver {
    let loop: any EventLoop
    let gate: LoopGate
    let reporter: Reporter
    private let isBehind: @Sendable () -> Bool
    /// How many connections were asked for.
    private var count = 0
    /// The place in use.
    private(set) var place = SessionPlace()
    /// By name. The first is `main`.
    private(set) var places: [String: SessionPlace]
    /// Programs that may still live.
    var programs: [ChildProcess] = []
    /// Those that a place uses.
    var labs: [LabServer] = []
    var authority: LabAuthority?

    init(through gate: LoopGate, reporter: Reporter, isBehind: @escaping @Sendable () -> Bool) {
        self.gate = gate
        loop = gate.loop
        self.reporter = reporter
        self.isBehind = isBehind
        places = ["main": place]
    }

    func perform(_ intent: EngineIntent) {
        switch intent {
        case .use(let name): use(name)
        case .connect(let endpoint, let options): connect(endpoint, options)
        case .reconnect:
            guard let last = place.last else {
                return remark("there is nothing to connect to again")
            }
            connect(last.endpoint, last.options)
        case .overdue(let wait, let time): tellOverdue(wait, after: time)
        case .tellUnfinished: place.handler?.showPartialLine()
        case .tell(let fact, let number): reporter.tell(reporter.redact(fact), of: number)
        case .hide(let secret, let name): reporter.hide(secret, name: name)
        case .cancelConnect: cancelConnect()
        case .skipClock(let step): skip(step)
        case .letPass(let time): if place.lab != nil { skip(time) }
        case .closeOthers: for other in places.values where other !== place { other.leave() }
        case .send, .message, .authenticate, .handshake, .demand, .leaveHandshakes, .keepWaiting,
            .close, .halfClose, .abort:
            talk(intent)
        }
    }

    private func use(_ name: String) {
        place = places[name] ?? SessionPlace()
        places[name] = place
    }

    private func talk(_ intent: EngineIntent) {
        guard let handler = place.handler else { return remark("there is no connection") }
        if handler.isHalfClosed, intent.sends {
            return remark("our side is closed: nothing can be sent any more")
        }
        switch intent {
        case .send(let octets): handler.send(octets)
        case .message(let octets): handler.send(DotStuffing.wire(octets))
        case .authenticate(let mechanism, let credentials, let initial):
            authenticate(handler, mechanism, credentials, initial)
        case .handshake(let options): shakeHands(handler, options)
        case .demand(let options):
            guard let endpoint = place.last?.endpoint else { return }
            handler.setup.demand(options, of: endpoint, trusting: trusted(endpoint))
        case .leaveHandshakes: handler.setup.shakesHandsWhenGranted = false
        case .keepWaiting: handler.keepWaiting()
        case .close: handler.closeByUser()
        case .halfClose: handler.halfClose()
        case .abort: handler.abortByUser()
        case .use, .connect, .reconnect, .overdue, .tellUnfinished, .tell, .hide, .cancelConnect,
            .skipClock, .letPass, .closeOthers:
            break
        }
    }

    private func tellOverdue(_ wait: Wait, after time: Duration) {
        guard let handler = place.handler else {
            return reporter.tell(.overdue(wait, after: time), of: place.number)
        }
        handler.tellOverdue(wait, after: time)
    }

    private func shakeHands(_ handler: SessionHandler, _ options: ConnectOptions?) {
        guard handler.tls == nil else { return remark("TLS is already on") }
        if let options, let endpoint = place.last?.endpoint {
            handler.setup.demand(options, of: endpoint, trusting: trusted(endpoint))
        }
        handler.beginTLS()
    }

    private func authenticate(
        _ handler: SessionHandler, _ mechanism: SASLMechanism, _ credentials: Credentials,
        _ initial: Bool
    ) {
        if let password = credentials.password { reporter.hide(password, name: "password") }
        if let token = credentials.token { reporter.hide(token, name: "token") }
        let client = SASLClient(
            mechanism: mechanism, credentials: credentials,
            hmacMD5: { Digest.hmacMD5(key: $0, data: $1) },
            scram: SASLClient.Means(hashing: Digest.scram, nonce: Digest.nonce))
        guard let client else {
            return remark("AUTH \(mechanism.name) needs something that was not given")
        }
        handler.authenticate(
            client, withInitialResponse: initial,
            with: client.secret.flatMap(reporter.name))
    }

    func remark(_ text: String) { reporter.tell(.note(text), of: place.number) }

    // MARK: Connecting

    private func connect(_ endpoint: Endpoint, _ options: ConnectOptions) {
        let place = place
        place.leave()
        count += 1
        let number = count
        place.number = number
        place.last = (endpoint, options)
        if case .lab(let name) = endpoint { return enter(name, endpoint, options, at: place) }
        place.lab = nil
        let connector = Connector(
            options: options, speaking: endpoint.speaksLMTP ? .lmtp : .smtp, through: gate,
            tell: { self.reporter.tell($0, of: number) },
            opened: { self.adopt($0, at: place, endpoint, options, nil) },
            failed: { place.connector = nil })
        switch endpoint {
        case .host(let name, let port, _):
            place.connector = connector
            connector.connect(host: name, port: port)
        case .socket(let path, _):
            place.connector = connector
            connector.connect(socket: path)
        case .program(let line): start(line, endpoint, options, at: place)
        case .lab: break
        }
    }

    private func cancelConnect() {
        guard let connector = place.connector else {
            // It came about meanwhile.
            place.handler?.closeByUser()
            return
        }
        place.connector = nil
        connector.cancel()
        reporter.tell(.ended(Ending(how: .closedByUs)), of: place.number)
    }

    /// Puts a session into an open channel and lets it read.
    @discardableResult
    func adopt(
        _ channel: any Channel, at place: SessionPlace, _ endpoint: Endpoint,
        _ options: ConnectOptions, _ program: ChildProcess?
    ) -> SessionHandler {
        place.connector = nil
        let handler = SessionHandler(setup(place, endpoint, options, program), reporter)
        place.handler = handler
        do {
            try channel.pipeline.syncOperations.addHandler(handler)
            try channel.syncOptions?.setOption(.autoRead, value: true)
        } catch {
            handler.end(as: .failed("\(error)"))
        }
        return handler
    }

    private func setup(
        _ place: SessionPlace, _ endpoint: Endpoint, _ options: ConnectOptions,
        _ program: ChildProcess?
    ) -> SessionHandler.Setup {
        var setup = SessionHandler.Setup(
            number: place.number, options, endpoint, trusting: trusted(endpoint))
        setup.dialect = endpoint.speaksLMTP || place.lab?.scenario.isLMTP == true ? .lmtp : .smtp
        setup.patience = options.patience
        setup.wantsImplicitTLS =
            options.tls.map { $0 == .implicit } ?? endpoint.wantsImplicitTLS
        setup.wantsSTARTTLS = options.tls == .starttls
        setup.helloName = options.helloName
        setup.shakesHandsWhenGranted = options.shakesHandsWhenGranted
        setup.keepsVigil = place.lab == nil
        setup.program = program
        setup.isBehind = isBehind
        setup.hasEnded = { ended in
            if place.handler === ended { place.handler = nil }
        }
        return setup
    }

    /// The authority of the labs is trusted by its own clients only.
    private func trusted(_ endpoint: Endpoint) -> [X509Certificate] {
        guard case .lab = endpoint, let authority else { return [] }
        return [authority.root]
    }

    /// Leaves at once; nothing more will be told of it.
    func shutDown() {
        for place in places.values { place.leave() }
        for lab in labs { lab.closeAll() }
        for program in programs { program.killNow() }
    }
}

extension TLSMachine.Purpose {
    /// What to ask for and to check at this endpoint. Addresses are never asked for
    /// (RFC 6066 §3).
    init(_ endpoint: Endpoint, _ options: ConnectOptions) {
        let host = endpoint.hostName
        switch options.serverName {
        case .ofTarget: serverName = host.flatMap { Resolver.isAddress($0) ? nil : $0 }
        case .off: serverName = nil
        case .fixed(let name): serverName = name
        }
        checkedName = options.checkedName ?? serverName ?? host ?? ""
        applicationProtocols = options.applicationProtocols
        records = options.records
    }
}

@available(*, unavailable)
extension SessionDriver: Sendable {}
