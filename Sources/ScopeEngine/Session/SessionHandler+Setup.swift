import Glibc
import SMTPTrace

extension SessionHandler.Setup {
    /// A connection to this endpoint. `trusting` are certificates trusted besides those of the
    /// options.
    init(
        number: Int, _ options: ConnectOptions, _ endpoint: Endpoint,
        trusting trusted: [X509Certificate]
    ) {
        self.init(
            number: number,
            makeContext: { () throws(EngineError) in try TLSContext(options, trusting: trusted) },
            wallClock: { Int64(time(nil)) })
        demand(options, of: endpoint, trusting: trusted)
    }

    /// What the next handshake asks for and demands.
    mutating func demand(
        _ options: ConnectOptions, of endpoint: Endpoint, trusting trusted: [X509Certificate]
    ) {
        makeContext = { () throws(EngineError) in try TLSContext(options, trusting: trusted) }
        verify = options.verify
        purpose = TLSMachine.Purpose(endpoint, options)
    }
}
