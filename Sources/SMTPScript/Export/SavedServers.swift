import SMTPTrace

/// The servers of a session, as its script names them: the first is the one of the run.
struct SavedServers {
    /// Where the first connection leads; nil before that, and where it is not known.
    private var first: String?
    private var isBegun = false
    /// Hosts of connections that lead to another one than the first does.
    private var foreign: [Int: String] = [:]

    /// What stands in front of everything else: the lab, or where a run may go again.
    var head: [ScriptNode] {
        guard let first else { return [] }
        guard let lab = Self.lab(first) else {
            return [.comment(" recorded from " + VisibleText.of(first))]
        }
        return [.order(Order(action: .lab(lab, []), place: ScriptExport.place))]
    }

    /// Where `@connect` leads; nil for the server of the run, and for what cannot be named.
    mutating func target(of turn: SessionTurn) -> String? {
        if !isBegun { first = turn.target }
        isBegun = true
        foreign[turn.connection] = nil
        guard let target = turn.target, target != first, Self.isNameable(target) else {
            return nil
        }
        let host = Link.host(of: target)
        if host != first.map(Link.host) { foreign[turn.connection] = host }
        return target
    }

    /// The host a turn's connection leads to where that is not the host of the run.
    func foreignHost(of turn: SessionTurn) -> String? { foreign[turn.connection] }

    /// What a connection loses that leads to a server no script can name.
    func doubt(about turn: SessionTurn) -> SavedDoubt? {
        guard isBegun, let target = turn.target, target != first, !Self.isNameable(target) else {
            return nil
        }
        return .serverUnnameable(target)
    }

    /// Whether a script may connect to it: it starts no programs.
    private static func isNameable(_ target: String) -> Bool {
        guard let endpoint = try? Endpoint(parsing: target) else { return false }
        if case .program = endpoint { return false }
        return true
    }

    private static func lab(_ target: String) -> String? {
        target.hasPrefix("lab:") ? String(target.dropFirst(4)) : nil
    }
}
