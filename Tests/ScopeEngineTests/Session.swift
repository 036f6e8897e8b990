import SMTPTrace
import ScopeEngine
import Testing

/// A session whose facts are collected; it ends with the test.
final class Session: Sendable {
    let facts = FactCollector()
    private let engine: EngineSession

    init() { engine = EngineSession(post: { [facts] in facts.post($0) }) }

    convenience init(
        to server: ScriptedServer, _ options: ConnectOptions = ConnectOptions()
    ) throws {
        self.init()
        connect(try Endpoint(parsing: server.endpoint), options)
    }

    deinit { engine.shutDown() }

    func connect(_ endpoint: Endpoint, _ options: ConnectOptions = ConnectOptions()) {
        engine.submit(.connect(endpoint, options))
    }

    func submit(_ intent: EngineIntent) { engine.submit(intent) }

    /// A line with CR LF.
    func type(_ line: String) { engine.submit(.send(Array((line + "\r\n").utf8))) }

    /// Up to the go-ahead.
    func sendSTARTTLS() async {
        await facts.reply(220)
        type("EHLO me.test")
        await facts.reply(250)
        type("STARTTLS")
        await facts.reply(220)
    }

    func startTLS(expectSuccess: Bool = true) async {
        await sendSTARTTLS()
        let fact = await facts.next {
            switch $0 {
            case .secured, .tlsFailed: true
            default: false
            }
        }
        if case .secured = fact { #expect(expectSuccess) } else { #expect(!expectSuccess) }
    }
}

extension FactCollector {
    /// Everything received, in one text.
    var received: String {
        let octets = facts.flatMap { fact -> [UInt8] in
            if case .received(let line) = fact { line.octets } else { [] }
        }
        return String(decoding: octets, as: UTF8.self)
    }

    var reports: [TLSReport] {
        facts.compactMap {
            switch $0 {
            case .secured(let report): report
            case .tlsFailed(_, let report): report
            default: nil
            }
        }
    }

    func tlsFailure() async -> TLSFailure? {
        let fact = await next { if case .tlsFailed = $0 { true } else { false } }
        if case .tlsFailed(let failure, _) = fact { return failure }
        return nil
    }

    func connectFailure() async -> ConnectFailure? {
        let fact = await next { if case .connectFailed = $0 { true } else { false } }
        if case .connectFailed(_, let failure) = fact { return failure }
        return nil
    }
}
