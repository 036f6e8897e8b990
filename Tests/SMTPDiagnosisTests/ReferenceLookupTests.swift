import SMTPDiagnosis
import Testing

struct ReferenceLookupTests {
    @Test func aReplyIsExplainedForTheCommandItAnswers() {
        let greeting = Reference.reply(code: 220, to: Reference.greeting)
        let startTLS = Reference.reply(code: 220, to: "STARTTLS")
        let general = Reference.reply(code: 220, to: nil)

        #expect(greeting?.brief.contains("Greeting") == true)
        #expect(startTLS?.brief.contains("TLS") == true)
        #expect(Set([greeting, startTLS, general]).count == 3)
    }

    @Test func whatSpeaksLMTPIsReadyForLHLO() {
        let greeting = Reference.reply(code: 220, to: Reference.greetingOfLMTP)

        #expect(greeting?.brief == "Greeting: the server is ready for LHLO")
        #expect(
            Reference.reply(code: 554, to: Reference.greetingOfLMTP)
                == Reference.reply(code: 554, to: nil))
    }

    @Test func theVerbOfAReplyIsFoundInAnyCase() {
        #expect(Reference.reply(code: 250, to: "ehlo") == Reference.reply(code: 250, to: "EHLO"))
        #expect(Reference.reply(code: 250, to: "lhlo")?.verbs == ["EHLO", "LHLO"])
    }

    @Test func aReplyToAnUnknownVerbFallsBackToTheGeneralRow() {
        #expect(Reference.reply(code: 250, to: "FROB") == Reference.reply(code: 250, to: nil))
    }

    @Test(
        "A code without a row falls back to its first two digits, then to its first",
        arguments: [
            (458, "458"), (457, "45z"), (571, "57z"), (299, "2yz"), (399, "3yz"), (469, "4yz"),
            (599, "5yz"), (100, "1yz"), (600, "xyz"), (999, "xyz"), (0, "xyz"), (25, "xyz"),
        ])
    func fallback(of code: Int, to name: String) {
        #expect(Reference.reply(code: code, to: "RCPT")?.name == name)
    }

    @Test(arguments: [-1, 1000, Int.min, Int.max])
    func numbersThatAreNoReplyCodeHaveNoRow(_ code: Int) {
        #expect(Reference.reply(code: code, to: nil) == nil)
    }

    @Test func everyNumberOfThreeDigitsHasAnExplanation() {
        for code in 0...999 { #expect(Reference.reply(code: code, to: nil) != nil, "\(code)") }
    }

    @Test(arguments: [
        ("5xx", ["5yz"]), ("4XX", ["4yz"]), ("55x", ["55z"]), ("5.7", ["X.7", "5"]),
        ("4.1", ["X.1", "4"]), ("XOAUTH2", ["XOAUTH2"]), ("xoauth2", ["XOAUTH2"]), ("9.1", []),
        ("5.99", []), ("xxx", ["xyz"]),
    ])
    func wordsAreLookedUpAsPeopleWriteThem(word: String, names: [String]) {
        #expect(Reference.lookup(word).map(\.name) == names)
    }

    @Test func anEnhancedCodeOfOneClassWinsOverTheRowOfAllClasses() {
        let temporary = Reference.enhanced(class: 4, subject: 7, detail: 1)
        let permanent = Reference.enhanced(class: 5, subject: 7, detail: 1)

        #expect(temporary?.name == "4.7.1")
        #expect(permanent?.name == "5.7.1")
        #expect(temporary?.brief != permanent?.brief)
    }

    @Test func anUnknownDetailFallsBackToItsSubjectAndAnUnknownSubjectToItsClass() {
        #expect(Reference.enhanced(class: 5, subject: 7, detail: 999)?.name == "X.7")
        #expect(Reference.enhanced(class: 4, subject: 9, detail: 1)?.name == "4")
    }

    @Test(arguments: [0, 1, 3, 6, -4, Int.max])
    func anEnhancedCodeOfAnotherClassHasNoRow(_ status: Int) {
        #expect(Reference.enhanced(class: status, subject: 1, detail: 1) == nil)
    }

    @Test func hostileNumbersInAnEnhancedCodeAreHarmless() {
        #expect(Reference.enhanced(class: 5, subject: .max, detail: .max)?.name == "5")
        #expect(Reference.enhanced(class: 5, subject: .min, detail: .min)?.name == "5")
    }

    @Test func aRangeOfProviderCodesCoversItsEnds() {
        let first = Reference.enhanced(class: 5, subject: 7, detail: 606)
        let last = Reference.enhanced(class: 5, subject: 7, detail: 649)

        #expect(first?.name == "5.7.606")
        #expect(last?.name == "5.7.649")
        #expect(first?.brief == last?.brief)
        #expect(Reference.enhanced(class: 5, subject: 7, detail: 650)?.name == "X.7")
    }

    @Test func namesAreFoundInAnyCase() {
        #expect(Reference.keyword("starttls")?.name == "STARTTLS")
        #expect(Reference.verb("mail")?.name == "MAIL")
        #expect(Reference.parameter("size", of: "mail")?.name == "SIZE")
        #expect(Reference.mechanism("scram-sha-256")?.name == "SCRAM-SHA-256")
    }

    @Test(
        "A keyword overwritten on the path is recognized",
        arguments: ["XXXX", "XXXXXXXX", "XXXXXXXA", "XXXB", "xxxxxxxa", "XXXXXXXXXXXXXXXXXXXX"])
    func blanked(_ name: String) {
        #expect(Reference.keyword(name)?.standing == .damaged)
        #expect(Reference.verb(name)?.name == "XXXX")
    }

    @Test(
        "Other names that begin with X are not taken for overwritten ones",
        arguments: ["XXX", "XXXX1", "XXABXXXX", "XFROB", "X", "", "XXXX-", "ÄXXXX"])
    func notBlanked(_ name: String) {
        #expect(Reference.keyword(name)?.standing != .damaged)
        #expect(Reference.verb(name) == nil)
    }

    @Test func anUnknownKeywordThatBeginsWithXIsPrivateAndAnyOtherIsUnknown() {
        #expect(Reference.keyword("x-frob")?.name == "X*")
        #expect(Reference.keyword("FROB") == nil)
        #expect(Reference.keyword("X") == nil)
    }

    @Test func anOldSpellingWithAnEqualsSignIsRecognized() {
        #expect(Reference.keyword("AUTH=LOGIN")?.name == "AUTH=")
        #expect(Reference.keyword("X-EXPS=LOGIN")?.name == "X-EXPS=")
        #expect(Reference.keyword("FROB=1") == nil)
    }

    @Test func aMechanismOfTheGS2FamilyIsRecognized() {
        #expect(Reference.mechanism("GS2-KRB5")?.name == "GS2-KRB5")
        #expect(Reference.mechanism("gs2-frob")?.name == "GS2-*")
        #expect(Reference.mechanism("FROB-MD5") == nil)
    }

    @Test func aParameterBelongsToItsVerb() {
        #expect(Reference.parameter("NOTIFY", of: "MAIL") == nil)
        #expect(Reference.parameter("SIZE", of: "RCPT") == nil)
        #expect(Reference.parameter("FROB", of: "MAIL") == nil)
    }

    @Test func lookingUpAReplyCodeGivesTheGeneralRowThenItsVariants() {
        let found = Reference.lookup("452")

        #expect(found.first?.verbs == [])
        #expect(found.allSatisfy { $0.name == "452" })
        #expect(found.count > 2)
    }

    @Test func lookingUpAnUnknownReplyCodeSaysWhatItsDigitsMean() {
        #expect(Reference.lookup("457").map(\.name) == ["45z", "4yz", "x5z"])
        #expect(Reference.lookup("45Z").map(\.name) == ["45z"])
        #expect(Reference.lookup("999").map(\.name) == ["xyz"])
        #expect(Reference.lookup("007").map(\.name) == ["xyz"])
        #expect(Reference.lookup("150").map(\.name) == ["1yz"])
    }

    @Test func lookingUpAnEnhancedCodeAddsSubjectAndClass() {
        #expect(Reference.lookup("5.7.26").map(\.name) == ["5.7.26", "X.7", "5"])
        #expect(Reference.lookup("5.7.999").map(\.name) == ["X.7", "5"])
        #expect(Reference.lookup("x.7.1").map(\.name) == ["X.7.1", "4.7.1"])
        #expect(Reference.lookup("X.7").map(\.name) == ["X.7"])
        #expect(Reference.lookup("4").map(\.name) == ["4"])
    }

    @Test func lookingUpAWordGivesAllItsMeanings() {
        #expect(Reference.lookup("STARTTLS").count == 2)
        #expect(Reference.lookup("auth").map(\.name) == ["AUTH", "AUTH", "AUTH"])
        #expect(Reference.lookup("SIZE").map(\.syntax) == ["SIZE [octets]", "SIZE=octets"])
        #expect(Reference.lookup("PLAIN").map(\.standing) == [.tlsOnly])
    }

    @Test(arguments: ["25", "465", "587", "2525", "port 587", "Port 25"])
    func aPortIsExplainedAsOneAndNotAsAReplyCode(_ word: String) throws {
        let entry = try #require(Reference.lookup(word).first)

        #expect(entry.name == word.split(separator: " ").last.map(String.init))
        #expect(Reference.lookup(word).count == 1)
        #expect(Reference.entries(in: .ports).contains(entry))
    }

    @Test func noPortIsAReplyCodeThatHasARow() {
        for port in Reference.names(in: .ports) {
            #expect(!Reference.names(in: .replies).contains(port))
        }
    }

    @Test(arguments: ["RFC 5321", "RFC5321", "rfc 5321", "rfc-5321"])
    func aDocumentIsExplainedWithWhatRestsOnIt(_ word: String) throws {
        let entry = try #require(Reference.lookup(word).first)
        let citing = try #require(entry.values.first)

        #expect(entry.name == "RFC 5321")
        #expect(entry.source == "https://www.rfc-editor.org/rfc/rfc5321")
        #expect(citing.name == "cited by")
        #expect(citing.meaning.contains("550,") && citing.meaning.contains("EHLO"))
        #expect(!citing.meaning.contains("STARTTLS"))
    }

    @Test(arguments: [
        "RFC 5321 §4.1.1.4", "rfc5321#section-4.1.1.4", "RFC 5321 section 4.1.1.4",
    ])
    func ofAParagraphOnlyWhatRestsOnIt(_ word: String) throws {
        let entry = try #require(Reference.lookup(word).first)

        #expect(entry.name == "RFC 5321 §4.1.1.4")
        #expect(entry.source == "https://www.rfc-editor.org/rfc/rfc5321#section-4.1.1.4")
        #expect(entry.values.first?.meaning.contains("DATA") == true)
        #expect(entry.values.first?.meaning.contains("EHLO") == false)
    }

    @Test func everyDocumentThatIsCitedIsFound() {
        for section in ReferenceSection.allCases where section != .documents {
            for entry in Reference.entries(in: section) where entry.source.hasPrefix("RFC ") {
                let name = entry.source.prefix { $0 != "," && $0 != ";" && $0 != "§" && $0 != "(" }
                let words = name.split(separator: " ").prefix(2).joined(separator: " ")
                let document = Reference.document(words)

                #expect(document?.values.first?.meaning.isEmpty == false, "\(words)")
            }
        }
    }

    @Test(arguments: ["RFC", "RFC 9999", "RFC 5321bis", "RFC x", "rfc5321 appendix F.6", "port"])
    func whatOnlyLooksLikeADocumentOrPortIsUnknown(_ word: String) {
        #expect(Reference.lookup(word) == [])
    }

    @Test(arguments: [
        "", " ", ".", "..", "5.", "5..1", "5.7.1.1", "3.1.1", "1234", "-50", "+50", "٤٥٢", "frob",
        "5.-7.1", "5.+7.1", "5.99999999999999999999.1", "\u{0}", "X.", "X..1",
    ])
    func anUnknownWordGivesNothing(_ word: String) {
        #expect(Reference.lookup(word) == [])
    }

    @Test func everyNameOfEverySectionIsFoundByLookup() {
        for section in ReferenceSection.allCases {
            for name in Reference.names(in: section) {
                #expect(Reference.lookup(name).contains { $0.name == name }, "\(name)")
            }
        }
    }

    @Test func namesAreGivenOnceEach() {
        for section in ReferenceSection.allCases {
            let names = Reference.names(in: section)

            #expect(Set(names).count == names.count)
            #expect(!names.isEmpty)
        }
    }
}
