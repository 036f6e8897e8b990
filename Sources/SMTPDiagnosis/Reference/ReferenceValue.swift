/// One choice among the values of a parameter, as `HDRS` of `RET`.
package struct ReferenceValue: Sendable, Hashable {
    package var name: String
    package var meaning: String
}
