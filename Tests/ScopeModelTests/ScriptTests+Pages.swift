import SMTPScript
import TerminalCore
import Testing

@testable import ScopeModel

/// Pages that come up by themselves, while somebody types.
extension ScriptTests {
    private static func type(_ model: inout Model, _ text: String) {
        for character in text { _ = press(&model, .character(character)) }
    }

    /// What is typed while a script fails stands in the prompt, all of it.
    @Test(arguments: ["", "MA"])
    func aPageThatComesUpLosesNothingThatIsTyped(before: String) {
        var model = Self.greeted("EHLO me\n< 550\n")
        Self.type(&model, before)
        _ = Self.note(&model, Self.sent("EHLO me"), Self.received("250 mx.test"))
        #expect(model.popup?.page != nil)

        Self.type(&model, before.isEmpty ? "MAIL FROM:<jk@q.test>" : "IL FROM:<jk@q.test>")

        #expect(model.popup == nil)
        #expect(model.prompt.editor.text == "MAIL FROM:<jk@q.test>")
    }

    /// In the middle of a line, a blank and the letters that scroll a page are meant for the line.
    @Test(arguments: [" ", "j", "q", "g", "/", "G"])
    func inTheMiddleOfALineEveryCharacterIsOfTheLine(key: String) {
        var model = Self.greeted("EHLO me\n< 550\n")
        Self.type(&model, "MAIL")
        _ = Self.note(&model, Self.sent("EHLO me"), Self.received("250 mx.test"))

        Self.type(&model, key)

        #expect(model.popup == nil)
        #expect(model.prompt.editor.text == "MAIL" + key)
    }

    /// A page that was asked for scrolls by letters, and anything else leaves it for the prompt.
    @Test func aPageThatWasAskedForKeepsItsKeys() {
        var model = Self.greeted("EHLO me\n")
        Self.type(&model, "NOO")
        _ = Self.press(&model, .function(1))
        #expect(model.popup?.page != nil)

        Self.type(&model, " jkgG")
        #expect(model.popup?.page != nil)
        #expect(model.prompt.editor.text == "NOO")

        Self.type(&model, "P")
        #expect(model.popup == nil)
        #expect(model.prompt.editor.text == "NOOP")
    }

    @Test func whatIsPastedOverAPageStandsInThePrompt() {
        var model = Self.greeted("EHLO me\n")
        _ = Self.press(&model, .function(1))

        _ = model.update(.input(.paste(Array("NOOP".utf8), dropped: 0)))

        #expect(model.popup == nil)
        #expect(model.prompt.editor.text == "NOOP")
    }
}
