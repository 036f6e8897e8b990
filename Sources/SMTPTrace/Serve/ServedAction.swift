/// What the server of a recording wants done, in order.
package enum ServedAction: Hashable, Sendable {
    /// Send these octets, once they took as long as they did; never empty.
    case write([UInt8], after: Duration)
    case startTLS
    /// End in order (FIN) once everything written has left.
    case close
    /// Reset at once.
    case abort
    /// Why an answer was chosen, for the log; the command is made visible and without secrets.
    /// `like` is the recorded step whose answer it gets where that is another one, else empty.
    case decided(ServedDecision, command: String, like: String)
    /// Somebody is to say what this command gets; `answered` takes it. `usual` is what servers say.
    case ask(command: String, usual: String)
    /// A rule may say otherwise; `judged` takes what it makes of it.
    case judge(ServedOccasion)
    /// Nothing behind this leaves before so long has passed, at any pace.
    case pause(Duration)
    /// A sentence for the log.
    case remark(String)
}

/// How well a command was known.
package enum ServedDecision: String, Hashable, Sendable {
    case exact
    /// What it is about is the same, not all of what is said: EHLO with another name, MAIL with
    /// another SIZE.
    case close
    /// Another argument.
    case sameVerb = "same verb"
    case unknown = "not in the recording"
    /// RCPT without MAIL and the like.
    case outOfOrder = "out of order"
    /// Larger than the recorded server takes.
    case tooLarge = "over the recorded SIZE"
    /// Its digest is none of those recorded.
    case anotherMessage = "another message"
    /// SCRAM without a password of ours, or with channel binding.
    case unproven = "cannot be proven"
    /// SCRAM with another password than ours.
    case anotherPassword = "another password"
}
