import SMTPScript
import ScopeEngine

extension SessionHost {
    /// Carries out what a script wants of the connections, with and without a screen. What is for
    /// the user is none of ours.
    func play(_ intent: ScriptIntent) {
        switch intent {
        case .connect(let connection):
            submit(.use(place: connection.name))
            let options = plan.options(givesUp: false).scripted(connection)
            submit(.connect(connection.endpoint, options))
        case .adopt: submit(.leaveHandshakes)
        case .use(let name): submit(.use(place: name))
        case .send(let octets): submit(.send(octets))
        case .authenticate(let mechanism, let credentials, let initial):
            submit(
                .authenticate(mechanism, credentials, withInitialResponse: initial != .never))
        case .handshake(let tls):
            submit(.handshake(plan.options(givesUp: false).scripted(tls)))
        case .close: submit(.close)
        case .halfClose: submit(.halfClose)
        case .abort: submit(.abort)
        case .overdue(let wait, let time): submit(.overdue(wait, after: time))
        case .tellUnfinished: submit(.tellUnfinished)
        case .know(let secret, let name): submit(.hide(secret, name: name))
        case .wait(let until): if until > now { submit(.letPass(until - now)) }
        case .record(let fact, let connection): tell(.script(fact), of: connection)
        case .done: submit(.closeOthers)
        case .ask, .pause, .breakpoint, .standing, .say, .note: break
        }
    }
}
