import Glibc
import NIOCore
import SMTPCore
import SMTPLab
import SMTPTrace

/// Everything of a session that lives on its event loop: the connection there is, the attempt
/// under way, and the lab, which outlives connections.
final class SessionDriver {
    let loop: any EventLoop
    let gate: LoopGate
    let reporter: Reporter
    private let isBehind: @Sendable () -> Bool
    var number = 0
    private var handler: SessionHandler?
    var connector: Connector?
    /// Those that may still live.
    var programs: [ChildProcess] = []
    private var last: (endpoint: Endpoint, options: ConnectOptions)?
    var lab: LabServer?
    var labNumber = 0
    var authority: LabAuthority?

    init(through gate: LoopGate, reporter: Reporter, isBehind: @escaping @Sendable () -> Bool) {
        self.gate = gate
        loop = gate.loop
        self.reporter = reporter
        self.isBehind = isBehind
    }

    func perform(_ intent: EngineIntent) {
        switch intent {
        case .connect(let endpoint, let options): connect(endpoint, options)
        case .reconnect:
            guard let last else { return remark("there is nothing to connect to again") }
            connect(last.endpoint, last.options)
        case .hide(let secret, let name): reporter.hide(secret, name: name)
        case .cancelConnect: cancelConnect()
        case .skipClock(let step): skip(step)
        case .send, .message, .authenticate, .handshake, .keepWaiting, .close, .halfClose, .abort:
            talk(intent)
        }
    }

    private func talk(_ intent: EngineIntent) {
        guard let handler else { return remark("there is no connection") }
        if handler.isHalfClosed, intent.sends {
            return remark("our side is closed: nothing can be sent any more")
        }
        switch intent {
        case .send(let octets): handler.send(octets)
        case .message(let octets): handler.send(DotStuffing.wire(octets))
        case .authenticate(let mechanism, let credentials, let initial):
            authenticate(handler, mechanism, credentials, initial)
        case .handshake:
            if handler.tls == nil { handler.beginTLS() } else { remark("TLS is already on") }
        case .keepWaiting: handler.keepWaiting()
        case .close: handler.closeByUser()
        case .halfClose: handler.halfClose()
        case .abort: handler.abortByUser()
        case .connect, .reconnect, .hide, .cancelConnect, .skipClock: break
        }
    }

    private func authenticate(
        _ handler: SessionHandler, _ mechanism: SASLMechanism, _ credentials: Credentials,
        _ initial: Bool
    ) {
        if let password = credentials.password { reporter.hide(password, name: "password") }
        if let token = credentials.token { reporter.hide(token, name: "token") }
        let client = SASLClient(
            mechanism: mechanism, credentials: credentials,
            hmacMD5: { Digest.hmacMD5(key: $0, data: $1) })
        guard let client else {
            return remark("AUTH \(mechanism.name) needs something that was not given")
        }
        handler.authenticate(client, withInitialResponse: initial)
    }

    func remark(_ text: String) { reporter.tell(.note(text), of: number) }

    // MARK: Connecting

    private func connect(_ endpoint: Endpoint, _ options: ConnectOptions) {
        leave()
        number += 1
        last = (endpoint, options)
        let number = number
        let connector = Connector(
            options: options, through: gate, tell: { self.reporter.tell($0, of: number) },
            opened: { self.adopt($0, endpoint, options, nil) },
            failed: { self.connector = nil })
        self.connector = connector
        switch endpoint {
        case .host(let name, let port, _): connector.connect(host: name, port: port)
        case .socket(let path, _): connector.connect(socket: path)
        case .program(let line): start(line, endpoint, options)
        case .lab(let name): enter(name, endpoint, options)
        }
    }

    private func cancelConnect() {
        guard let connector else { return }
        self.connector = nil
        connector.cancel()
        reporter.tell(.ended(Ending(how: .closedByUs)), of: number)
    }

    private func leave() {
        connector?.cancel()
        connector = nil
        handler?.closeByUser()
        handler = nil
    }

    /// Puts a session into an open channel and lets it read.
    @discardableResult
    func adopt(
        _ channel: any Channel, _ endpoint: Endpoint, _ options: ConnectOptions,
        _ program: ChildProcess?
    ) -> SessionHandler {
        connector = nil
        let handler = SessionHandler(setup(endpoint, options, program), reporter)
        self.handler = handler
        do {
            try channel.pipeline.syncOperations.addHandler(handler)
            try channel.syncOptions?.setOption(.autoRead, value: true)
        } catch {
            handler.end(as: .failed("\(error)"))
        }
        return handler
    }

    private func setup(
        _ endpoint: Endpoint, _ options: ConnectOptions, _ program: ChildProcess?
    ) -> SessionHandler.Setup {
        let trusted = lab == nil || endpoint.hostName != "lab.test" ? nil : authority?.root
        var setup = SessionHandler.Setup(
            number: number,
            makeContext: { () throws(EngineError) in
                try TLSContext(options, trusting: trusted.map { [$0] } ?? [])
            },
            wallClock: { Int64(time(nil)) })
        setup.dialect = endpoint.speaksLMTP || isLMTPLab(endpoint) ? .lmtp : .smtp
        setup.patience = options.patience
        setup.wantsImplicitTLS = wantsImplicitTLS(endpoint, options)
        setup.verify = options.verify
        setup.shakesHandsWhenGranted = options.shakesHandsWhenGranted
        setup.purpose = TLSMachine.Purpose(endpoint, options)
        setup.program = program
        setup.isBehind = isBehind
        setup.hasEnded = { ended in
            if self.handler === ended { self.handler = nil }
        }
        return setup
    }

    private func isLMTPLab(_ endpoint: Endpoint) -> Bool {
        if case .lab = endpoint { lab?.scenario.isLMTP == true } else { false }
    }

    private func wantsImplicitTLS(_ endpoint: Endpoint, _ options: ConnectOptions) -> Bool {
        options.tls.map { $0 == .implicit } ?? endpoint.wantsImplicitTLS
    }

    /// Leaves at once; nothing more will be told of it.
    func shutDown() {
        leave()
        lab?.closeAll()
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
    }
}

@available(*, unavailable)
extension SessionDriver: Sendable {}
