/// Which certificate the lab's server shows. All but `selfSigned` are issued by the lab's CA.
package enum LabCertificate: String, Hashable, Sendable, CaseIterable {
    case good
    /// Its last day is over.
    case expired
    /// Issued to `www.other.test`.
    case wrongName = "wrong-name"
    case selfSigned = "self-signed"
    /// Its first day has not come.
    case notYetValid = "not-yet-valid"
    /// An RSA key of 1024 bits.
    case weak
    /// The intermediate certificate is not sent.
    case missingChain = "missing-chain"
}
