/// The connections of a session by the names that `@connect … as` gives them, at the prompt and in
/// scripts.
struct PromptConnections: Hashable, Sendable {
    /// The name of the connection in use.
    private(set) var current = Self.main
    /// The newest connection of each name.
    private var numbers: [String: Int] = [:]

    static let main = "main"

    /// What each name was connected to last, where it was typed.
    private var requests: [String: ConnectRequest] = [:]

    /// What the name in use is connected to from now on.
    mutating func connect(_ request: ConnectRequest) { requests[current] = request }

    /// Nil where nothing was typed for the name.
    func request(of name: String) -> ConnectRequest? { requests[name] }

    /// What follows concerns the connection of this name; there may be none yet.
    mutating func use(_ name: String) { current = name }

    /// A connection that was asked for has its number.
    mutating func add(_ number: Int) { numbers[current] = number }

    /// Nil where no connection had the name.
    func number(of name: String) -> Int? { numbers[name] }

    /// All that had a name, the one in use last.
    var all: [(name: String, number: Int)] {
        numbers.sorted { ($0.key == current ? 1 : 0, $0.key) < ($1.key == current ? 1 : 0, $1.key) }
            .map { ($0.key, $0.value) }
    }
}
