import TestSupport

extension [ScriptedServer.Step] {
    /// Greeting and EHLO, with these keywords offered.
    static func opening(_ keywords: String...) -> Self {
        let lines = ["mx.test"] + keywords
        let reply = lines.enumerated().map { index, line in
            "250\(index == lines.count - 1 ? " " : "-")\(line)\r\n"
        }
        return [.send("220 mx.test ESMTP\r\n"), .expect("EHLO"), .send(reply.joined())]
    }

    static var farewell: Self { [.expect("QUIT"), .send("221 bye\r\n"), .close] }
}
