import Glibc
import NIOCore
import SMTPTrace

extension ConnectFailure {
    /// What an error of the socket means.
    init(_ error: any Error) {
        if let error = error as? IOError {
            self.init(errno: error.errnoCode)
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
