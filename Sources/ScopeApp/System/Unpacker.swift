import CCompression

/// Unpacks gzip (RFC 1952) and zstd (RFC 8878) as they are read, in bounded memory. It never
/// fails, it stops: what came before is good.
final class Unpacker {
    /// How the packed data ended so far.
    enum Ending: Hashable, Sendable {
        case whole
        /// Something else stands behind the packed data.
        case followed
        /// The data stops in the middle.
        case cut
        /// What follows is no packed data of this kind, or is damaged.
        case broken
        /// More came out than was allowed.
        case tooLarge
    }

    private enum Kind { case gzip, zstd }

    private let kind: Kind
    private let stream: UInt
    /// So many octets may come out.
    var limit: Int
    private var produced = 0
    private var output = [UInt8](repeating: 0, count: 1 << 17)
    private(set) var ending = Ending.cut

    /// Nil if octets do not begin like a packed file. At most `limit` octets come out.
    init?(startingLike start: ArraySlice<UInt8>, limit: Int) {
        self.limit = limit
        if start.starts(with: [0x1F, 0x8B]) {
            kind = .gzip
            stream = ccompression_gzip_open()
        } else if start.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
            kind = .zstd
            stream = ccompression_zstd_open()
        } else {
            return nil
        }
        guard stream != 0 else { return nil }
    }

    deinit {
        switch kind {
        case .gzip: ccompression_gzip_close(stream)
        case .zstd: ccompression_zstd_close(stream)
        }
    }

    /// Hands on what the next packed octets hold, in pieces of at most 128 KiB. False when nothing
    /// more will come: `take` said so, the data is damaged, or the limit is reached.
    func append(_ octets: ArraySlice<UInt8>, _ take: (ArraySlice<UInt8>) -> Bool) -> Bool {
        switch ending {
        case .broken, .followed, .tooLarge: return false
        case .whole, .cut: break
        }
        var rest = octets
        while true {
            let step = run(rest)
            let taken = rest
            rest = rest.dropFirst(step.consumed)
            if step.is_broken != 0 {
                // Padding with NULs behind a whole file is common, and no damage.
                if ending != .whole {
                    ending = .broken
                } else if taken.contains(where: { $0 != 0 }) {
                    ending = .followed
                }
                return false
            }
            if step.consumed > 0 || step.produced > 0 {
                ending = step.is_end != 0 ? .whole : .cut
            }
            produced += step.produced
            guard produced <= limit else {
                ending = .tooLarge
                return false
            }
            if step.produced > 0, !take(output[..<step.produced]) { return false }
            if rest.isEmpty, step.produced < output.count { return true }
            if step.consumed == 0, step.produced == 0 { return true }
        }
    }

    private func run(_ input: ArraySlice<UInt8>) -> ccompression_step {
        input.withUnsafeBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                switch kind {
                case .gzip:
                    ccompression_gzip_run(
                        stream, input.baseAddress, input.count, output.baseAddress, output.count)
                case .zstd:
                    ccompression_zstd_run(
                        stream, input.baseAddress, input.count, output.baseAddress, output.count)
                }
            }
        }
    }
}
