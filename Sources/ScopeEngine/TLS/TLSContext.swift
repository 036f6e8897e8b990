import COpenSSL
import Glibc

/// An `SSL_CTX`: versions, trust, our certificate. Stays on one event loop.
package final class TLSContext {
    /// OpenSSL's words for X509_R_KEY_VALUES_MISMATCH.
    private static let otherKey = "key values mismatch"

    let pointer: OpaquePointer
    let isServer: Bool
    /// Open while keys are logged, otherwise -1.
    private(set) var keyLog: Int32 = -1

    /// A client's context. `trusted` are certificates trusted besides those of the options.
    init(_ options: ConnectOptions, trusting trusted: [X509Certificate]) throws(EngineError) {
        pointer = try Self.make(isServer: false)
        isServer = false
        try setVersions(options.oldest, options.newest)
        if let ciphers = options.ciphers { try setCiphers(ciphers) }
        SSL_CTX_set_default_verify_paths(pointer)
        if let path = options.authorities { try trust(path) }
        for certificate in trusted {
            X509_STORE_add_cert(SSL_CTX_get_cert_store(pointer), certificate.pointer)
        }
        if let file = options.certificate { try use(file, key: options.key ?? file) }
        if let path = options.keyLog { try logKeys(to: path) }
    }

    /// A server's context.
    init(
        serving identity: LabIdentity, from oldest: ConnectOptions.TLSVersion,
        to newest: ConnectOptions.TLSVersion
    ) throws(EngineError) {
        pointer = try Self.make(isServer: true)
        isServer = true
        try setVersions(oldest, newest)
        guard SSL_CTX_use_certificate(pointer, identity.certificate.pointer) == 1,
            SSL_CTX_use_PrivateKey(pointer, identity.key.pointer) == 1,
            identity.chain.allSatisfy({ scope_context_add_chain(pointer, $0.pointer) == 1 })
        else {
            throw EngineError(
                .system, "The lab's certificate cannot be used: \(takeOpenSSLReason()).")
        }
    }

    /// What is wrong with the files that options name, as one sentence; nil if TLS can begin.
    package static func problem(of options: ConnectOptions) -> String? {
        do throws(EngineError) {
            _ = try TLSContext(options, trusting: [])
            return nil
        } catch {
            return error.description
        }
    }

    deinit {
        SSL_CTX_free(pointer)
        if keyLog >= 0 { close(keyLog) }
    }

    private static func make(isServer: Bool) throws(EngineError) -> OpaquePointer {
        guard let pointer = scope_context_new(isServer ? 1 : 0) else {
            throw EngineError(.system, "OpenSSL cannot begin: \(takeOpenSSLReason()).")
        }
        return pointer
    }

    private func setVersions(
        _ oldest: ConnectOptions.TLSVersion, _ newest: ConnectOptions.TLSVersion
    ) throws(EngineError) {
        guard oldest.number <= newest.number,
            scope_context_set_versions(pointer, oldest.number, newest.number) == 1
        else {
            throw EngineError(
                .badOption,
                "TLS from \(oldest.rawValue) to \(newest.rawValue) leaves no version; swap them.")
        }
    }

    private func setCiphers(_ list: String) throws(EngineError) {
        guard SSL_CTX_set_cipher_list(pointer, list) == 1 else {
            throw EngineError(
                .badOption, "OpenSSL knows no cipher in '\(list)': \(takeOpenSSLReason()).")
        }
    }

    private func trust(_ path: String) throws(EngineError) {
        var status = stat()
        let isFolder = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        let done = SSL_CTX_load_verify_locations(
            pointer, isFolder ? nil : path, isFolder ? path : nil)
        guard done == 1 else {
            throw EngineError(
                .badFile, "No certificates of authorities in '\(path)': \(takeOpenSSLReason()).")
        }
    }

    private func use(_ file: String, key: String) throws(EngineError) {
        guard SSL_CTX_use_certificate_chain_file(pointer, file) == 1 else {
            throw EngineError(.badFile, "No certificate in '\(file)': \(takeOpenSSLReason()).")
        }
        guard SSL_CTX_use_PrivateKey_file(pointer, key, SSL_FILETYPE_PEM) == 1 else {
            let reason = takeOpenSSLReason()
            let text =
                reason == Self.otherKey
                ? "The key in '\(key)' is not that of the certificate in '\(file)'"
                : "No private key without a passphrase, as PEM, in '\(key)'"
            throw EngineError(.badFile, "\(text): \(reason).")
        }
    }

    private func logKeys(to path: String) throws(EngineError) {
        keyLog = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard keyLog >= 0 else {
            let reason = String(cString: strerror(errno))
            throw EngineError(.badFile, "The key log '\(path)' cannot be written: \(reason).")
        }
        scope_context_log_keys(pointer)
    }
}

extension ConnectOptions.TLSVersion {
    /// As on the wire (RFC 8446 §4.1.2).
    fileprivate var number: Int32 {
        switch self {
        case .tls10: 0x0301
        case .tls11: 0x0302
        case .tls12: 0x0303
        case .tls13: 0x0304
        }
    }
}
