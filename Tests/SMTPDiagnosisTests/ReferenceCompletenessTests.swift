import SMTPDiagnosis
import Testing

/// The lists of the RFCs and of IANA, written out, against the tables.
struct ReferenceCompletenessTests {
    @Test(
        "Every reply code of RFC 5321 §4.2.3 has a row",
        arguments: [
            211, 214, 220, 221, 250, 251, 252, 354, 421, 450, 451, 452, 455, 500, 501, 502, 503,
            504, 550, 551, 552, 553, 554, 555,
        ])
    func replyCodeOfTheStandard(_ code: Int) {
        #expect(Reference.reply(code: code, to: nil)?.name == "\(code)")
    }

    @Test(
        "Every reply code of the extensions has a row",
        arguments: [
            235, 253, 334, 355, 432, 453, 454, 458, 459, 521, 523, 524, 525, 530, 534, 535, 538,
            556,
        ])
    func replyCodeOfAnExtension(_ code: Int) {
        #expect(Reference.reply(code: code, to: nil)?.name == "\(code)")
    }

    @Test(
        "Every code of the enhanced status code registry has a row",
        arguments: [
            0: 0...0, 1: 0...10, 2: 0...4, 3: 0...6, 4: 0...7, 5: 0...6, 6: 0...10, 7: 0...30,
        ].map { ($0.key, $0.value) })
    func enhancedCodesOfTheSubject(_ subject: Int, details: ClosedRange<Int>) {
        for detail in details {
            for status in [2, 4, 5] {
                let entry = Reference.enhanced(class: status, subject: subject, detail: detail)

                #expect(entry?.name == "\(status).\(subject).\(detail)")
            }
        }
    }

    @Test(
        "Every keyword of the SMTP service extensions registry has a row",
        arguments: [
            "SEND", "SOML", "SAML", "VRFY", "EXPN", "HELP", "TURN", "8BITMIME", "SIZE", "VERB",
            "ONEX", "CHUNKING", "BINARYMIME", "CHECKPOINT", "DELIVERBY", "PIPELINING", "DSN",
            "ETRN", "ENHANCEDSTATUSCODES", "STARTTLS", "NO-SOLICITING", "MTRK", "SUBMITTER",
            "ATRN", "AUTH", "FUTURERELEASE", "CONPERM", "CONNEG", "SMTPUTF8", "UTF8SMTP",
            "MT-PRIORITY", "RRVS", "REQUIRETLS", "BURL", "LIMITS",
        ])
    func registeredKeyword(_ name: String) {
        let entry = Reference.keyword(name)

        #expect(entry?.name == name)
        #expect(entry?.standing == .registered || entry?.standing == .old)
    }

    @Test(
        "Keywords of vendors are known and marked as private",
        arguments: [
            "XCLIENT", "XFORWARD", "X-ANONYMOUSTLS", "X-EXPS", "XEXCH50", "X-LINK2STATE", "XRDST",
            "XSHADOW", "XSHADOWREQUEST", "XOORG", "XPROXY", "XPROXYFROM", "XPROXYTO",
            "XSESSIONPARAMS", "XSYSPROBE", "PRDR", "PIPECONNECT", "X_PIPE_CONNECT", "X-RCPTLIMIT",
            "XAUTH", "TIME", "TICK",
        ])
    func privateKeyword(_ name: String) {
        #expect(Reference.keyword(name)?.standing == .private)
    }

    @Test(
        "Every command of the standards has a row",
        arguments: [
            "HELO", "EHLO", "LHLO", "MAIL", "RCPT", "DATA", "BDAT", "RSET", "VRFY", "EXPN", "HELP",
            "NOOP", "QUIT", "STARTTLS", "AUTH", "ETRN", "ATRN", "TURN", "BURL", "SEND", "SOML",
            "SAML", "XCLIENT", "XFORWARD", "WIZ", "DEBUG",
        ])
    func verb(_ name: String) {
        #expect(Reference.verb(name)?.name == name)
    }

    @Test(
        "Every registered parameter of MAIL has a row",
        arguments: [
            "SIZE", "BODY", "RET", "ENVID", "AUTH", "SMTPUTF8", "REQUIRETLS", "BY", "HOLDFOR",
            "HOLDUNTIL", "MT-PRIORITY", "MTRK", "SOLICIT", "TRANSID", "SUBMITTER", "CONPERM",
        ])
    func parameterOfMail(_ name: String) {
        #expect(Reference.parameter(name, of: "MAIL")?.name == name)
    }

    @Test(
        "Every registered parameter of RCPT has a row",
        arguments: ["NOTIFY", "ORCPT", "RRVS", "CONNEG"])
    func parameterOfRcpt(_ name: String) {
        #expect(Reference.parameter(name, of: "RCPT")?.name == name)
    }

    @Test(
        "Mechanisms seen on mail servers are known and judged",
        arguments: [
            ("PLAIN", ReferenceStanding.tlsOnly), ("LOGIN", .tlsOnly), ("XOAUTH2", .tlsOnly),
            ("OAUTHBEARER", .tlsOnly), ("CRAM-MD5", .weak), ("DIGEST-MD5", .weak), ("NTLM", .weak),
            ("SCRAM-SHA-1", .safe), ("SCRAM-SHA-1-PLUS", .safe), ("SCRAM-SHA-256", .safe),
            ("SCRAM-SHA-256-PLUS", .safe), ("SCRAM-SHA-512", .safe), ("EXTERNAL", .safe),
            ("GSSAPI", .safe), ("ANONYMOUS", .open),
        ])
    func mechanism(_ name: String, standing: ReferenceStanding) {
        #expect(Reference.mechanism(name)?.name == name)
        #expect(Reference.mechanism(name)?.standing == standing)
    }

    @Test(
        "The values of a parameter are explained one by one",
        arguments: [
            ("BODY", "MAIL", ["7BIT", "8BITMIME", "BINARYMIME"]),
            ("RET", "MAIL", ["FULL", "HDRS"]),
            ("BY", "MAIL", ["R", "N", "T"]),
            ("NOTIFY", "RCPT", ["NEVER", "SUCCESS", "FAILURE", "DELAY"]),
            ("RRVS", "RCPT", ["C", "R"]),
        ])
    func values(of name: String, verb: String, expected: [String]) {
        #expect(Reference.parameter(name, of: verb)?.values.map(\.name) == expected)
    }
}
