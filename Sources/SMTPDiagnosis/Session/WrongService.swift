import SMTPCore

/// A service that is not SMTP, known by its first words.
enum WrongService {
    case http, imap, pop3, ssh, ftp, tls

    /// Nil for what may be SMTP.
    init?(_ first: [UInt8]) {
        let signs: [(String, WrongService)] = [
            ("HTTP/", .http), ("<!DOCTYPE", .http), ("<html", .http), ("* OK", .imap),
            ("* PREAUTH", .imap), ("* BYE", .imap), ("+OK", .pop3), ("-ERR", .pop3),
            ("SSH-", .ssh),
        ]
        if let sign = signs.first(where: { Self.begins(first, with: $0.0) }) {
            self = sign.1
        } else if first.count >= 3, first[0] == 0x15 || first[0] == 0x16, first[1] == 3 {
            self = .tls
        } else if Self.begins(first, with: "220"), Self.speaksFTP(first) {
            self = .ftp
        } else {
            return nil
        }
    }

    /// The id of the finding that says so.
    var finding: String {
        switch self {
        case .http: "wrong-service-http"
        case .imap: "wrong-service-imap"
        case .pop3: "wrong-service-pop3"
        case .ssh: "wrong-service-ssh"
        case .ftp: "wrong-service-ftp"
        case .tls: "wrong-service-tls"
        }
    }

    private static func begins(_ octets: [UInt8], with sign: String) -> Bool {
        octets.count >= sign.utf8.count
            && ASCII.equalIgnoringCase(octets.prefix(sign.utf8.count), sign.utf8.map { $0 })
    }

    private static func speaksFTP(_ line: [UInt8]) -> Bool {
        let words = line.map(ASCII.upper).split { !Octet.isLetter($0) }
        let ftp = ["FTP", "PROFTPD", "VSFTPD", "FTPD", "FILEZILLA"].map { Array($0.utf8) }
        let smtp = ["SMTP", "ESMTP", "LMTP"].map { Array($0.utf8) }
        return words.contains { ftp.contains(Array($0)) }
            && !words.contains { smtp.contains(Array($0)) }
    }
}
