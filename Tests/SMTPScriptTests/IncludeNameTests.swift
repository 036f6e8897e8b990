import Testing

@testable import SMTPScript

/// What is told of an include names a file that can be opened.
@Suite struct IncludeNameTests {
    /// As the user can open it, whatever folder the script is in.
    @Test(arguments: [
        ("tests/a.smtp", "tests/common/x.smtp"), ("a.smtp", "common/x.smtp"),
        ("/t/a.smtp", "/t/common/x.smtp"),
    ])
    func anIncludeIsCalledWhatItCanBeOpenedAs(file: String, name: String) {
        let (program, problems) = ScriptProgram.load(
            Array("@include \"common/x.smtp\"".utf8), file: file
        ) { path in
            switch path {
            case "common/x.smtp": Array("@include \"y.smtp\"\nMAIL\n@message file \"m\"".utf8)
            case "common/y.smtp": Array("@include \"x.smtp\"".utf8)
            case "common/m": Array("hi".utf8)
            default: nil
            }
        }

        let other = name.replacing("x.smtp", with: "y.smtp")
        #expect(problems.map(\.place.file) == [name, other])
        #expect(problems.last?.message == "\"common/x.smtp\" includes itself")
        #expect(program.sources.keys.sorted() == [file, name, other].sorted())
        #expect(program.files["common/m"] != nil)
    }
}
