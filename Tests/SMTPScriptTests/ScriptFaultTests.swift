import SMTPCore
import Testing

@testable import SMTPScript

/// What is wrong with the script itself ends with 2, what happened on the way with 3.
@Suite struct ScriptFaultTests {
    @Test(arguments: [
        "@var code = \"\"\nNOOP\n< ${code}", "NOOP\n< 250 /(?<qid>zzz)?/\nNOOP ${qid}",
        "NOOP\n@set n = 1 / 0", "@var t = \"1.5\"\n@starttls verify=none\n< tls version >= ${t}",
        "@var v = \"odd\"\n@starttls verify=${v}", "@var host = \"\"\nNOOP\n@connect ${host}",
    ])
    func aFaultOfTheScriptIsTwo(script: String) {
        var server = ScriptedServer(script)

        server.greet()
        server.say("250 ok")
        if script.hasSuffix("${t}") {
            server = ScriptedServer(script)
            server.greet()
            server.say("220 go")
            server.secure()
        }

        #expect(server.runner.isDone)
        #expect(server.result.exitCode == 2, "\(server.complaints)")
        #expect(!server.complaints.isEmpty)
    }

    @Test(arguments: ["NOOP\n< nothing\nRSET", "NOOP\n@close\nNOOP", "NOOP\nNOOP ${ehlo.SIZE}"])
    func whatHappensOnTheWayIsThree(script: String) {
        var server = ScriptedServer(script)

        server.greet()
        server.say("250 ok")

        #expect(server.result.exitCode == 3, "\(server.complaints)")
    }

    @Test func ifBothHappenTheTransportIsTold() {
        var server = ScriptedServer(
            "@section \"a\"\nNOOP\n@set n = 1 / 0\n@section \"b\"\nNOOP")

        server.greet()
        server.say("250 ok")
        server.close()

        #expect(server.result.sections.map(\.outcome) == [.broken, .broken])
        #expect(server.result.exitCode == 3)
    }
}
