import SMTPCore

/// A recorded talk in forms other programs and people read. Secrets are hidden as far as they are
/// in the recording.
package struct Export: Sendable {
    package enum Format: String, CaseIterable, Sendable {
        /// The transcript as swaks prints it.
        case swaks
        /// All turns as one JSON document.
        case json
        case markdown
        /// One file without outside links.
        case html
        /// The messages that were sent.
        case eml
        /// Packets made up from what was said, for Wireshark (pcapng).
        case pcap
    }

    let events: [TraceEvent]
    let header: RecordingHeader?
    let transcript: Transcript

    package init(_ events: [TraceEvent], header: RecordingHeader?) {
        self.events = events
        self.header = header
        var transcript = Transcript()
        for event in events { transcript.note(event) }
        self.transcript = transcript
    }

    /// The file's content; for EML all messages one after the other, see `messages`.
    package func written(as format: Format) -> [UInt8] {
        switch format {
        case .swaks: Array(swaks.utf8)
        case .json: json
        case .markdown: Array(markdown.utf8)
        case .html: Array(html.utf8)
        case .eml: Array(messages.joined())
        case .pcap: pcap
        }
    }
}
