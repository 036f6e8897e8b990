/// What a script calls the connections of a session: `main`, or another name while that is in use.
struct ConnectionNames {
    private static let main = "main"

    private var names: [Int: String] = [:]
    /// The name of the connection in use.
    private var current = Self.main

    /// The name behind `@connect … as`; nil for `main`.
    mutating func name(of turn: SessionTurn) -> String? {
        let taken = Set(turn.openBeside.compactMap { names[$0] })
        var name = Self.main
        var number = 2
        while taken.contains(name) {
            name = "link\(number)"
            number += 1
        }
        names[turn.connection] = name
        current = name
        return name == Self.main ? nil : name
    }

    /// The name for an `@use` in front of a turn; nil where none is needed.
    mutating func change(to turn: SessionTurn) -> String? {
        guard let name = names[turn.connection], name != current else { return nil }
        if case .connect = turn.kind { return nil }
        current = name
        return name
    }
}
