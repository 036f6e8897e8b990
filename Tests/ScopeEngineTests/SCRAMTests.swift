import SMTPCore
import Testing

@testable import ScopeEngine

struct SCRAMTests {
    /// The examples of RFC 5802 §5 and RFC 7677 §3; the password is `pencil`.
    private struct Example: Sendable {
        var hash: SCRAM.Hash
        var client: String
        var server: String
        var salt: String
        var proof: String
        var verifier: String
    }

    private static let examples = [
        Example(
            hash: .sha1, client: "fyko+d2lbbFgONRv9qkxdawL", server: "3rfcNHYJY1ZVvWVs7j",
            salt: "QSXCR+Q6sek8bf92", proof: "v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
            verifier: "rmF9pqV8S7suAoZWja4dJRkFsKQ="),
        Example(
            hash: .sha256, client: "rOprNGfwEbeRWgbNEkqO",
            server: "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0", salt: "W22ZaJ0SNY7soEsUEjb6gQ==",
            proof: "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
            verifier: "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="),
    ]

    private static func server(
        _ example: Example, password: String = "pencil"
    ) throws -> SCRAMServer {
        SCRAMServer(
            example.hash, password: Array(password.utf8),
            salt: try #require(Base64.decode(Array(example.salt.utf8))),
            nonce: Array(example.server.utf8), hashing: Digest.scram)
    }

    private static func first(_ example: Example, header: String = "n,,") -> [UInt8] {
        Array("\(header)n=user,r=\(example.client)".utf8)
    }

    private static func last(_ example: Example, binding: String = "biws") -> [UInt8] {
        Array("c=\(binding),r=\(example.client)\(example.server),p=\(example.proof)".utf8)
    }

    @Test func theExamplesOfTheRFCsAreProven() throws {
        for example in Self.examples {
            var server = try Self.server(example)

            let challenge = server.receive(Self.first(example))
            let proof = server.receive(Self.last(example))

            let text = "r=\(example.client)\(example.server),s=\(example.salt),i=4096"
            #expect(challenge == .challenge(Array(text.utf8)))
            #expect(proof == .proven(Array("v=\(example.verifier)".utf8)))
            #expect(server.receive([]) == .malformed)
        }
    }

    @Test func anotherPasswordIsRefused() throws {
        for example in Self.examples {
            var server = try Self.server(example, password: "Pencil")

            _ = server.receive(Self.first(example))

            #expect(server.receive(Self.last(example)) == .refused)
        }
    }

    @Test(arguments: [
        "", "n", "n,,", "n,,n=user", "n,,n=user,r=", "p=tls-unique,,n=user,r=abc", "x,,n=u,r=a",
        "n,,m=x,n=user,r=abc", ",,,,,", "n,,r=abc,n=user",
    ])
    func aFirstMessageThatIsNoneIsMalformed(message: String) throws {
        var server = try Self.server(Self.examples[1])

        #expect(server.receive(Array(message.utf8)) == .malformed)
    }

    @Test func theHeaderAndTheNonceMustBeThoseOfBefore() throws {
        let example = Self.examples[1]
        let nonce = example.client + example.server
        for message in [
            "", "p=", "c=biws,r=\(nonce)", "c=biws,r=\(nonce)x,p=\(example.proof)",
            "c=eSws,r=\(nonce),p=\(example.proof)", "c=biws,r=\(example.client),p=\(example.proof)",
            "c=biws,r=\(nonce),p=?",
        ] {
            var server = try Self.server(example)
            _ = server.receive(Self.first(example))

            let step = server.receive(Array(message.utf8))

            #expect(step == .malformed || step == .refused, "\(message)")
        }
    }

    // MARK: The client

    private static func client(
        _ example: Example, password: String = "pencil", identity: String? = nil
    ) -> SASLClient? {
        SASLClient(
            mechanism: SASLMechanism("SCRAM-" + example.hash.rawValue),
            credentials: Credentials(
                user: "user", password: password, authorizationIdentity: identity),
            scram: SASLClient.Means(hashing: Digest.scram, nonce: Array(example.client.utf8)))
    }

    private static func challenge(_ example: Example) -> [UInt8] {
        Array("r=\(example.client)\(example.server),s=\(example.salt),i=4096".utf8)
    }

    @Test func theClientOfTheExamplesProvesItself() throws {
        for example in Self.examples {
            var client = try #require(Self.client(example))

            #expect(client.initialResponse == Self.first(example))
            _ = client.command(.always)
            #expect(client.respond(to: Self.challenge(example)) == Self.last(example))
            #expect(client.respond(to: Array("v=\(example.verifier)".utf8)) == [])
            #expect(client.respond(to: []) == nil)
        }
    }

    @Test func theServerMustKnowThePasswordToo() throws {
        for verifier in ["v=" + Self.examples[0].verifier, "v=", "e=other-error", ""] {
            var client = try #require(Self.client(Self.examples[1]))
            _ = client.command(.always)
            _ = client.respond(to: Self.challenge(Self.examples[1]))

            #expect(client.respond(to: Array(verifier.utf8)) == nil)
        }
    }

    @Test(arguments: [
        "", "r=x", "r=rOprNGfwEbeRWgbNEkqO,s=AAAA,i=1", "r=other,s=AAAA,i=4096",
        "r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=0", "r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=99999999999",
        "r=rOprNGfwEbeRWgbNEkqOx,s=?,i=4096", "r=rOprNGfwEbeRWgbNEkqOx,s=AAAA", "m=x,r=y,s=z,i=1",
    ])
    func aChallengeThatIsNoneIsNotAnswered(challenge: String) throws {
        var client = try #require(Self.client(Self.examples[1]))
        _ = client.command(.always)

        #expect(client.respond(to: Array(challenge.utf8)) == nil)
    }

    /// An identity to act as, and names with the letters that SCRAM itself uses.
    @Test func clientAndServerAgree() throws {
        let example = Self.examples[1]
        var client = try #require(Self.client(example, identity: "a,b=c"))
        var server = try Self.server(example)
        #expect(client.initialResponse?.starts(with: "n,a=a=2Cb=3Dc,n=user,".utf8) == true)

        _ = client.command(.always)
        guard case .challenge(let challenge) = server.receive(client.initialResponse ?? []),
            let proof = client.respond(to: challenge),
            case .proven(let verifier) = server.receive(proof)
        else {
            Issue.record("they do not agree")
            return
        }

        #expect(client.respond(to: verifier) == [])
    }

    @Test func whatCannotBeDoneIsNotBegun() {
        for name in ["SCRAM-SHA-512", "SCRAM-SHA-256-PLUS"] {
            #expect(!SASLMechanism(name).isPlainSCRAM)
            #expect(
                SASLClient(
                    mechanism: SASLMechanism(name),
                    credentials: Credentials(user: "u", password: "p"),
                    scram: SASLClient.Means(hashing: Digest.scram, nonce: [65])) == nil)
        }
    }
}
