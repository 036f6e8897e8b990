import SMTPTrace
import Testing

/// Lines as this program writes them are read by a short way; a blank in front sends the same
/// line the long way.
@Suite struct RecordingDialogueTests {
    private static let header = #"{"smtprec":1,"by":"test","role":"client","clock":"us"}"#

    private func read(_ line: String) -> (events: [TraceEvent], broken: Int, unknown: Int) {
        var reader = RecordingReader()
        let events = reader.receive(Array("\(Self.header)\n\(line)\n".utf8)[...])
        return (events, reader.brokenLines, reader.unknownLines)
    }

    @Test(arguments: [
        #"{"t":1,"c":1,"e":"C","k":1,"d":"NOOP\r\n"}"#,
        #"{"t":12,"c":2,"e":"S","k":3,"tls":1,"d":"250 2.0.0 Ok\r\n"}"#,
        #"{"t":5,"c":1,"e":"C","k":1,"tls":1,"m":1,"d":"a \"b\" \\ c\td\r\n"}"#,
        #"{"t":5,"c":1,"e":"C","k":1,"a":1,"d":"*\r\n"}"#,
        #"{"t":5,"c":1,"e":"C","k":1,"d":"\u0001\u00e9 \/\r\n"}"#,
        #"{"t":5,"c":1,"e":"S","k":1,"d":"250 é\r\n","n":7}"#,
        #"{"t":5,"c":1,"e":"S","k":1,"m":1,"d":"250 x\r\n"}"#,
        #"{"t":5,"c":70000,"e":"S","k":1,"d":"250 x\r\n"}"#,
        #"{"t":99999999999999999999,"c":1,"e":"S","k":1,"d":"250 x\r\n"}"#,
        #"{"t":5,"c":1,"e":"S","k":1,"d":""}"#, #"{"t":5,"c":1,"e":"S","k":1,"d":"x"}x"#,
        #"{"t":5,"c":1,"e":"S","k":1,"d":"x\"}"#, #"{"t":5,"c":1,"e":"S","k":1,"d":"x"#,
        #"{"t":5,"c":1,"e":"S","k":1,"d":"x\"#, #"{"t":5,"c":1,"e":"#, #"{"t":"#,
        #"{"t":5,"c":1,"e":"S","k":-1,"d":"x\r\n"}"#, #"{"t":,"c":1,"e":"S","k":1,"d":"x"}"#,
    ])
    func theShortWayReadsWhatTheLongOneReads(_ line: String) {
        let short = read(line)
        let long = read(" " + line)

        #expect(short.events == long.events)
        #expect(short.broken == long.broken)
        #expect(short.unknown == long.unknown)
    }
}
