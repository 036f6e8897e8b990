import NIOCore
import SMTPCore
import SMTPTrace

extension SessionHandler {
    /// So many replies nobody asked for are read before reading pauses.
    private static let floodLimit = 1_000
    /// So long a line may stand unfinished before it is shown as it is.
    private static let partialDelay = TimeAmount.seconds(2)
    private static let behindDelay = TimeAmount.milliseconds(10)
    private static let injectedLimit = 4_096

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !hasEnded else { return }
        reads += 1
        splitter.append(unwrapInboundIn(data).readableBytesView)
        readLines()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed {
            end(trouble)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func read(context: ChannelHandlerContext) {
        if pause == nil { context.read() } else { isReadPending = true }
    }

    /// Takes all lines that are whole, until reading pauses or TLS begins.
    func readLines() {
        let wasCut = splitter.omitted > 0
        while pause == nil, !hasEnded, let line = splitter.next() { receive(line) }
        if splitter.omitted > 0, !wasCut {
            tell(.note("a line without an end: beyond 64 KiB its octets are counted, not kept"))
        }
        if looksLikeTLS { showPartialLine() } else { watchPartialLine() }
        if pause == nil, setup.isBehind() { pauseWhileBehind() }
    }

    private func receive(_ line: LineSplitter.Line) {
        tell(line)
        let wasMidReply = conversation.isMidReply
        let actions = conversation.receive(line.octets[...])
        replyLines = conversation.isMidReply ? (wasMidReply ? replyLines : 0) + 1 : 0
        if replyLines == ReplyParser.replyLimit {
            tell(.note("a reply without an end: beyond 1,000 lines they are counted, not kept"))
        }
        perform(actions)
    }

    /// The line before those that are only counted is told when the count is known.
    private func tell(_ line: LineSplitter.Line) {
        let received = ReceivedOctets(
            octets: reporter.redact(received: line.octets), isSecure: isSecure, read: reads,
            omitted: line.omitted)
        guard replyLines >= ReplyParser.replyLimit else { return tell(.received(received)) }
        let endsReply = ReplyLine(line.octets).separator == .last
        if endsReply {
            releaseHeldLine()
            tell(.received(received))
        } else if heldLine == nil {
            heldLine = received
        } else {
            heldLine?.omitted += line.octets.count + line.omitted
        }
    }

    private func releaseHeldLine() {
        if let heldLine { tell(.received(heldLine)) }
        heldLine = nil
    }

    // MARK: Unfinished lines

    /// A TLS record in place of a reply has no line ending to wait for (RFC 8446 §5.1).
    private var looksLikeTLS: Bool {
        guard !isSecure, splitter.isMidLine else { return false }
        return splitter.beginsLikeTLS
    }

    private func watchPartialLine() {
        partialTask?.cancel()
        partialTask = nil
        guard splitter.isMidLine, splitter.omitted == 0, !hasEnded else { return }
        partialTask = later(Self.partialDelay) { $0.showPartialLine() }
    }

    func showPartialLine() {
        if let line = splitter.takePartial() { receive(line) }
    }

    /// Whatever has not become a fact, at the end.
    func showRest() {
        pause = nil
        while let line = splitter.next() { receive(line) }
        showPartialLine()
        releaseHeldLine()
    }

    // MARK: Pauses

    func noteUnsolicited() {
        unsolicited += 1
        guard unsolicited == Self.floodLimit else { return }
        pause = .flooded
        tell(.flooded(unreadReplies: unsolicited))
    }

    func resumeReading() {
        unsolicited = 0
        guard pause != nil else { return }
        pause = nil
        readLines()
        guard pause == nil, isReadPending, let context else { return }
        isReadPending = false
        context.read()
    }

    private func pauseWhileBehind() {
        pause = .behind
        _ = later(Self.behindDelay) { handler in
            guard handler.pause == .behind else { return }
            if handler.setup.isBehind() {
                handler.pauseWhileBehind()
            } else {
                handler.resumeReading()
            }
        }
    }

    // MARK: Injection

    /// Octets behind 220 to STARTTLS are plaintext that must not be carried into TLS
    /// (RFC 3207 §4.2).
    func dropInjected() {
        let rest = splitter.takeRest()
        guard !rest.isEmpty else { return }
        let shown = reporter.redact(received: Array(rest.prefix(Self.injectedLimit)))
        tell(.injected(octets: shown, total: rest.count))
    }
}
