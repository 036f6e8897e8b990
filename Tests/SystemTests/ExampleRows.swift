extension ExampleRow {
    /// Every example with every server, each once.
    static let all = postfix + exim + openSMTPD + dovecot

    private static let speaksSMTP = Outcome.isLeftOut("it speaks SMTP, and LHLO is LMTP's")
    private static let greetsAtOnce = Outcome.isLeftOut("nothing delays its greeting")
    private static let idle = "who says nothing is sent away"
    private static let handshake = "TLS works, with a certificate for this name"

    private static let postfix: [ExampleRow] = [
        .init("01", .postfix, .passes),
        .init("02", .postfix, .passes),
        .init("03", .postfix, .passes, port: .submission),
        .init("04", .postfix, .passes),
        .init("05", .postfix, .isLeftOut("its greylisting is another program")),
        .init("06", .postfix, .passes),
        .init("07", .postfix, .passes),
        .init("08", .postfix, .passes),
        .init("09", .postfix, .finds(line: 20, "a bare LF ends a message until that is forbidden")),
        .init("09", .postfix, .passes, port: .strict),
        .init("10", .postfix, .finds(line: 28, "SMTPUTF8 need not be asked for")),
        .init("10", .postfix, .passes, port: .strict),
        .init("11", .postfix, .passes),
        .init("12", .postfix, .passes, port: .strict),
        .init("13", .postfix, .passes),
        .init("14", .postfix, speaksSMTP),
        .init("15", .postfix, .passes, port: .submission),
        .init("16", .postfix, .passes),
        .init("17", .postfix, greetsAtOnce),
    ]

    private static let throughPipes = Outcome.isLeftOut("TLS needs a socket, not two pipes")

    private static let exim: [ExampleRow] = [
        .init("01", .exim, .passes),
        .init("02", .exim, .finds(line: 10, "it has no enhanced codes")),
        .init("03", .exim, throughPipes),
        .init("04", .exim, .passes),
        .init("05", .exim, .isLeftOut("its greylisting is a rule to be written")),
        .init("06", .exim, .isLeftOut("its limit is 50 MiB here")),
        .init("07", .exim, .finds(line: 16, "it has no enhanced codes")),
        .init("08", .exim, throughPipes),
        .init("09", .exim, .passes),
        .init("10", .exim, .finds(line: 28, "SMTPUTF8 need not be asked for")),
        .init("11", .exim, .passes),
        .init("12", .exim, .passes, until: idle),
        .init("13", .exim, .passes, until: handshake),
        .init("14", .exim, speaksSMTP),
        .init("15", .exim, throughPipes),
        .init("16", .exim, .passes),
        .init("17", .exim, greetsAtOnce),
    ]

    private static let noTLS = Outcome.isLeftOut("6.8 finishes no handshake with OpenSSL 3")

    private static let openSMTPD: [ExampleRow] = [
        .init("01", .openSMTPD, .finds(line: 12, "it has no PIPELINING")),
        .init("02", .openSMTPD, .finds(line: 10, "its enhanced codes say 2.0.0 for MAIL")),
        .init("03", .openSMTPD, noTLS),
        .init("04", .openSMTPD, .passes),
        .init("05", .openSMTPD, .isLeftOut("its greylisting is another program")),
        .init("06", .openSMTPD, .finds(line: 14, "the announced size is not looked at")),
        .init("07", .openSMTPD, .finds(line: 7, "it has no PIPELINING")),
        .init("08", .openSMTPD, noTLS),
        .init("09", .openSMTPD, .finds(line: 20, "6.8 takes a bare LF for an end of line")),
        .init("10", .openSMTPD, .finds(line: 6, "it has no SMTPUTF8")),
        .init("11", .openSMTPD, .passes),
        .init("12", .openSMTPD, .passes, until: idle),
        .init("13", .openSMTPD, .passes, until: handshake),
        .init("14", .openSMTPD, speaksSMTP),
        .init("15", .openSMTPD, noTLS),
        .init("16", .openSMTPD, .finds(line: 6, "it has no CHUNKING")),
        .init("17", .openSMTPD, greetsAtOnce),
    ]

    /// Its LMTP.
    private static let dovecot =
        [ExampleRow("14", .dovecot, .passes)]
        + (1...17).filter { $0 != 14 }.map { number in
            ExampleRow(
                number < 10 ? "0\(number)" : "\(number)", .dovecot,
                .isLeftOut("it speaks LMTP, and LHLO is no EHLO (RFC 2033 §4.1)"))
        }
}
