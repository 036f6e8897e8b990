/// Where something stands in a script. It is no part of what it is: two places are always
/// equal, so that a script and its formatted twin are the same value.
package struct ScriptPlace: Sendable, Hashable {
    /// As the user named it; an include as it can be opened from there.
    package var file: String
    // Every line of a script has some; no file has more octets than these hold.
    private var lineNumber: Int32
    private var columnNumber: Int32
    private var pointCount: Int32

    /// From 1.
    package var line: Int { Int(lineNumber) }
    /// From 1, in code points.
    package var column: Int { Int(columnNumber) }
    /// In code points, at least 1.
    package var length: Int { Int(pointCount) }

    package init(file: String, line: Int, column: Int = 1, length: Int = 1) {
        self.file = file
        lineNumber = Int32(line)
        columnNumber = Int32(column)
        pointCount = Int32(length)
    }

    package static func == (_: ScriptPlace, _: ScriptPlace) -> Bool { true }

    package func hash(into _: inout Hasher) {}
}
