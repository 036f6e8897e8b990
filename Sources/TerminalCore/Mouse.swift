/// One report of the mouse.
package struct Mouse: Hashable, Sendable {
    package enum Button: Hashable, Sendable {
        case left, middle, right
    }

    package enum Action: Hashable, Sendable {
        case press(Button)
        /// Old terminals do not say which button.
        case release(Button?)
        /// Moved with a button held.
        case drag(Button)
        case wheelUp, wheelDown
    }

    package var action: Action
    package var position: Position
    package var modifiers: Key.Modifiers

    package init(_ action: Action, at position: Position, modifiers: Key.Modifiers = []) {
        self.action = action
        self.position = position
        self.modifiers = modifiers
    }
}
