import TestSupport
import Testing

@Suite(
    "The screen on Postfix",
    .enabled(if: RealServers.areWanted, Comment(rawValue: RealServers.hint)))
struct ScreenPostfixTests {
    private let servers: RealServers

    init() throws { servers = try RealServers.shared }

    @Test(arguments: 0..<3)
    func aWholeSessionFitsEverySize(size: Int) throws {
        let session = try ScreenSession(servers.plain, size: ScreenSession.sizes[size])
        session.expect("220 mail.test")
        session.send("EHLO client.test")
        session.expect("extensions")
        session.send("STARTTLS")
        session.expect("days left")
        session.send("EHLO client.test")
        session.expect("no AUTH")
        session.send("MAIL FROM:<eve@client.test>")
        session.expect("250 2.1.0")

        session.send("RCPT TO:<bob@far.test>")

        session.expect("S! 554 5.7.1")
        session.send("RSET")
        session.expect("C> RSET")
        session.send("QUIT")
        session.expect("221 2.0.0", "OFFLINE")
        session.quit()
    }

    @Test func anExpiredCertificateIsDiagnosed() throws {
        let session = try ScreenSession(
            "\(servers.expired) --ca \(servers.authority)", size: (120, 36))
        session.expect("220 mail.test")
        session.send("EHLO client.test")
        session.expect("extensions")

        session.send("STARTTLS")

        session.expect("expired", "The server's certificate has expired")
    }
}
