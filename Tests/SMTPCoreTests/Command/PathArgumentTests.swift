import SMTPCore
import Testing

private func readPath(_ argument: String) -> PathArgument? {
    PathArgument(Array(argument.utf8)[...], keyword: "FROM:")
}

@Suite struct PathArgumentTests {
    @Test(
        arguments: [
            ("FROM:<>", "", []),
            ("FROM:<a@b>", "a@b", []),
            ("from:<a@b>", "a@b", []),
            (#"FROM:<"a b>c"@d>"#, #""a b>c"@d"#, []),
            (#"FROM:<"a\"b>"@d>"#, #""a\"b>"@d"#, []),
            ("FROM:<@one,@two:a@b>", "a@b", []),
            ("FROM: <a@b>", "a@b", [PathArgument.Slip.blankBehindColon]),
            ("FROM:a@b", "a@b", [.noBrackets]),
            ("FROM: a@b", "a@b", [.blankBehindColon, .noBrackets]),
            ("FROM:<a@b", "a@b", [.unclosed]),
            (#"FROM:<"a@b>"#, #""a@b>"#, [.unclosed]),
            ("FROM:", "", [.noBrackets]),
            ("FROM:<@one>", "@one", []),
        ] as [(String, String, [PathArgument.Slip])])
    func pathsAreReadAsServersReadThem(
        argument: String, address: String, slips: [PathArgument.Slip]
    ) throws {
        let path = try #require(readPath(argument))

        #expect(path.address.text == address)
        #expect(path.slips == slips)
        #expect(path.parameters == [])
    }

    @Test(arguments: ["", "TO:<a@b>", "FROM", "FROM :<a@b>", "<a@b>"])
    func anotherKeywordIsNoPath(argument: String) {
        #expect(readPath(argument) == nil)
    }

    @Test(arguments: [
        "FROM:<a@b> SIZE=10 body=8BITMIME SMTPUTF8", "FROM:a@b SIZE=10 body=8BITMIME SMTPUTF8",
        "FROM:<a@b>  SIZE=10  body=8BITMIME SMTPUTF8 ",
        "FROM:<a@b>\tSIZE=10\tbody=8BITMIME SMTPUTF8",
        "FROM:<a@b>SIZE=10 body=8BITMIME SMTPUTF8",
    ])
    func parametersAreReadInOrder(argument: String) {
        #expect(
            readPath(argument)?.parameters == [
                .init(name: "SIZE", value: "10"), .init(name: "BODY", value: "8BITMIME"),
                .init(name: "SMTPUTF8"),
            ])
    }

    @Test func parametersKeepWhatFollowsTheFirstEqualsSign() throws {
        let path = try #require(readPath("FROM:<a@b> AUTH=e+3Dmc2=x ENVID= ="))

        #expect(path.value(of: "AUTH") == "e+3Dmc2=x")
        #expect(path.value(of: "ENVID") == "")
        #expect(path.parameters.last == .init(name: "", value: ""))
        #expect(path.value(of: "SIZE") == nil)
    }

    @Test(arguments: [
        ("FROM:<a@b>", "a", "b"), (#"FROM:<"x@y"@b>"#, #""x@y""#, "b"),
        ("FROM:<root>", "root", nil),
        ("FROM:<>", "", nil), ("FROM:<a@[IPv6:::1]>", "a", "[IPv6:::1]"), ("FROM:<a@>", "a", ""),
    ])
    func localPartAndDomainAreSplitAtTheLastAt(argument: String, local: String, domain: String?) {
        #expect(readPath(argument)?.localPart.text == local)
        #expect(readPath(argument)?.domain?.text == domain)
    }

    @Test func onlyMAILAndRCPTHaveAPath() {
        #expect(Command("RCPT TO:<a@b>").path?.address.text == "a@b")
        #expect(Command("MAIL FROM:<a@b>").path?.address.text == "a@b")
        #expect(Command("RCPT FROM:<a@b>").path == nil)
        #expect(Command("VRFY TO:<a@b>").path == nil)
    }
}
