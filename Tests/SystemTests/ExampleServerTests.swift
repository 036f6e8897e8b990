import TestSupport
import Testing

/// The examples as they are, against servers others wrote.
@Suite(
    "Examples on real servers",
    .enabled(if: RealServers.areWanted, Comment(rawValue: RealServers.hint)))
struct ExampleServerTests {
    private static let examples = FileText.names(in: "\(Scope.root)/examples")
        .filter { $0.hasSuffix(".smtp") }.sorted()
    private static let rows = ExampleRow.all.filter { $0.isRun && $0.server != .openSMTPD }
    private static let openSMTPDRows = ExampleRow.all.filter {
        $0.isRun && $0.server == .openSMTPD
    }

    private let servers: RealServers

    init() throws { servers = try RealServers.shared }

    @Test func everyExampleHasARowForEveryServer() {
        for server in ExampleRow.Server.allCases {
            let rows = Set(ExampleRow.all.filter { $0.server == server }.map(\.example))

            #expect(rows == Set(Self.examples.map { String($0.prefix(2)) }), "\(server)")
        }
    }

    @Test(arguments: rows)
    func anExampleFindsWhatTheTableSays(row: ExampleRow) throws { try run(row) }

    @Test(
        .enabled(if: RealServers.haveViews, "OpenSMTPD needs a mount namespace of its own"),
        arguments: openSMTPDRows)
    func anExampleFindsOnOpenSMTPDWhatTheTableSays(row: ExampleRow) throws { try run(row) }

    private func run(_ row: ExampleRow) throws {
        let file = try #require(Self.examples.first { $0.hasPrefix(row.example) })
        let outcome = try Scope.run(
            ["run", "examples/\(file)".inRoot, "--to", target(of: row), "--ca", servers.authority]
                + Self.variables + (row.until.map { ["--until", $0] } ?? []),
            environment: ["SMTP_PASSWORD=wonderland"], within: .seconds(50))

        switch row.outcome {
        case .passes: #expect(outcome.status == .exited(0), "\(outcome)")
        case .finds(let line, _):
            #expect(outcome.status == .exited(4), "\(outcome)")
            #expect(outcome.text.contains("/examples/\(file):\(line)\n"), "\(outcome)")
        case .isLeftOut: Issue.record("not to be run")
        }
    }

    private func target(of row: ExampleRow) -> String {
        switch (row.server, row.port) {
        case (.postfix, .plain): servers.plain
        case (.postfix, .strict): servers.strict
        case (.postfix, .submission): servers.submission
        case (.exim, _): "pipe:\(servers.exim) -bs"
        case (.openSMTPD, _): servers.openSMTPDPlain
        case (.dovecot, _): "lmtp://\(servers.deliverySocket)"
        }
    }

    /// The lab's addresses give way to those the servers know.
    private static let variables = [
        "to=ann@example.test", "inside=ann@example.test", "one=ann@example.test",
        "other=bob@example.test", "mailbox=ann@example.test", "stranger=nobody@example.test",
        "from=ann@example.test", "friend=bob@example.test",
    ].flatMap { ["--var", $0] }
}

extension String {
    fileprivate var inRoot: String { "\(Scope.root)/\(self)" }
}
