/// A box above everything; it takes all keys.
package enum Popup: Hashable, Sendable {
    case page(Page)
    case paste(PasteBuffer)
    case quit
    /// What to do about something that takes long.
    case waiting

    package var page: Page? {
        if case .page(let page) = self { page } else { nil }
    }
}
