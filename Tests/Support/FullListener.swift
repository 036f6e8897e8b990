import Glibc

/// A port whose queue is full, so that whoever comes next waits for ever. Ended with the object.
package final class FullListener {
    package let port: UInt16
    private let descriptors: [Int32]

    package init() throws {
        let (listener, port) = try Loopback.listen(backlog: 0)
        self.port = port
        // One fits into a queue of none; the others stand before the door.
        descriptors = [listener] + (0..<4).map { _ in Loopback.approach(port) }
    }

    deinit { for descriptor in descriptors { close(descriptor) } }
}
