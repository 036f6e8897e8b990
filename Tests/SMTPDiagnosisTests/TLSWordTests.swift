import SMTPTrace
import Testing

@testable import SMTPDiagnosis

/// What programs print when TLS fails.
@Suite struct TLSWordTests {
    private func report(_ text: String) -> ExplainReport {
        var stream = ExplainStream()
        stream.append(Array(text.utf8)[...])
        return stream.finish()
    }

    private func ids(_ text: String) -> [String] { report(text).failures.map(\.finding.id) }

    @Test(arguments: [
        """
        CONNECTED(00000003)
        40A7B2F5C77F0000:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../ssl/record/ssl3_record.c:354:
        ---
        no peer certificate available
        """,
        """
        CONNECTED(00000003)
        4057A3D5FE7F0000:error:0A0000C6:SSL routines:tls_get_more_records:packet length too long:../ssl/record/methods/tls_common.c:662:
        4057A3D5FE7F0000:error:0A000139:SSL routines::record layer failure:../ssl/record/rec_layer_s3.c:645:
        """,
        "139834418341536:error:140770FC:SSL routines:SSL23_GET_SERVER_HELLO:unknown protocol:s23_clnt.c:794:",
        """
        * Connected to mx.example.org (192.0.2.1) port 25
        * OpenSSL/3.0.13: error:0A00010B:SSL routines::wrong version number
        * Closing connection
        curl: (35) OpenSSL/3.0.13: error:0A00010B:SSL routines::wrong version number
        """,
        "curl: (35) gnutls_handshake() failed: An unexpected TLS packet was received.",
        """
        === Connected to mx.example.org.
        *** TLS startup failed (connect(): error:0A00010B:SSL routines::wrong version number)
        """,
        """
        msmtp: TLS handshake failed: An unexpected TLS packet was received.
        msmtp: could not send mail (account default from /home/a/.msmtprc)
        """,
        "ssl.SSLError: [SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:992)",
        "javax.net.ssl.SSLException: Unsupported or unrecognized SSL message",
        "tls: first record does not look like a TLS handshake",
    ])
    func tlsSpokenToAPlainPortIsToldOnce(text: String) throws {
        let failures = report(text + "\n").failures
        let failure = try #require(failures.first)

        #expect(failures.count == 1 && failure.count == 1)
        #expect(failure.finding.id == "plain-port-spoken-tls")
        #expect(failure.finding.category == .tlsFailed)
        #expect(failure.finding.steps.first?.text.contains("STARTTLS") == true)
        #expect(!failure.sample.contains(10))
    }

    @Test(arguments: [
        "error:0A00018F:SSL routines:SSL_CTX_use_certificate:ee key too small:../ssl/ssl_rsa.c:221:",
        "TLS handshake failed: EE certificate key too weak",
        "TLS startup failed (connect(): error:0A00018D:SSL routines::ca md too weak)",
    ])
    func aWeakCertificateIsTold(text: String) { #expect(ids(text + "\n") == ["tls-cert-weak"]) }

    @Test(arguments: [
        "Didn't find STARTTLS in server response, trying anyway...\n40A7B2F5C77F0000:error:"
            + "0A00010B:SSL routines:ssl3_get_record:wrong version number:../ssl/x.c:354:",
        "<-  220 mx.example.org ESMTP\n ~> EHLO a.example\n<-  250 STARTTLS\n -> STARTTLS\n<-  220 go"
            + "\n*** TLS startup failed (connect(): error:0A00010B:SSL routines::wrong version number)",
        "Nov 24 10:00:00 mx postfix/smtps/smtpd[1]: warning: TLS library problem: error:1408F10B:"
            + "SSL routines:ssl3_get_record:wrong version number:ssl/record/ssl3_record.c:332:",
    ])
    func behindAGreetingItIsNotThePort(text: String) {
        #expect(ids(text + "\n") == ["tls-failed"])
    }

    @Test(arguments: [
        "TLS error on connection from a.example [192.0.2.1] (SSL_accept): error:1417D102:SSL "
            + "routines:tls_process_client_hello:unsupported protocol",
        "TLS error on connection from a.example [192.0.2.1] (SSL_accept): error:0A0000BF:SSL "
            + "routines::no protocols available",
        "TLS error on connection from a.example [192.0.2.1] (SSL_accept): error:0A00018C:SSL "
            + "routines::version too low",
        "H=mx.example [192.0.2.1] TLS error on connection (SSL_connect): error:0A00042E:SSL "
            + "routines::tlsv1 alert protocol version",
        "TLS error on connection from a.example [192.0.2.1] (gnutls_handshake): A packet with "
            + "illegal or unsupported version was received.",
        "1tFabd-000001-2B == u@y.example R=r T=t H=mx.y.example [192.0.2.2] defer (-37): TLS "
            + "session: (SSL_connect): error:0A000102:SSL routines::unsupported protocol",
    ])
    func aTooOldVersionIsNamedInEximsLog(words: String) {
        let failures = report("2026-11-24 10:00:02 " + words + "\n").failures

        #expect(failures.map(\.finding.id) == ["tls-version-too-old"])
        #expect(failures.map(\.finding.category) == [.tlsFailed])
    }

    @Test func versionsAndCiphersAreToldApartElsewhere() {
        let log = """
            Nov 24 10:00:00 mx postfix/smtpd[1]: warning: TLS library problem: error:0A000102:SSL routines::unsupported protocol:../ssl/statem/statem_srvr.c:1657:
            Nov 24 10:00:01 mx postfix/smtpd[1]: warning: TLS library problem: error:1417A0C1:SSL routines:tls_post_process_client_hello:no shared cipher:ssl/x.c:2283:
            """
        let dialogue = """
            220 mx ESMTP
            STARTTLS
            220 go ahead
            140276547904832:error:1425F102:SSL routines:ssl_choose_client_version:unsupported protocol:../ssl/statem/statem_lib.c:1945:
            """

        #expect(Set(ids(log)) == ["tls-version-too-old", "tls-no-cipher"])
        #expect(ids(dialogue) == ["tls-version-too-old"])
        #expect(ids("454 4.7.0 TLS failed: unsupported protocol") == ["tls-version-too-old"])
    }

    /// Servers that close without a word (RFC 8446 §6.1) are no failure of the mail.
    @Test func theEndOfASessionIsNoFailure() {
        let text =
            "220 mx ESMTP\n221 bye\n40A7:error:0A000126:SSL routines:ssl3_read_n:unexpected eof "
            + "while reading:../ssl/record/rec_layer_s3.c:304:\n"

        #expect(ids(text) == [])
    }
}
