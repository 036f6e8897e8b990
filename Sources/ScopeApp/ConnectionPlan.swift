import Glibc
import SMTPTrace
import ScopeEngine
import ScopeModel
import TerminalCore

/// What the command line says about connecting; nil leaves it to the target.
package struct ConnectionPlan: Sendable {
    package var family: Int?
    package var source: String?
    package var pipe: String?
    package var tls: String?
    package var verify: String?
    package var oldest: String?
    package var newest: String?
    package var authorities: String?
    package var serverName: String?
    package var certificate: String?
    package var key: String?
    package var timeout: Double?
    package var hostName: String?
    /// The server's TLSA records, as typed.
    package var records: [String] = []
    /// The file to record to instead of the shelf.
    package var record: String?
    /// Whether a recording that is there already is replaced.
    package var replacesRecording = false
    /// A lab's source of chance.
    package var labSeed: UInt64 = 1

    /// A plan that leaves everything to the target.
    static let none = ConnectionPlan()

    package init() {}

    /// What is wrong with it, as one sentence; nil if nothing is.
    package var problem: String? {
        if let tls, ConnectOptions.TLSMode(rawValue: tls) == nil {
            return "--tls \(tls) is unknown: use none, starttls or implicit."
        }
        if let verify, ConnectOptions.VerifyDemand(rawValue: verify) == nil {
            return "--tls-verify \(verify) is unknown: use off, chain, full or dane."
        }
        for record in records {
            do throws(TLSARecordError) {
                _ = try TLSARecord(parsing: record)
            } catch {
                return "--tlsa \"\(Visible.text(of: record, columns: 60))\": \(error)."
            }
        }
        if verify == "dane", records.isEmpty {
            return "--tls-verify dane needs the server's TLSA records: --tlsa \"3 1 1 ...\"."
        }
        for (flag, version) in [("--tls-min", oldest), ("--tls-max", newest)] {
            if let version, ConnectOptions.TLSVersion(rawValue: version) == nil {
                return "\(flag) \(version) is unknown: use 1.0, 1.1, 1.2 or 1.3."
            }
        }
        if let oldest, let newest, oldest > newest {
            return "Between --tls-min \(oldest) and --tls-max \(newest) no version is left."
        }
        if let timeout, !(0.001...86_400).contains(timeout) {
            return "--timeout must be between 0.001 and 86400 seconds."
        }
        if key != nil, certificate == nil { return "--key needs --cert." }
        if let hostName, !hostName.isWord { return "--name needs one host name, without blanks." }
        return nil
    }

    /// How long anything may take; nil leaves it to whoever waits.
    var timeLimit: Duration? { timeout.map { .milliseconds(Int64($0 * 1_000)) } }

    /// Why the file to record to cannot be used, as one sentence; nil if it can.
    var recordingProblem: String? {
        RecordingPlan.refusal(of: record, replaces: replacesRecording)
    }

    /// Which of its files cannot be used, as one sentence; nil if all can.
    package var badFile: String? {
        if let recordingProblem { return recordingProblem }
        let paths = [authorities, certificate, key].compactMap { $0 }
        for path in paths where access(path, R_OK) != 0 {
            return FileError("read", path).description
        }
        var options = options(givesUp: false)
        options.keyLog = nil
        return paths.isEmpty ? nil : TLSContext.problem(of: options)
    }

    /// The engine's options, `SSLKEYLOGFILE` included.
    func options(givesUp: Bool) -> ConnectOptions {
        var options = ConnectOptions()
        options.family = family == 4 ? .ipv4 : family == 6 ? .ipv6 : .any
        options.source = source
        options.tls = tls.flatMap { ConnectOptions.TLSMode(rawValue: $0) }
        options.helloName = hostName
        options.verify = verify.flatMap { ConnectOptions.VerifyDemand(rawValue: $0) } ?? .off
        options.oldest = oldest.flatMap { ConnectOptions.TLSVersion(rawValue: $0) } ?? .tls10
        options.newest = newest.flatMap { ConnectOptions.TLSVersion(rawValue: $0) } ?? .tls13
        options.authorities = authorities
        options.serverName = serverName.map { $0 == "off" ? .off : .fixed($0) } ?? .ofTarget
        options.records = records.compactMap { try? TLSARecord(parsing: $0) }
        options.certificate = certificate
        options.key = key
        options.keyLog = environment("SSLKEYLOGFILE")
        options.seed = labSeed
        options.patience.givesUp = givesUp
        if let limit = timeLimit {
            options.patience.connect = limit
            options.patience.greeting = limit
            options.patience.handshake = limit
            options.patience.reply = limit
        }
        return options
    }

    /// Why options about the way to a host cannot be meant for this target, as one sentence; nil
    /// where they can, and where none is given.
    func wayProblem(to target: String) -> String? {
        let given = family.map { "-\($0)" } ?? source.map { _ in "--source" }
        guard let given, let endpoint = try? Endpoint(parsing: target) else { return nil }
        switch endpoint {
        case .host: return nil
        case .socket, .program, .lab: return "\(given) is for hosts, and \(target) is none."
        }
    }

    /// What the model asks for at the start; nil where neither a target nor a program is named.
    func request(for target: String?) -> ConnectRequest? {
        if let pipe { return ConnectRequest(target: "pipe:" + pipe) }
        return target.map { ConnectRequest(target: $0) }
    }
}

extension String {
    /// Whether it is one word of a command: not empty, without blanks and control characters.
    package var isWord: Bool {
        !isEmpty && unicodeScalars.allSatisfy { $0.value > 32 && $0.value != 127 }
    }
}
