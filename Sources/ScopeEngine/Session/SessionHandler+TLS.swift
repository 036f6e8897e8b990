import NIOCore
import SMTPTrace

extension SessionHandler {
    /// Begins a handshake at once.
    func beginTLS() {
        guard let context, tls == nil, !hasEnded else { return }
        tell(.handshaking(serverName: setup.purpose.serverName))
        do throws(EngineError) {
            let machine = try TLSMachine(setup.makeContext(), setup.purpose)
            let handler = TLSHandler(machine) { self.handshakeEnded($0) }
            tls = handler
            updateClock()
            try put(handler, into: context)
        } catch {
            tell(.tlsFailed(TLSFailure(kind: .other, text: error.description), nil))
            end(as: .failed("TLS cannot begin"))
        }
    }

    private func put(
        _ handler: TLSHandler, into context: ChannelHandlerContext
    ) throws(EngineError) {
        do {
            try context.pipeline.syncOperations.addHandler(handler, position: .first)
        } catch {
            throw EngineError(.system, "TLS cannot be put into the connection: \(error)")
        }
    }

    private func handshakeEnded(_ outcome: TLSHandler.Outcome) {
        guard !hasEnded else { return }
        switch outcome {
        case .secured(let machine): secured(machine.report(at: setup.wallClock()))
        case .failed(let failure, let machine):
            let report = machine.report(at: setup.wallClock())
            tell(.tlsFailed(failure, report.chain.isEmpty ? nil : report))
            end(as: ending(after: failure))
        }
    }

    private func secured(_ report: TLSReport) {
        if let refusal = refusal(of: report) {
            tell(.tlsFailed(TLSFailure(kind: .certificate, text: refusal), report))
            end(as: .failed("we refused the certificate"))
            return
        }
        isSecure = true
        conversation.secured()
        tell(.secured(report))
        restartClock()
        updateClock()
        finishSecuring()
    }

    /// Why the certificate is not good enough for what was demanded; nil if it is.
    private func refusal(of report: TLSReport) -> String? {
        guard setup.verify != .off else { return nil }
        if let problem = report.chainProblem { return problem.text }
        if report.chain.isEmpty { return "the server showed no certificate" }
        if setup.verify == .dane, report.dane == nil { return "no TLSA record was given" }
        if report.dane?.isOfServer == true { return nil }
        guard setup.verify == .full || setup.verify == .dane, !report.nameMatches else {
            return nil
        }
        return "the certificate is not valid for \(report.checkedName)"
    }

    private func ending(after failure: TLSFailure) -> Ending.How {
        switch (failure.kind, trouble) {
        case (.timedOut, _): .timedOut(.handshake)
        case (.closed, .reset): .reset
        case (.closed, _): .closedByServer
        default: .failed("the TLS handshake failed")
        }
    }
}
