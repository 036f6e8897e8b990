import COpenSSL
import SMTPTrace

extension TLSMachine {
    private static let chainLimit: Int32 = 32

    /// What the handshake agreed on, as far as it came. `seconds` since 1970-01-01 UTC.
    func report(at seconds: Int64) -> TLSReport {
        let cipher = SSL_get_current_cipher(ssl)
        let chain = (0..<Self.chainLimit).compactMap { scope_peer_certificate(ssl, $0) }
        var report = TLSReport(
            version: String(cString: SSL_get_version(ssl)),
            cipher: cipher.map { String(cString: SSL_CIPHER_get_name($0)) } ?? "none",
            cipherBits: cipher.map { Int(SSL_CIPHER_get_bits($0, nil)) } ?? 0,
            group: scope_group(ssl).map { String(cString: $0) } ?? "",
            serverName: purpose.serverName, chain: chain.map(Certificate.init),
            chainProblem: verdict, checkedName: purpose.checkedName,
            nameMatches: chain.first.map { Self.matches($0, purpose.checkedName) } ?? false,
            isResumed: SSL_session_reused(ssl) == 1, asksForCertificate: asksForCertificate,
            checkedAt: seconds)
        report.offeredProtocols = purpose.applicationProtocols
        report.applicationProtocol = applicationProtocol
        report.dane = dane
        return report
    }

    private var dane: DANEVerdict? {
        guard !purpose.records.isEmpty else { return nil }
        var usage: UInt8 = 0
        var selector: UInt8 = 0
        var matching: UInt8 = 0
        var data: UnsafePointer<UInt8>?
        var count = 0
        let depth = SSL_get0_dane_tlsa(ssl, &usage, &selector, &matching, &data, &count)
        guard depth >= 0, let data else {
            return DANEVerdict(records: purpose.records, match: nil)
        }
        let match = TLSARecord(
            usage: usage, selector: selector, matching: matching,
            data: Array(UnsafeBufferPointer(start: data, count: count)))
        return DANEVerdict(records: purpose.records, match: match, depth: Int(depth))
    }

    /// The server's choice (RFC 7301 §3.2).
    private var applicationProtocol: String? {
        var name: UnsafePointer<UInt8>?
        var count: UInt32 = 0
        SSL_get0_alpn_selected(ssl, &name, &count)
        return name.map { UnsafeBufferPointer(start: $0, count: Int(count)).text }
    }

    /// Whether a certificate carries a name or an address (RFC 6125).
    private static func matches(_ certificate: OpaquePointer, _ name: String) -> Bool {
        guard !name.isEmpty else { return false }
        let flags = UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS)
        return X509_check_ip_asc(certificate, name, 0) == 1
            || X509_check_host(certificate, name, name.utf8.count, flags, nil) == 1
    }
}
