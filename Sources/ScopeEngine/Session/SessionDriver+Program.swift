import NIOCore
import NIOPosix
import SMTPTrace

/// A program at the other end: its standard input and output are the connection.
extension SessionDriver {
    func start(
        _ line: String, _ endpoint: Endpoint, _ options: ConnectOptions, at place: SessionPlace
    ) {
        let number = place.number
        reporter.tell(.connecting(to: line, attempt: 1, of: 1), of: number)
        do throws(EngineError) {
            let (program, ends) = try ChildProcess.start(line, through: gate)
            programs.removeAll { !$0.isAlive }
            programs.append(program)
            readErrors(ends.errors, number)
            openPipe(ends, program, endpoint, options, line, at: place)
        } catch {
            let failure = ConnectFailure(kind: .other, text: error.description)
            reporter.tell(.connectFailed(to: line, failure), of: number)
        }
    }

    private func openPipe(
        _ ends: ChildProcess.Ends, _ program: ChildProcess, _ endpoint: Endpoint,
        _ options: ConnectOptions, _ line: String, at place: SessionPlace
    ) {
        let number = place.number
        NIOPipeBootstrap(group: loop)
            .channelOption(.autoRead, value: false)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .takingOwnershipOfDescriptors(input: ends.output, output: ends.input)
            .assumeIsolated().whenComplete { result in
                switch result {
                case .success(let channel):
                    guard place.number == number else { return channel.close(promise: nil) }
                    self.reporter.tell(.connected(local: "", peer: line), of: number)
                    self.adopt(channel, at: place, endpoint, options, program)
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
}
