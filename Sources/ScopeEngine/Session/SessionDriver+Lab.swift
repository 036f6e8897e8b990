import NIOCore
import NIOPosix
import SMTPCore
import SMTPLab
import SMTPTrace

/// The lab at the other end of a stream in memory.
extension SessionDriver {
    func enter(
        _ name: String, _ endpoint: Endpoint, _ options: ConnectOptions, at place: SessionPlace
    ) {
        let number = place.number
        reporter.tell(.connecting(to: endpoint.description, attempt: 1, of: 1), of: number)
        do throws(EngineError) {
            let lab = try labServer(name, options, for: place)
            let ends = try SocketPair.make()
            join(lab, ends, endpoint, options, at: place)
        } catch {
            let failure = ConnectFailure(kind: .impossible, text: error.description)
            reporter.tell(.connectFailed(to: endpoint.description, failure), of: number)
        }
    }

    private func join(
        _ lab: LabServer, _ ends: (ours: Int32, theirs: Int32), _ endpoint: Endpoint,
        _ options: ConnectOptions, at place: SessionPlace
    ) {
        let number = place.number
        let server = lab.makeHandler(client: "memory")
        place.labConnection = server.connection
        let bound = NIOLoopBound(server, eventLoop: loop)
        let far = ClientBootstrap(group: loop)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(bound.value)
                }
            }
            .withConnectedSocket(ends.theirs)
        let near = ClientBootstrap(group: loop)
            .channelOption(.autoRead, value: false)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .withConnectedSocket(ends.ours)
        near.and(far).assumeIsolated().whenComplete { result in
            switch result {
            case .success(let (channel, _)):
                guard place.number == number else { return channel.close(promise: nil) }
                let dialect: Conversation.Dialect = lab.scenario.isLMTP ? .lmtp : .smtp
                self.reporter.tell(
                    .connected(local: "", peer: endpoint.description, speaks: dialect), of: number)
                let handler = self.adopt(channel, at: place, endpoint, options, nil)
                server.hasAborted = { handler.trouble = handler.trouble ?? .reset }
            case .failure(let error):
                self.reporter.tell(
                    .connectFailed(to: endpoint.description, ConnectFailure(error)), of: number)
            }
        }
    }

    private func labServer(
        _ name: String, _ options: ConnectOptions, for place: SessionPlace
    ) throws(EngineError) -> LabServer {
        guard let scenario = options.scenario ?? LabScenario.named(name) else {
            let guess = Spelling.suggestion(for: name, among: LabScenario.ids)
            throw EngineError(
                .noSuchLab,
                "there is no lab \"\(name)\""
                    + (guess.isEmpty ? "; smtpscope lab --list names them" : guess))
        }
        // Greylisting and the like remember clients: the same lab stays for a reconnect, and for
        // whoever comes at the same time.
        if let lab = labs.first(where: { $0.scenario == scenario }) {
            place.lab = lab
            return lab
        }
        let authority = try labAuthority()
        let lab = LabServer(scenario, seed: options.seed, authority: authority, on: loop)
        lab.tell = { [unowned lab] connection, note in
            switch note {
            case .remark(let text): self.tell("lab: \(text)", of: lab, connection)
            case .tlsFailed(let text): self.tell("lab: TLS failed: \(text)", of: lab, connection)
            case .accepted, .ended: break
            }
        }
        place.lab = lab
        labs.append(lab)
        closeUnusedLabs()
        return lab
    }

    private func tell(_ text: String, of lab: LabServer, _ connection: Int) {
        let client = places.values.first { $0.lab === lab && $0.labConnection == connection }
        reporter.tell(.note(text), of: client?.number ?? place.number)
    }

    private func closeUnusedLabs() {
        labs.removeAll { lab in
            guard !places.values.contains(where: { $0.lab === lab }) else { return false }
            lab.closeAll()
            return true
        }
    }

    private func labAuthority() throws(EngineError) -> LabAuthority {
        if let authority { return authority }
        let made = try LabAuthority()
        authority = made
        return made
    }

    func skip(_ step: Duration?) {
        guard let lab = place.lab else { return remark("only a lab has a clock that can be moved") }
        guard let ahead = lab.skip(step) else {
            return remark("the lab holds nothing back: with a time its clock moves, as in :wait 2m")
        }
        reporter.tell(.clockMoved(by: ahead), of: place.number)
    }
}
