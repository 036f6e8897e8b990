/// Why a saved script may do something else than what was done, said in a comment.
enum SavedDoubt: Hashable {
    /// A recording does not tell in which form a secret was sent.
    case secretInSomeForm
    /// The setting of the recording left the content out.
    case letterLeftOut
    case severalHosts(String)
    /// Servers take that for LOGIN although no document allows it.
    case responseTooEarly
    /// A script names no programs.
    case serverUnnameable(String)

    private var text: String {
        switch self {
        case .secretInSomeForm: "a secret stood here, perhaps in base64"
        case .letterLeftOut: "the letter was not recorded; this is another"
        case .severalHosts(let name): "\(name) went to more than one host, a script gives it to one"
        case .responseTooEarly: "the AUTH line named the user already, @auth does it later"
        case .serverUnnameable(let target):
            "this was another server, which a script cannot name: " + VisibleText.of(target)
        }
    }

    /// Where it is told.
    var comment: ScriptNode { .comment(" " + text) }
}
