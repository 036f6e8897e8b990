import ArgumentParser
import ScopeApp

/// Ends with a usage error if something is wrong with options that are each right: one needs
/// another, or would do nothing. To be called by `run`: `validate` comes before options that do
/// not exist are named.
func refuse(_ problem: String?) throws {
    guard let problem else { return }
    complain("Error: \(problem)")
    throw ExitCode(1)
}

/// Says of the first of these options why it would do nothing; nil where none is given.
func useless(_ given: [String], _ reason: String) -> String? {
    given.first.map { "\($0) \(reason)" }
}

/// The options that were given, of names and whether each was.
func names(_ options: KeyValuePairs<String, Bool>) -> [String] {
    options.filter(\.value).map(\.key)
}
