import SMTPLab
import SMTPTrace

/// How to connect, and how long to wait.
package struct ConnectOptions: Hashable, Sendable {
    package enum Family: Hashable, Sendable {
        case any, ipv4, ipv6
    }

    package enum TLSMode: String, Hashable, Sendable, CaseIterable {
        /// No handshake unless somebody types STARTTLS.
        case none
        /// EHLO and STARTTLS are sent once the server has greeted, and EHLO again behind the
        /// handshake.
        case starttls
        /// TLS from the first octet (RFC 8314 §3.3).
        case implicit
    }

    /// What must hold of the certificate, or the connection ends. It is shown in any case.
    package enum VerifyDemand: String, Hashable, Sendable, CaseIterable {
        /// `chain`: a chain to a trusted root; `full`: the name as well; `dane`: one of the TLSA
        /// records (RFC 7672 §3.1).
        case off, chain, full, dane
    }

    package enum TLSVersion: String, Hashable, Sendable, CaseIterable {
        case tls10 = "1.0"
        case tls11 = "1.1"
        case tls12 = "1.2"
        case tls13 = "1.3"
    }

    /// The name to ask for (SNI, RFC 6066 §3).
    package enum ServerName: Hashable, Sendable {
        /// The host's name, if the target is one.
        case ofTarget
        case off
        case fixed(String)
    }

    package var family = Family.any
    /// The local address to connect from, without port.
    package var source: String?
    /// Nil: as the endpoint says.
    package var tls: TLSMode?
    /// What EHLO says that is sent by itself; nil for the address we talk from.
    package var helloName: String?
    package var verify = VerifyDemand.off
    /// Whether a granted STARTTLS begins the handshake; else it waits for `handshake`.
    package var shakesHandsWhenGranted = true
    package var oldest = TLSVersion.tls10
    package var newest = TLSVersion.tls13
    /// A PEM file, or a folder of hashed ones, with authorities to trust besides the system's.
    package var authorities: String?
    package var serverName = ServerName.ofTarget
    /// The name the certificate must carry; nil: the name asked for, or the host.
    package var checkedName: String?
    /// Client certificate with its chain, a PEM file.
    package var certificate: String?
    /// Its key, a PEM file; nil where it is in the certificate's file.
    package var key: String?
    /// OpenSSL's cipher list for TLS 1.2 and below; nil for its default.
    package var ciphers: String?
    /// Application protocols to offer (ALPN, RFC 7301 §3.1), the best first, each of 1 to 255
    /// octets; none are offered where it is empty.
    package var applicationProtocols: [String] = []
    /// The server's TLSA records, held against its certificate in place of the trusted roots. May
    /// be empty.
    package var records: [TLSARecord] = []
    /// File to append TLS secrets to (SSLKEYLOGFILE).
    package var keyLog: String?
    package var patience = Patience()
    /// A scenario from a file, in place of the one the endpoint `lab:NAME` names.
    package var scenario: LabScenario?
    /// The lab's source of chance.
    package var seed: UInt64 = 1

    package init() {}
}
