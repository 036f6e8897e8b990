import SMTPScript
import SMTPTrace
import ScopeEngine

extension SessionHost {
    /// Carries out what a script on the screen wants. What is for the user is none of ours.
    func play(_ intent: ScriptIntent) {
        switch intent {
        case .connect(let connection): connect(connection)
        case .send(let octets): submit(.send(octets))
        case .authenticate(let mechanism, let credentials, let initial):
            submit(
                .authenticate(mechanism, credentials, withInitialResponse: initial != .never))
        case .handshake: submit(.handshake)
        case .close: submit(.close)
        case .halfClose: submit(.halfClose)
        case .abort: submit(.abort)
        case .know(let secret, let name): submit(.hide(secret, name: name))
        case .wait(let until):
            if isLab, until > now { submit(.skipClock(until - now)) }
        case .use, .pace, .ask, .pause, .breakpoint, .standing, .say, .note, .mark, .done: break
        }
    }

    private func connect(_ connection: ScriptConnection) {
        do throws(EndpointError) {
            let endpoint = try Endpoint(parsing: connection.target)
            isLab = if case .lab = endpoint { true } else { false }
            let wanted = plan.options(givesUp: false)
            var options = wanted.scripted(connection, endpoint)
            // Who types on when the script is over keeps what was demanded of certificates.
            options.verify = wanted.verify
            submit(.connect(endpoint, options))
        } catch {
            facts.post(
                TraceEvent(
                    at: now, connection: 1,
                    fact: .connectFailed(
                        to: connection.target,
                        ConnectFailure(kind: .other, text: error.description))))
        }
    }
}
