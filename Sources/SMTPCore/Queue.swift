/// First in, first out, each end in constant time. A long pipeline must not cost quadratic time.
package struct Queue<Element: Sendable>: Sendable {
    private var elements: [Element?] = []
    private var head = 0

    package init(_ elements: [Element] = []) { self.elements = elements }

    package var count: Int { elements.count - head }
    package var isEmpty: Bool { head == elements.count }
    package var first: Element? { isEmpty ? nil : elements[head] }
    package var last: Element? { isEmpty ? nil : elements[elements.count - 1] }
    /// Oldest first.
    package var all: [Element] { elements[head...].compactMap { $0 } }

    package mutating func append(_ element: Element) { elements.append(element) }

    package mutating func popFirst() -> Element? {
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

    package mutating func removeAll() {
        elements = []
        head = 0
    }
}
