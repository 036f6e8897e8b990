import Glibc

/// Waiting for what nobody announces.
enum Patience {
    /// Asks again and again until it holds; false if it does not within ten seconds.
    static func wait(until isTrue: () -> Bool) -> Bool {
        let deadline = ContinuousClock.now + .seconds(10)
        while !isTrue() {
            guard ContinuousClock.now < deadline else { return false }
            poll(nil, 0, 10)
        }
        return true
    }
}
