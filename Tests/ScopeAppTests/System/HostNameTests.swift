import Testing

@testable import ScopeApp

/// What this machine is called in full.
@Suite struct HostNameTests {
    private static let hosts = """
        127.0.0.1 localhost localhost.localdomain
        # 192.0.2.9 other.example.org box
        127.0.1.1\tbox.example.org  box mail
        192.0.2.7 pc.localdomain pc
        192.0.2.8 tab tab.example.net
        """

    @Test(arguments: [
        ("box", "box.example.org"), ("BOX", "box.example.org"), ("mail", "box.example.org"),
        ("me.example.com", "me.example.com"), ("tab", "tab.example.net"), ("pc", nil),
        ("localhost", nil), ("other", nil), ("pc.localdomain", nil), ("", nil), ("a..b", nil),
    ])
    func theFullNameIsWhatTheMachineKnows(name: String, full: String?) {
        #expect(HostName.full(name, hosts: Array(Self.hosts.utf8)) == full)
    }
}
