import COpenSSL
import SMTPTrace

/// One TLS connection through memory buffers: cipher text in, plain text out, and the reverse.
/// No socket; it is driven by `TLSHandler`.
final class TLSMachine {
    /// How far octets took us.
    enum Progress {
        /// The handshake needs more from the peer.
        case shaking
        /// The handshake finished with this step.
        case finished
        /// Everything that could be read was read.
        case idle
        /// The peer said goodbye (close_notify, RFC 8446 §6.1).
        case closed
        case failed(TLSFailure)
    }

    /// What the handshake is for.
    struct Purpose {
        /// The name to ask for; nil sends none.
        var serverName: String?
        /// The name or address the certificate should carry. May be empty.
        var checkedName = ""
        /// See `ConnectOptions.applicationProtocols`.
        var applicationProtocols: [String] = []
        /// See `ConnectOptions.records`.
        var records: [TLSARecord] = []
    }

    private static let firstLimit = 256

    let ssl: OpaquePointer
    let purpose: Purpose
    private let incoming: OpaquePointer
    private let outgoing: OpaquePointer
    private let context: TLSContext
    private let notes: UnsafeMutablePointer<scope_notes>
    private(set) var isEstablished = false
    private var firstOctets: [UInt8] = []

    init(_ context: TLSContext, _ purpose: Purpose) throws(EngineError) {
        guard let ssl = SSL_new(context.pointer), let incoming = BIO_new(BIO_s_mem()),
            let outgoing = BIO_new(BIO_s_mem())
        else { throw EngineError(.system, "OpenSSL has no memory for a TLS connection.") }
        self.ssl = ssl
        self.incoming = incoming
        self.outgoing = outgoing
        self.context = context
        self.purpose = purpose
        notes = .allocate(capacity: 1)
        notes.initialize(
            to: scope_notes(
                verify_code: -1, verify_depth: 0, asks_for_certificate: 0,
                key_log: context.keyLog))
        SSL_set_bio(ssl, incoming, outgoing)
        scope_set_notes(ssl, notes)
        if context.isServer { SSL_set_accept_state(ssl) } else { SSL_set_connect_state(ssl) }
        if let name = purpose.serverName { _ = scope_set_server_name(ssl, name) }
        try offer(purpose.applicationProtocols)
        try compare(purpose.records)
    }

    /// The name is checked by us, so that it is told also where it does not count.
    private func compare(_ records: [TLSARecord]) throws(EngineError) {
        guard !records.isEmpty else { return }
        guard SSL_CTX_dane_enable(context.pointer) == 1, SSL_dane_enable(ssl, nil) == 1 else {
            throw EngineError(.system, "OpenSSL cannot do DANE: \(takeOpenSSLReason()).")
        }
        for record in records {
            let added = SSL_dane_tlsa_add(
                ssl, record.usage, record.selector, record.matching, record.data,
                record.data.count)
            guard added == 1 else {
                throw EngineError(
                    .badOption,
                    "OpenSSL cannot use the TLSA record \(record.kind): "
                        + "\(takeOpenSSLReason()).")
            }
        }
    }

    /// Each name with its length in front (RFC 7301 §3.1).
    private func offer(_ protocols: [String]) throws(EngineError) {
        guard !protocols.isEmpty else { return }
        let list = protocols.flatMap { [UInt8(truncatingIfNeeded: $0.utf8.count)] + $0.utf8 }
        guard SSL_set_alpn_protos(ssl, list, UInt32(clamping: list.count)) == 0 else {
            throw EngineError(
                .badOption, "OpenSSL cannot offer these application protocols (ALPN).")
        }
    }

    deinit {
        SSL_free(ssl)
        notes.deallocate()
    }

    var verdict: VerifyProblem? {
        VerifyProblem(code: notes.pointee.verify_code, depth: notes.pointee.verify_depth)
    }

    var asksForCertificate: Bool { notes.pointee.asks_for_certificate == 1 }

    /// Takes cipher text; `shake` or `read` work on it.
    func feed(_ cipherText: UnsafeRawBufferPointer) {
        guard let base = cipherText.baseAddress, !cipherText.isEmpty else { return }
        if !isEstablished, firstOctets.count < Self.firstLimit {
            firstOctets += cipherText.prefix(Self.firstLimit - firstOctets.count)
        }
        BIO_write(incoming, base, Int32(clamping: cipherText.count))
    }

    /// Begins or continues the handshake.
    func shake() -> Progress {
        if let failure = plainTextFailure { return .failed(failure) }
        ERR_clear_error()
        let result = SSL_do_handshake(ssl)
        if result == 1 {
            isEstablished = true
            firstOctets = []
            return .finished
        }
        return progress(after: result, waiting: .shaking)
    }

    /// Reads plain text into the buffer; 0 octets come with the reason.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> (count: Int, why: Progress) {
        ERR_clear_error()
        let count = SSL_read(ssl, buffer.baseAddress, Int32(clamping: buffer.count))
        if count > 0 { return (Int(count), .idle) }
        return (0, progress(after: count, waiting: .idle))
    }

    /// Encrypts; the cipher text waits in `takeCipherText`. False if that is not possible.
    func write(_ plainText: UnsafeRawBufferPointer) -> Bool {
        var rest = plainText[...]
        while let base = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
            ERR_clear_error()
            let count = SSL_write(ssl, base, Int32(clamping: rest.count))
            guard count > 0 else { return false }
            rest = rest.dropFirst(Int(count))
        }
        return true
    }

    /// Says goodbye; the alert waits in `takeCipherText`.
    func sayGoodbye() {
        guard isEstablished else { return }
        ERR_clear_error()
        SSL_shutdown(ssl)
    }

    /// Cipher text that must go to the peer. May be empty.
    func takeCipherText() -> [UInt8] {
        let count = BIO_ctrl_pending(outgoing)
        guard count > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, used in
            used = max(0, Int(BIO_read(outgoing, buffer.baseAddress, Int32(clamping: count))))
        }
    }

    private func progress(after result: Int32, waiting: Progress) -> Progress {
        switch SSL_get_error(ssl, result) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: waiting
        case SSL_ERROR_ZERO_RETURN: .closed
        default: .failed(TLSFailure.fromOpenSSL())
        }
    }

    /// Records start with a content type from 20 to 23 and a major version of 3
    /// (RFC 8446 §5.1); anything else is no TLS.
    private var plainTextFailure: TLSFailure? {
        guard let first = firstOctets.first else { return nil }
        let isRecord = (20...23).contains(first) && (firstOctets.count < 2 || firstOctets[1] == 3)
        guard !isRecord else { return nil }
        return TLSFailure(
            kind: .notTLS, text: "the answer is no TLS but plain text", peerOctets: firstOctets)
    }
}
