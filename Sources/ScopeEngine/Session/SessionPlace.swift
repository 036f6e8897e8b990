import SMTPTrace

/// Where one of a session's connections stands, and where the next one follows it. Several places
/// hold connections side by side.
final class SessionPlace {
    /// Of the connection asked for last; 0 before the first.
    var number = 0
    /// Nil while nothing is connected.
    var handler: SessionHandler?
    /// The attempt under way.
    var connector: Connector?
    /// What was asked for last.
    var last: (endpoint: Endpoint, options: ConnectOptions)?
    /// The lab at the other end, also when the connection is over; nil where it is no lab.
    var lab: LabServer?
    /// The connection's number in the lab.
    var labConnection = 0

    /// Ends what there is.
    func leave() {
        connector?.cancel()
        connector = nil
        handler?.closeByUser()
        handler = nil
    }
}

@available(*, unavailable)
extension SessionPlace: Sendable {}
