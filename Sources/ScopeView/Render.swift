import ScopeModel
import TerminalCore

/// The whole screen. Pure: the same model gives the same grid.
package func render(_ model: Model) -> Grid {
    Grid(size: model.screen)
}
