/// `@pace`: octets that leave little by little. What stands behind them waits for the last piece.
extension ScriptRunner {
    /// What has not left yet.
    struct Paced: Sendable {
        var rest: ArraySlice<UInt8>
        var link: Int
        /// When the next piece may leave.
        var nextAt: Duration
    }

    /// A tenth of a second's share of what is paced, ten times a second; single octets where that
    /// is less than one. False if its time has not come.
    mutating func sendPiece() -> Bool {
        guard let rate, var rest = paced?.rest, !rest.isEmpty, let link = paced?.link,
            links[link].state == .open
        else {
            // All has left, or there is nobody to send it to.
            paced = nil
            return true
        }
        guard let nextAt = paced?.nextAt, now >= nextAt else { return false }
        let count = min(max(1, rate / 10), rest.count)
        intents.append(.send(Array(rest.prefix(count))))
        links[link].sentAt = now
        rest = rest.dropFirst(count)
        let time = Duration.microseconds(Int64(count) * 1_000_000 / Int64(rate))
        paced = rest.isEmpty ? nil : Paced(rest: rest, link: link, nextAt: nextAt + time)
        return true
    }
}
