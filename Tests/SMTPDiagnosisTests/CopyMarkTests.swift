import Testing

@testable import SMTPDiagnosis

/// Notices that are no report, with the message that came back pasted below.
@Suite struct CopyMarkTests {
    private func ids(_ text: String) -> [String] {
        var stream = ExplainStream()
        stream.append(Array(text.utf8)[...])
        return stream.finish().failures.map(\.finding.id)
    }

    private static let marks = [
        "--- Below this line is a copy of the message.",
        "------ This is a copy of the message, including all the headers. ------",
        "   ----- Original message follows -----", "----- Original message -----",
        "Original message headers:", "----- Unsent message below -----",
        "--- Unten folgt eine Kopie der Nachricht.", "-----Ursprüngliche Nachricht-----",
        "Ursprüngliche Nachrichtenköpfe:", "------ Originalnachricht ------",
        "----- Message d'origine -----", "--- Copie du message ci-dessous.",
        "--- Copia del mensaje ---", "----- Mensaje original -----",
        "Encabezados de mensajes originales:", "---- Mensagem original ----",
        "---- Messaggio originale ----", "---- Oorspronkelijk bericht ----",
        "---- Исходное сообщение ----",
    ]

    @Test(arguments: marks, ["From: ann@example.org\n\n", ""])
    func aPastedCopyIsNoFailure(mark: String, header: String) {
        let notice = "<joe@x.test>:\nRemote host said: 552 5.2.2 Mailbox full\n\n"
        let copy = "\n\(header)554 5.7.1 Relay access denied\n"

        #expect(ids(notice + mark + "\n" + copy) == ["mailbox-full"])
        #expect(ids("Subject: failure\n\n" + notice + mark + "\n" + copy) == ["mailbox-full"])
        // The reason may stand right above.
        #expect(ids(notice.dropLast() + mark + "\n" + copy) == ["mailbox-full"])
    }

    /// A letter that passes a bounce on has the same line above it.
    @Test func aBounceThatIsPassedOnIsRead() {
        let text =
            "What does this mean?\n\n-----Original Message-----\nFrom: MAILER-DAEMON@mx.example\n\n"
            + "<joe@x.test>:\nRemote host said: 552 5.2.2 Mailbox full\n"

        #expect(ids(text) == ["mailbox-full"])
        #expect(ids("Subject: Fwd: failure\n\n" + text) == ["mailbox-full"])
    }
}
