import Testing

@testable import ScopeApp

struct ConnectionPlanTests {
    private func problem(from oldest: String?, to newest: String?) -> String? {
        var plan = ConnectionPlan.none
        plan.oldest = oldest
        plan.newest = newest
        return plan.problem
    }

    @Test func noVersionIsLeftBetweenOldestAndNewest() {
        #expect(problem(from: "1.3", to: "1.2")?.hasSuffix("no version is left.") == true)
        #expect(problem(from: "1.1", to: "1.0")?.hasSuffix("no version is left.") == true)
        #expect(problem(from: "1.2", to: "1.2") == nil)
        #expect(problem(from: "1.0", to: "1.3") == nil)
        #expect(problem(from: "1.3", to: nil) == nil)
        #expect(problem(from: nil, to: "1.0") == nil)
    }

    @Test(arguments: [
        ("talk.smtprec", "talk"), ("a/b/talk.smtprec.gz", "talk"), ("-", "session"),
        ("/", "session"),
    ])
    func aScriptIsNamedAfterItsRecording(path: String, name: String) {
        #expect(RecordingCommands.baseName(of: path) == name)
    }
}
