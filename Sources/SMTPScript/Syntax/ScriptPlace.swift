/// Where something stands in a script. It is no part of what it is: two places are always
/// equal, so that a script and its formatted twin are the same value.
package struct ScriptPlace: Sendable, Hashable {
    /// As the user named it, or as an include names it.
    package var file: String
    /// From 1.
    package var line: Int
    /// From 1, in code points.
    package var column: Int
    /// In code points, at least 1.
    package var length: Int

    package init(file: String, line: Int, column: Int = 1, length: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
        self.length = length
    }

    package static func == (_: ScriptPlace, _: ScriptPlace) -> Bool { true }

    package func hash(into _: inout Hasher) {}
}
