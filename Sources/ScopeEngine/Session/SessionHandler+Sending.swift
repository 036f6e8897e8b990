import NIOCore
import SMTPCore
import SMTPTrace

extension SessionHandler {
    private static let lastSentLimit = 256
    /// Content is cut at line ends into facts of about this size.
    private static let contentPiece = 4_096

    /// Octets as they are; several lines leave in one write.
    func send(_ octets: [UInt8]) {
        resumeReading()
        loginSecret = nil
        perform(submit(octets))
        // What was read long ago may have flooded once more: now there is an answer to wait for.
        if pause == .flooded { resumeReading() }
    }

    /// Hands the octets to the machine, piece by piece.
    private func submit(_ octets: [UInt8]) -> [ClientAction] {
        var rest = octets[...]
        if !octets.isEmpty, pieceLength(of: rest) == octets.count {
            return conversation.submit(octets)
        }
        var actions: [ClientAction] = []
        while !rest.isEmpty {
            let piece = Array(rest.prefix(pieceLength(of: rest)))
            rest = rest.dropFirst(piece.count)
            actions += conversation.submit(piece)
        }
        return actions
    }

    /// `secret` is the name the password or token is hidden behind.
    func authenticate(
        _ client: SASLClient, withInitialResponse: Bool, with secret: String? = nil
    ) {
        resumeReading()
        loginSecret = secret
        // Where the mechanism was not offered, no password leaves before the server agrees to it.
        let isOffered = conversation.capabilities.mechanisms.contains(client.mechanism.name)
        perform(
            conversation.authenticate(
                client, withInitialResponse: withInitialResponse && isOffered))
    }

    /// One line, or one piece of content up to a line end.
    private func pieceLength(of octets: ArraySlice<UInt8>) -> Int {
        switch conversation.phase {
        case .chunk(let remaining):
            return min(remaining, octets.count, Self.contentPiece)
        case .content:
            return contentLength(of: octets)
        case .awaitingGreeting, .greeted, .refusedAtGreeting, .ready, .transaction,
            .authenticating, .handshaking, .closing, .ended:
            return Self.lineLength(of: octets)
        }
    }

    /// Whole lines, but never beyond the closing dot, behind which commands may follow.
    private func contentLength(of octets: ArraySlice<UInt8>) -> Int {
        var length = 0
        while length < octets.count, length < Self.contentPiece {
            let line = octets.dropFirst(length)
            let count = Self.lineLength(of: line)
            length += count
            if count <= 3, line.first == ASCII.dot { break }
        }
        return length
    }

    private static func lineLength(of octets: ArraySlice<UInt8>) -> Int {
        octets.firstIndex(of: ASCII.lf).map { $0 - octets.startIndex + 1 } ?? octets.count
    }

    /// Carries out what the machine wants; all its octets leave in one write. They are told first:
    /// a write that fails may bring the end with it, and nothing is told behind the end.
    func perform(_ actions: [ClientAction]) {
        var batch: Batch = []
        var answered: (reply: Reply, request: Exchange.Request)?
        for action in actions {
            switch action {
            case .write(let piece, let part): batch.append((piece, part))
            case .report(let reply, let exchange):
                if exchange == nil { noteUnsolicited() }
                answered = exchange.map { (reply, $0.request) }
                restartClock()
            case .startHandshake where !setup.shakesHandsWhenGranted: break
            case .startHandshake:
                send(batch)
                batch = []
                dropInjected()
                beginTLS()
            }
        }
        send(batch)
        updateClock()
        if securing != nil, let answered {
            secureFurther(after: answered.reply, to: answered.request)
        }
    }

    /// What leaves in one write.
    private typealias Batch = [(octets: [UInt8], part: SentOctets.Part)]

    private func send(_ batch: Batch) {
        guard let first = batch.first else { return }
        writes += 1
        for (octets, part) in batch { tellSent(octets, part) }
        write(batch.count == 1 ? first.octets : Array(batch.map(\.octets).joined()))
    }

    private func tellSent(_ octets: [UInt8], _ part: SentOctets.Part) {
        let redacted = reporter.redact(sent: octets, part: part)
        // What is typed in the handshake leaves behind it.
        lastSent += redacted.octets.suffix(Self.lastSentLimit)
        lastSent.removeFirst(max(0, lastSent.count - Self.lastSentLimit))
        var sent = SentOctets(
            octets: redacted.octets, part: part, isSecure: tls != nil, write: writes,
            hidden: redacted.hidden, user: redacted.user)
        if part == .authentication {
            sent.identity = identities.sent(octets).map(reporter.masked)
            sent.noteOrigin(loginSecret)
        }
        tell(.sent(sent))
    }

    private func write(_ octets: [UInt8]) {
        guard !octets.isEmpty, let context, !hasEnded else { return }
        let promise = context.eventLoop.makePromise(of: Void.self)
        promise.futureResult.assumeIsolated().whenFailure { self.note($0) }
        let buffer = context.channel.allocator.buffer(bytes: octets)
        context.writeAndFlush(wrapOutboundOut(buffer), promise: promise)
        keepVigil(context)
    }

    /// Behind whatever else is to be done now.
    private func keepVigil(_ context: ChannelHandlerContext) {
        guard setup.keepsVigil, conversation.awaited != nil, vigil.isDue() else { return }
        let pipeline = context.pipeline.syncOperations
        context.eventLoop.assumeIsolated().execute {
            let outcome = try? pipeline.withUnsafeTransportIfAvailable(
                of: NIOBSDSocket.Handle.self, Vigil.look)
            if let outcome { self.vigil.note(outcome) }
        }
    }
}
