import NIOCore
import NIOPosix
import SMTPTrace

/// A program at the other end: its standard input and output are the connection.
extension SessionDriver {
    func start(_ line: String, _ endpoint: Endpoint, _ options: ConnectOptions) {
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
}
