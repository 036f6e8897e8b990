/// Why a saved script may do something else than what was done, said in a comment.
enum SavedDoubt: Hashable {
    /// A script names no programs.
    case serverUnnameable(String)

    private var text: String {
        switch self {
        case .serverUnnameable(let target):
            "this was another server, which a script cannot name: " + VisibleText.of(target)
        }
    }

    /// Where it is told.
    var comment: ScriptNode { .comment(" " + text) }
}
