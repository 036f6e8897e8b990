/// How far a log was read.
package struct LogProgress: Hashable, Sendable {
    /// The file as it was named; `-` is standard input.
    package var name: String
    /// Octets of the file read so far, packed or not.
    package var octets: Int
    /// Octets of the whole file; nil where nobody knows, as in a pipe.
    package var size: Int?
    package var isComplete: Bool

    package init(name: String, octets: Int, size: Int?, isComplete: Bool) {
        self.name = name
        self.octets = octets
        self.size = size
        self.isComplete = isComplete
    }

    /// What a title shows: the file's name without its folders.
    var title: String {
        name == "-" ? "standard input" : String(name.split(separator: "/").last ?? "")
    }

    /// `41%`, or the octets where the end is not known.
    var portion: String {
        guard let size, size > 0 else { return octets.octetsText }
        return "\(min(octets, size) * 100 / size)%"
    }
}
