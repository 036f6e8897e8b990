import Glibc
import NIOCore
import SMTPTrace

extension ConnectFailure {
    /// What an error of the socket means. `local` is the address of ours that was asked for.
    init(_ error: any Error, from local: SocketAddress? = nil) {
        if let error = error as? IOError {
            self.init(errno: error.errnoCode)
            if error.errnoCode == EADDRNOTAVAIL, let own = local?.ipAddress {
                self.init(
                    kind: .impossible, text: "this machine has no address \(own) to connect from")
            }
        } else if let error = error as? SocketAddressError,
            case .unixDomainSocketPathTooLong = error
        {
            self.init(
                kind: .other, text: "the path is longer than a UNIX socket's may be (107 octets)")
        } else if let error = error as? ChannelError, case .connectTimeout(let limit) = error {
            self.init(kind: .timedOut, text: "no answer for \(Duration(limit).brief)")
        } else if let error = error as? ConnectFailure {
            self = error
        } else {
            self.init(kind: .other, text: "\(error)")
        }
    }

    init(errno code: Int32) {
        let kind: Kind =
            switch code {
            case ECONNREFUSED: .refused
            case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EADDRNOTAVAIL, EAFNOSUPPORT: .unreachable
            case ETIMEDOUT: .timedOut
            case ECONNRESET: .reset
            case EACCES, EPERM: .permissionDenied
            case ENOENT: .noSuchFile
            default: .other
            }
        self.init(kind: kind, text: String(cString: strerror(code)))
    }
}
