/// How many colours a terminal shows, from fewest to most.
package enum Depth: UInt8, Comparable, CaseIterable, Hashable, Sendable {
    /// None: attributes only.
    case mono
    /// The 16 the user's terminal defines, or its first 8.
    case c16
    /// The fixed cube and greys of xterm behind the first 16.
    case c256
    /// 24 bits.
    case truecolor

    package static func < (left: Depth, right: Depth) -> Bool { left.rawValue < right.rawValue }
}
