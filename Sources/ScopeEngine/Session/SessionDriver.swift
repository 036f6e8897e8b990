import Glibc
import NIOCore
import NIOPosix
import SMTPCore
import SMTPLab
import SMTPTrace

/// Everything of a session that lives on its event loop: the connection there is, the attempt
/// under way, and the lab, which outlives connections.
final class SessionDriver {
    private let loop: any EventLoop
    private let gate: LoopGate
    let reporter: Reporter
    private let isBehind: @Sendable () -> Bool
    private var number = 0
    private var handler: SessionHandler?
    private var connector: Connector?
    /// Those that may still live.
    private var programs: [ChildProcess] = []
    private var last: (endpoint: Endpoint, options: ConnectOptions)?
    private var lab: LabServer?
    private var labNumber = 0
    private var authority: LabAuthority?

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
        if let source = options.source, !Resolver.isAddress(source) {
            let failure = ConnectFailure(
                kind: .other, text: "'\(source)' is no local address to connect from")
            return reporter.tell(.connectFailed(to: endpoint.description, failure), of: number)
        }
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
    private func adopt(
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

    // MARK: The program

    private func start(_ line: String, _ endpoint: Endpoint, _ options: ConnectOptions) {
        let number = number
        connector = nil
        reporter.tell(.connecting(to: line, attempt: 1, of: 1), of: number)
        do throws(EngineError) {
            let (program, ends) = try ChildProcess.start(line, through: gate)
            programs.removeAll { !$0.isAlive }
            programs.append(program)
            readErrors(ends.errors, number)
            openPipe(ends, program, endpoint, options, line)
        } catch {
            let failure = ConnectFailure(kind: .other, text: error.description)
            reporter.tell(.connectFailed(to: line, failure), of: number)
        }
    }

    private func openPipe(
        _ ends: ChildProcess.Ends, _ program: ChildProcess, _ endpoint: Endpoint,
        _ options: ConnectOptions, _ line: String
    ) {
        let number = number
        NIOPipeBootstrap(group: loop)
            .channelOption(.autoRead, value: false)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .takingOwnershipOfDescriptors(input: ends.output, output: ends.input)
            .assumeIsolated().whenComplete { result in
                switch result {
                case .success(let channel):
                    guard self.number == number else { return channel.close(promise: nil) }
                    self.reporter.tell(.connected(local: "", peer: line), of: number)
                    self.adopt(channel, endpoint, options, program)
                case .failure(let error):
                    self.reporter.tell(
                        .connectFailed(to: line, ConnectFailure(error)), of: number)
                }
            }
    }

    private func readErrors(_ descriptor: Int32, _ number: Int) {
        let bound = NIOLoopBound(reporter, eventLoop: loop)
        _ = NIOPipeBootstrap(group: loop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let reporter = bound.value
                    let handler = DiagnosticsHandler { reporter.tell(.diagnostics($0), of: number) }
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .takingOwnershipOfDescriptor(input: descriptor)
    }

    // MARK: The lab

    private func enter(_ name: String, _ endpoint: Endpoint, _ options: ConnectOptions) {
        let number = number
        connector = nil
        reporter.tell(.connecting(to: endpoint.description, attempt: 1, of: 1), of: number)
        do throws(EngineError) {
            let lab = try labServer(name, options)
            let (ours, theirs) = try SocketPair.make()
            labNumber = number
            join(lab, ours, theirs, endpoint, options)
        } catch {
            let failure = ConnectFailure(kind: .nameNotFound, text: error.description)
            reporter.tell(.connectFailed(to: endpoint.description, failure), of: number)
        }
    }

    private func join(
        _ lab: LabServer, _ ours: Int32, _ theirs: Int32, _ endpoint: Endpoint,
        _ options: ConnectOptions
    ) {
        let number = number
        let server = lab.makeHandler(client: "memory")
        let bound = NIOLoopBound(server, eventLoop: loop)
        let far = ClientBootstrap(group: loop)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(bound.value)
                }
            }
            .withConnectedSocket(theirs)
        let near = ClientBootstrap(group: loop)
            .channelOption(.autoRead, value: false)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .withConnectedSocket(ours)
        near.and(far).assumeIsolated().whenComplete { result in
            switch result {
            case .success(let (channel, _)):
                guard self.number == number else { return channel.close(promise: nil) }
                self.reporter.tell(.connected(local: "", peer: endpoint.description), of: number)
                let handler = self.adopt(channel, endpoint, options, nil)
                server.hasAborted = { handler.trouble = handler.trouble ?? .reset }
            case .failure(let error):
                self.reporter.tell(
                    .connectFailed(to: endpoint.description, ConnectFailure(error)), of: number)
            }
        }
    }

    private func labServer(
        _ name: String, _ options: ConnectOptions
    ) throws(EngineError) -> LabServer {
        guard let scenario = options.scenario ?? LabScenario.named(name) else {
            throw EngineError(.noSuchLab, "There is no lab '\(name)'; see smtpscope lab --list.")
        }
        // Greylisting and the like remember clients: the same lab stays for a reconnect.
        if let lab, lab.scenario == scenario { return lab }
        let authority = try labAuthority()
        let lab = LabServer(scenario, seed: options.seed, authority: authority, on: loop)
        lab.tell = { _, note in
            switch note {
            case .remark(let text): self.reporter.tell(.note("lab: \(text)"), of: self.labNumber)
            case .tlsFailed(let text):
                self.reporter.tell(.note("lab: TLS failed: \(text)"), of: self.labNumber)
            case .accepted, .ended: break
            }
        }
        self.lab?.closeAll()
        self.lab = lab
        return lab
    }

    private func labAuthority() throws(EngineError) -> LabAuthority {
        if let authority { return authority }
        let made = try LabAuthority()
        authority = made
        return made
    }

    private func skip(_ step: Duration?) {
        guard let lab else { return remark("only a lab has a clock that can be moved") }
        let ahead = lab.skip(step)
        reporter.tell(.clockMoved(by: ahead), of: number)
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
