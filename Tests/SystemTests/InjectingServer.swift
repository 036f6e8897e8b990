import Glibc
import TestSupport

/// A server with TLS that puts plaintext behind its answer to STARTTLS, for one client. It is
/// another language's, so that both sides cannot share a mistake.
final class InjectingServer {
    private static let script = """
        import socket, ssl, sys
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen(1)
        print(listener.getsockname()[1], flush=True)
        plain, _ = listener.accept()
        plain.sendall(b"220 mx.test\\r\\n")
        plain.recv(1000)
        plain.sendall(b"250 STARTTLS\\r\\n")
        plain.recv(1000)
        plain.sendall(b"220 go\\r\\n250-injected\\r\\n250 AUTH PLAIN\\r\\n")
        secure = context.wrap_socket(plain, server_side=True)
        for answer in [b"250 inside\\r\\n", b"250 noop\\r\\n", b"221 bye\\r\\n"]:
            if b"QUIT" in secure.recv(1000):
                answer = b"221 bye\\r\\n"
            secure.sendall(answer)
            if answer.startswith(b"221"):
                break
        secure.close()
        """

    let address: String
    private let folder: Folder
    private let child: Child

    init() throws {
        folder = try Folder()
        let (certificate, key) = try SelfSignedServer.certificate(in: folder)
        child = try Child(["python3", "-c", Self.script, certificate, key])
        guard child.wait(until: { $0.output.contains(10) }) else {
            throw SupportError(child.finish().errorText)
        }
        let port = String(decoding: child.output, as: UTF8.self).filter(\.isNumber)
        address = "127.0.0.1:\(port)"
    }
}
