import NIOCore
import NIOPosix
import SMTPLab
import SMTPTrace

/// The lab at the other end of a stream in memory.
extension SessionDriver {
    func enter(_ name: String, _ endpoint: Endpoint, _ options: ConnectOptions) {
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

    func skip(_ step: Duration?) {
        guard let lab else { return remark("only a lab has a clock that can be moved") }
        let ahead = lab.skip(step)
        reporter.tell(.clockMoved(by: ahead), of: number)
    }
}
