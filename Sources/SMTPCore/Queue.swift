/// First in, first out, each end in constant time. A long pipeline must not cost quadratic time.
/// What is generic here is inlinable, since other modules' copies would run unspecialised.
@usableFromInline
package struct Queue<Element: Sendable>: Sendable {
    @usableFromInline var elements: [Element?] = []
    @usableFromInline var head = 0

    @inlinable package init(_ elements: [Element] = []) { self.elements = elements }

    @inlinable package var count: Int { elements.count - head }
    @inlinable package var isEmpty: Bool { head == elements.count }
    @inlinable package var first: Element? { isEmpty ? nil : elements[head] }
    @inlinable package var last: Element? { isEmpty ? nil : elements[elements.count - 1] }
    /// Oldest first.
    @inlinable package var all: [Element] { elements[head...].compactMap { $0 } }

    /// The oldest that is so.
    @inlinable package func first(where isSo: (Element) -> Bool) -> Element? {
        for index in head..<elements.count {
            if let element = elements[index], isSo(element) { return element }
        }
        return nil
    }

    @inlinable package mutating func append(_ element: Element) { elements.append(element) }

    @inlinable package mutating func popFirst() -> Element? {
        guard !isEmpty else { return nil }
        let element = elements[head]
        elements[head] = nil
        head += 1
        if head > 32, head * 2 > elements.count {
            elements.removeFirst(head)
            head = 0
        }
        return element
    }

    /// Takes the newest.
    @inlinable package mutating func popLast() -> Element? {
        isEmpty ? nil : elements.removeLast()
    }

    @inlinable package mutating func removeAll() {
        elements = []
        head = 0
    }
}
