/// A remark made on an event when the recording was read again.
package struct LaterNote: Hashable, Sendable {
    /// The event's number in the file, counted from 1; see `RecordingReader.events`.
    package var number: Int
    package var text: String

    package init(number: Int, text: String) {
        self.number = number
        self.text = text
    }

    init?(_ object: JSONObject) {
        guard object.octets("e")?.text == "note", let number = object.number("at"), number > 0
        else {
            return nil
        }
        self.init(number: Int(clamping: number), text: object.text("text") ?? "")
    }

    /// As it stands among the facts.
    func sentence(on event: Int) -> String { "note on event \(event): \(text)" }

    func json(at time: Duration) -> [UInt8] {
        var line = JSONLine()
        line.add("t", time.microseconds)
        line.add("c", 1)
        line.add("e", "note")
        line.add("at", number)
        line.add("text", text)
        return line.finished()
    }
}
