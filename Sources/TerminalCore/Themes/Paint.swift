/// A colour as one terminal gets it.
package enum Paint: Hashable, Sendable {
    /// The terminal's own foreground or background.
    case terminal
    /// A number of its palette.
    case index(UInt8)
    case rgb(RGB)
}
