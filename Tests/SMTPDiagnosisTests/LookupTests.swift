import SMTPDiagnosis
import Testing

@Suite struct LookupTests {
    private func text(_ word: String) -> String {
        Lookup.text(word).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    @Test(arguments: [
        ("RFC 821", "RFC 5321"), ("rfc822", "RFC 5322"), ("RFC 2821", "RFC 5321"),
        ("RFC2822", "RFC 5322"),
    ])
    func anOldDocumentNamesTheOneThatReplacedIt(word: String, newer: String) {
        let words = Reference.lookup(word).first?.paragraph ?? ""

        #expect(words.contains("\(newer) has") || words.contains("\(newer) have"))
    }

    @Test func aDocumentThatIsNotKnownIsSaidToBe() {
        #expect(
            Reference.remark(onUnknownDocument: "rfc 9999")
                == "RFC 9999 is not known here; if there is one, it is "
                + "https://www.rfc-editor.org/rfc/rfc9999")
        #expect(Reference.remark(onUnknownDocument: "RFC 5321") == nil)
        #expect(Reference.remark(onUnknownDocument: "550 5.1.1") == nil)
    }

    @Test(arguments: [
        ("143", "143"), ("110", "110"), ("993", "993"), ("995", "995"), ("submission", "587"),
        ("smtps", "465"), ("lmtp", "24"), ("IMAPS", "993"),
    ])
    func aServiceIsExplainedAsItsPort(word: String, port: String) {
        #expect(Reference.lookup(word).map(\.name) == [port])
    }

    @Test func anExampleThatIsTheSyntaxStandsOnce() {
        let lines = text("STARTTLS").split(separator: "\n")

        #expect(lines.count { $0 == "    STARTTLS" } == 2)
    }

    @Test(arguments: [
        ("@retry", "@retry"), ("@EACH", "@each"), ("< has", "< has"), ("<has", "< has"),
        ("< 5xx", "< 250"), ("<250", "< 250"), ("<?", "<?"), ("<", "<"),
    ])
    func aPartOfTheScriptLanguageIsFound(word: String, name: String) {
        #expect(Reference.lookup(word).map(\.name) == [name])
        #expect(Lookup.knows(word))
    }

    @Test(arguments: ["@nothing", "<nonsense", "@", "retry"])
    func whatTheScriptLanguageLacksIsNotKnown(word: String) {
        #expect(Reference.lookup(word).isEmpty)
    }

    @Test func allOfTheScriptLanguageIsListed() throws {
        let text = text("script")

        for entry in Reference.entries(in: .script) {
            #expect(text.contains("\(entry.name)  \(entry.brief.prefix(20))"), "\(entry.name)")
        }
        #expect(Lookup.knows("script") && Lookup.json("script") != nil)
    }
}
