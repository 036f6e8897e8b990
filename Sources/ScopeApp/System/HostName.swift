import Glibc

/// This machine's name.
enum HostName {
    /// The full name (RFC 5321 §2.3.5), if the machine knows it without asking the network: what it
    /// calls itself, else what stands for that in `/etc/hosts`.
    static var full: String? {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return nil }
        let name = String(
            decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return full(name, hosts: (try? Files.read("/etc/hosts", limit: 1 << 20)) ?? [])
    }

    /// `hosts` as in hosts(5): an address, the full name, other names.
    static func full(_ name: String, hosts: [UInt8]) -> String? {
        if isFull(name) { return name }
        guard !name.isEmpty else { return nil }
        for line in hosts.split(separator: UInt8(ascii: "\n")) {
            let words = line.prefix { $0 != UInt8(ascii: "#") }
                .split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
                .map { String(decoding: $0, as: UTF8.self) }.dropFirst()
            guard words.contains(where: { $0.lowercased() == name.lowercased() }) else { continue }
            if let full = words.first(where: isFull) { return full }
        }
        return nil
    }

    /// Whether others may know the machine by it.
    private static func isFull(_ name: String) -> Bool {
        let labels = name.lowercased().utf8.split(
            separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count > 1, name.utf8.count <= 255, let last = labels.last else { return false }
        let isWellFormed = labels.allSatisfy { label in
            !label.isEmpty
                && label.allSatisfy { $0 &- 97 < 26 || $0 &- 48 < 10 || $0 == UInt8(ascii: "-") }
        }
        // What systems put there that were never given a name.
        return isWellFormed && !last.elementsEqual("localdomain".utf8)
            && !last.elementsEqual("localhost".utf8)
    }
}
