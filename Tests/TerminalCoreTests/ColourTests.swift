import Testing

@testable import TerminalCore

@Suite struct ColourTests {
    private let black = RGB(0, 0, 0)
    private let white = RGB(255, 255, 255)

    @Test func contrastIsThatOfWCAG() {
        #expect(abs(black.contrast(with: white) - 21) < 0.001)
        #expect(white.contrast(with: white) == 1)
        #expect(abs(RGB(0x77, 0x77, 0x77).contrast(with: white) - 4.478) < 0.001)
        #expect(abs(RGB(0xFF, 0, 0).luminance - 0.2126) < 0.000_01)
    }

    @Test func distanceGoesFromNothingToAHundred() {
        #expect(white.distance(to: white, seenWith: nil) == 0)
        #expect(abs(black.distance(to: white, seenWith: nil) - 100) < 0.01)
    }

    @Test func redAndGreenComeTogetherForMostColourBlindEyes() {
        let red = RGB(0xD7, 0, 0)
        let green = RGB(0x5F, 0x87, 0)
        let normal = red.distance(to: green, seenWith: nil)

        #expect(red.distance(to: green, seenWith: .deuteranopia) < normal / 2)
        #expect(red.distance(to: green, seenWith: .tritanopia) > normal / 2)
    }

    @Test(arguments: [
        ("#000000", RGB(0, 0, 0)), ("#ff8700", RGB(255, 135, 0)), ("#FF8700", RGB(255, 135, 0)),
    ])
    func hexadecimalColoursAreRead(text: String, colour: RGB) {
        #expect(RGB(hexadecimal: text) == colour)
        #expect(colour.description == text.lowercased())
    }

    @Test(arguments: [
        "", "#", "#fff", "ff8700", "#ff870", "#ff87000", "#gg0000", "#+12345", "#-12345",
    ])
    func otherTextIsNoColour(text: String) {
        #expect(RGB(hexadecimal: text) == nil)
    }

    @Test func everyColourOfThePaletteIsItsOwnNearest() throws {
        for number in UInt8(16)...255 {
            let colour = try #require(RGB(c256: number))
            #expect(RGB(c256: colour.nearest256) == colour)
        }
        #expect(RGB(c256: 15) == nil)
    }

    @Test func plainBlueIsNeverChosen() {
        for red in stride(from: 0, through: 255, by: 15) {
            for green in stride(from: 0, through: 255, by: 15) {
                for blue in stride(from: 0, through: 255, by: 15) {
                    #expect(RGB(UInt8(red), UInt8(green), UInt8(blue)).nearest16 != 4)
                }
            }
        }
    }

    @Test func aColourFallsBackDepthByDepth() {
        let full = Colour(rgb: RGB(0xFF, 0x7B, 0x72), c256: 210, c16: 9)
        #expect(full.paint(at: .truecolor) == .rgb(RGB(0xFF, 0x7B, 0x72)))
        #expect(full.paint(at: .c256) == .index(210))
        #expect(full.paint(at: .c16) == .index(9))
        #expect(full.paint(at: .mono) == .terminal)

        let short = Colour(rgb: RGB(0xFF, 0x5F, 0x5F))
        #expect(short.paint(at: .c256) == .index(203))
        #expect(short.paint(at: .c16) == .index(9))

        let ansi = Colour(c16: 2)
        #expect(ansi.paint(at: .truecolor) == .index(2))
        #expect(Colour.terminal.paint(at: .truecolor) == .terminal)
    }
}
