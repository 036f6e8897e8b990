import Testing

@testable import SMTPTrace

@Suite
struct EndpointTests {
    @Test(arguments: [
        ("mail.example.org", Endpoint.host("mail.example.org", port: 25, .smtp)),
        ("mail.example.org:587", .host("mail.example.org", port: 587, .smtp)),
        ("mail.example.org/587", .host("mail.example.org", port: 587, .smtp)),
        ("mail.example.org:submission", .host("mail.example.org", port: 587, .smtp)),
        ("mail.example.org:465", .host("mail.example.org", port: 465, .submissions)),
        ("mail.example.org:smtps", .host("mail.example.org", port: 465, .submissions)),
        ("[2001:db8::1]:2525", .host("2001:db8::1", port: 2525, .smtp)),
        ("[2001:db8::1]", .host("2001:db8::1", port: 25, .smtp)),
        ("2001:db8::1", .host("2001:db8::1", port: 25, .smtp)),
        ("fe80::1%eth0", .host("fe80::1%eth0", port: 25, .smtp)),
        ("127.0.0.1:2525", .host("127.0.0.1", port: 2525, .smtp)),
        ("smtp://a.example/", .host("a.example", port: 25, .smtp)),
        ("SMTPS://a.example", .host("a.example", port: 465, .submissions)),
        ("smtps://a.example:2465", .host("a.example", port: 2465, .submissions)),
        ("submission://a.example", .host("a.example", port: 587, .smtp)),
        ("submissions://a.example", .host("a.example", port: 465, .submissions)),
        ("smtp://a.example:465", .host("a.example", port: 465, .smtp)),
        ("lmtp://a.example:24", .host("a.example", port: 24, .lmtp)),
        ("a.example:lmtp", .host("a.example", port: 24, .lmtp)),
        ("lmtp:///run/lmtp", .socket(path: "/run/lmtp", .lmtp)),
        ("unix:/run/smtp", .socket(path: "/run/smtp", .smtp)),
        ("/run/smtp", .socket(path: "/run/smtp", .smtp)),
        ("lab:greylisting", .lab("greylisting")),
        ("lab:", .lab("healthy")),
        ("pipe:exim -bh 192.0.2.1", .program("exim -bh 192.0.2.1")),
    ])
    func eachSpellingLeadsWhereItSays(_ text: String, _ expected: Endpoint) throws {
        let endpoint = try Endpoint(parsing: text)

        #expect(endpoint == expected)
        #expect(try Endpoint(parsing: endpoint.description) == expected)
    }

    @Test(arguments: [
        ("", EndpointError.Code.empty),
        ("2525", .badHost),
        ("a b", .badHost),
        ("a\u{1B}b", .badHost),
        (":25", .badHost),
        ("me@a.example", .badHost),
        ("a.example:", .badPort),
        ("a.example:0", .badPort),
        ("a.example:65536", .badPort),
        ("a.example:-1", .badPort),
        ("a.example:many", .badPort),
        ("a.example:99999999999999999999", .badPort),
        ("[2001:db8::1", .badAddress),
        ("[a.example]:25", .badAddress),
        ("2001:db8::xyz", .badAddress),
        ("[2001:db8::1]25", .unexpectedText),
        ("http://a.example", .unknownScheme),
        ("smtp:///path", .badHost),
        ("unix:relative", .badPath),
        ("/" + String(repeating: "x", count: 120), .badPath),
        ("pipe:", .badPath),
    ])
    func whatNamesNoServerIsRefusedWithOneSentence(
        _ text: String, _ code: EndpointError.Code
    ) {
        let error = #expect(throws: EndpointError.self) { try Endpoint(parsing: text) }

        #expect(error?.code == code)
        #expect(error?.description.hasSuffix(".") == true)
    }
}
